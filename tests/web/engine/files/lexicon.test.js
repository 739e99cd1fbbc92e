/** @file Tests of making lexicons, and of translating with one. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildLexicon } from '../../../../web/engine/index.js';
import {
  engine,
  failure,
  loadEnglishGerman,
  loadTiny,
  readFile,
  tinyBytes,
} from '../../support/fixtures.js';

/**
 * The words of a lexicon, read by its layout.
 *
 * @param {Uint8Array} bytes
 * @returns {{alphabet: Map<string, number>, words: string[], sourceWords: string[],
 *   arcs: number}}
 */
function read(bytes) {
  const numbers = new Uint32Array(bytes.slice().buffer);
  assert.equal(String.fromCharCode(...bytes.slice(0, 4)), 'LEX1');
  const [characters, count] = numbers.slice(1, 3);
  const pairs = [...numbers.slice(3, 3 + characters)].map(
    (n) => /** @type {[string, number]} */ ([String.fromCodePoint(n & 0xffffff), n >>> 24]),
  );
  const small = new Map(
    pairs.filter(([c]) => c === c.toLowerCase()).map(([c, label]) => [label, c]),
  );
  const arcs = numbers.slice(3 + characters);
  assert.equal(arcs.length, count);
  /** @type {string[]} */
  const words = [];
  /** @type {string[]} */
  const sourceWords = [];
  const walk = (/** @type {number} */ first, /** @type {string} */ text) => {
    for (let i = first; ; i += 1) {
      const longer = text + small.get(arcs[i] & 0xff);
      if (arcs[i] & 0x200) words.push(longer);
      if (arcs[i] & 0x400) sourceWords.push(longer);
      if (arcs[i] >>> 12) walk(arcs[i] >>> 12, longer);
      if (arcs[i] & 0x100) return;
    }
  };
  walk(0, '');
  return { alphabet: new Map(pairs), words, sourceWords, arcs: count };
}

describe('a lexicon', () => {
  test('has its words, each once, in small letters', () => {
    const { words } = read(buildLexicon(['the', 'Cat', 'cats', 'cat', 'THE', '', 'a']));
    assert.deepEqual(words.sort(), ['a', 'cat', 'cats', 'the']);
  });

  test('parts words at whatever is no letter', () => {
    const { words } = read(buildLexicon(["l'home, fer-ho; col·lecció 5è x2y", 'a\u0300\u0301b']));
    const expected = ['l', 'home', 'fer', 'ho', 'col·lecció', 'è', 'x', 'y', 'à\u0301b'];
    assert.deepEqual(words.sort(), expected.sort());
  });

  test('has capitals as the same letters, where they are pairs', () => {
    const { alphabet } = read(buildLexicon(['çß']));
    assert.equal(alphabet.get('Ç'), alphabet.get('ç'));
    assert.deepEqual([...alphabet.keys()].sort(), ['Ç', 'ß', 'ç'].sort());
  });

  test('shares what words have in common at both ends', () => {
    const stems = ['cant', 'parl', 'caminav', 'trob'];
    const ends = ['o', 'es', 'a', 'em', 'eu', 'en'];
    const words = stems.flatMap((stem) => ends.map((end) => stem + end));
    const lexicon = read(buildLexicon(words));
    assert.deepEqual(lexicon.words.sort(), words.sort());
    // 6 first letters of ends after each stem are one state, and so are the second ones of e.
    assert.equal(
      lexicon.arcs,
      'cant'.length + 'parl'.length + 'minav'.length + 'trob'.length + 3 + 4,
    );
  });

  test('tells whose word it is', () => {
    const { words, sourceWords } = read(buildLexicon(['a', 'cat'], ['ca', 'Cat']));
    assert.deepEqual(
      [words.sort(), sourceWords.sort()],
      [
        ['a', 'cat'],
        ['ca', 'cat'],
      ],
    );
    const message = /needs words/;
    assert.throws(() => buildLexicon([], ['a']), failure('invalid_argument', message));
  });

  test('does not depend on the order of the words', () => {
    const words = ['perdre', 'perdrà', 'perd', 'mà', 'mare'];
    assert.deepEqual(buildLexicon(words), buildLexicon(words.toReversed()));
  });

  test('needs words, and few enough letters', () => {
    assert.throws(() => buildLexicon(['', '5']), failure('invalid_argument', /needs words/));
    const han = Array.from({ length: 256 }, (_, i) => String.fromCharCode(0x4e00 + i));
    assert.throws(
      () => buildLexicon(han),
      failure('invalid_argument', /255 different letters, not 256/),
    );
    const numbers = /** @type {any} */ ([7]);
    assert.throws(
      () => buildLexicon(numbers),
      failure('invalid_argument', /must be strings, not 7/),
    );
    assert.equal(read(buildLexicon(han.slice(1))).words.length, 255);
  });
});

const sentence = 'Please open the kitchen window, Kalenz.';
const lexicon = buildLexicon(['bitte öffnen sie das die der fenster küche der']);

describe('a model with a lexicon', async () => {
  const bytes = readFile('web/models/en-de.int8.safetensors');
  const files = [
    { name: 'en-de', bytes },
    { name: 'german', bytes: lexicon },
  ];
  const model = await engine.loadModel({ files });
  const plain = await loadEnglishGerman();

  const known = new Set('bitte öffnen sie das die der fenster küche der'.split(' '));
  const words = (/** @type {string} */ text) => text.toLowerCase().match(/\p{L}+/gu) ?? [];

  test('says so', () => {
    assert.deepEqual([model.info.lexicon, plain.info.lexicon], [true, false]);
  });

  for (const beam of [1, 4]) {
    test(`keeps to its words and those of the source with a beam of ${beam}`, () => {
      const allowed = new Set([...known, ...words(sentence)]);
      const options = { beam, lexiconPenalty: 10 };
      const { text } = model.translate(sentence, options);
      const outside = (/** @type {string} */ made) =>
        words(made).filter((word) => !allowed.has(word));
      assert.deepEqual(outside(text), []);
      assert.notDeepEqual(outside(plain.translate(sentence, options).text), []);
    });

    test(`is as it was without the penalty with a beam of ${beam}`, () => {
      const options = { beam, lexiconPenalty: 0 };
      assert.deepEqual(model.translate(sentence, options), plain.translate(sentence, { beam }));
    });
  }

  test('copies no words of the source language', async () => {
    const english = ['please', 'open', 'the', 'kitchen', 'window'];
    const own = await engine.loadModel({
      files: [files[0], { name: 'german', bytes: buildLexicon(known, english) }],
    });
    const made = own.translate(sentence, { lexiconPenalty: 10 }).text.toLowerCase();
    own.free();
    for (const word of ['kitchen', 'window', 'please']) assert.ok(!made.includes(word));
  });

  test('takes the penalty from the score of what it had to say', () => {
    const lexiconPenalty = 0.5;
    const session = model.start(sentence, { beam: 4, lexiconPenalty });
    const nodes = [...session].flatMap(([report]) => report.nodes);
    session.free();
    const scores = new Map(nodes.map(({ node, score }) => [node, score]));
    for (const { parent, logProb, misspells, score } of nodes) {
      const expected = (scores.get(parent) ?? 0) + logProb - (misspells ? lexiconPenalty : 0);
      assert.ok(Math.abs(score - expected) < 1e-6);
    }
    assert.ok(nodes.some(({ misspells }) => misspells));
    const other = plain.start(sentence, { beam: 4 });
    const others = [...other].flatMap(([report]) => report.nodes);
    other.free();
    assert.ok(others.every(({ misspells }) => !misspells));
  });

  test('marks the candidates that make no word', () => {
    const session = model.start(sentence, { beam: 1, candidates: 8, lexiconPenalty: 10 });
    const candidates = [...session].flatMap(([{ candidates: all }]) => all ?? []);
    session.free();
    assert.ok(candidates.some(({ misspells }) => misspells));
    assert.ok(candidates.some(({ misspells }) => !misspells));
  });

  test('marks the alternatives that make no word', () => {
    const found = model.alternatives(sentence, { count: 20 });
    const of = (/** @type {boolean} */ wanted) =>
      found.filter(({ misspells }) => misspells === wanted).map(({ piece }) => piece);
    assert.ok(of(false).includes('▁Bitte'));
    assert.ok(of(true).length > 0);
    assert.ok(plain.alternatives(sentence, { count: 20 }).every(({ misspells }) => !misspells));
  });

  test('keeps the lexicon when it is saved', async () => {
    for (const type of /** @type {const} */ (['int8', 'float32'])) {
      const again = await engine.loadModel(model.save(type));
      assert.equal(again.info.lexicon, true);
      const { text } = again.translate(sentence);
      assert.equal(text, model.translate(sentence).text);
      again.free();
    }
    assert.deepEqual((await engine.loadModel(model.save('int8'))).save('int8'), model.save('int8'));
  });
});

test('a lexicon that is damaged is refused by name', async () => {
  const bytes = lexicon.slice(0, -4);
  const files = [
    { name: 'tiny', bytes: tinyBytes('tiny-pre') },
    { name: 'words', bytes },
  ];
  const message = /\(lexicon\): truncated or corrupt/;
  await assert.rejects(engine.loadModel({ files }), failure('invalid_model', message));
});

test('a lexicon alone is no model', async () => {
  const files = [{ name: 'words', bytes: lexicon }];
  await assert.rejects(engine.loadModel({ files }), failure('invalid_model', /no model among/));
  assert.equal((await loadTiny('tiny-pre')).info.lexicon, false);
});
