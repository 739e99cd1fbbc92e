/** @file Tests of the ways to give a model's files, and of what is said when they are no model. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { loadEngine } from '../../../../web/engine/index.js';
import { modelFilesAmong } from '../../../../web/engine/files/model-folder.js';
import { engine, failure } from '../../support/fixtures.js';
import { largeModel } from '../../support/large-model.js';
import {
  filesOf,
  loadFormat,
  referenceOf,
  references,
  searchOf,
  textOf,
} from '../../support/references.js';
import { writeZip } from '../../support/zip-file.js';

/** @typedef {import('../../../../web/engine/index.js').ModelInput} ModelInput */
/** @typedef {import('../../../../web/engine/index.js').NamedContent} NamedContent */

const opus = referenceOf('opus');
const marian = referenceOf('marian-ssru');
const files = filesOf(opus);
/** @type {NamedContent[]} */
const list = Object.entries(files).map(([name, bytes]) => ({ name, bytes }));

/**
 * @param {Uint8Array} bytes
 * @param {{begin: number, end: number}[]} [reads] Filled with what is asked for.
 * @returns {import('../../../../web/engine/index.js').ByteSource}
 */
const source = (bytes, reads = []) => ({
  byteLength: bytes.length,
  read(begin, end) {
    reads.push({ begin, end });
    return Uint8Array.from(bytes.subarray(begin, end));
  },
});

/**
 * @param {Record<string, Buffer>} given
 * @param {...string} names
 * @returns {Record<string, Buffer>} The other files.
 */
const without = (given, ...names) =>
  Object.fromEntries(Object.entries(given).filter(([name]) => !names.includes(name)));

/** @param {ModelInput} input @param {import('../../../../web/engine/index.js').ModelOptions} [options] */
async function translations(input, options) {
  const model = await engine.loadModel(input, options);
  const texts = opus.sentences.map(textOf);
  const results = model.translate(texts, searchOf(opus));
  model.free();
  return results;
}

describe('files may be given', async () => {
  const expected = await translations({ files });

  async function* later() {
    for (const file of list) yield file;
  }

  /** @type {Record<string, () => ModelInput>} */
  const ways = {
    'as an array of {name, bytes}': () => ({ files: list }),
    'in any order': () => ({ files: list.toReversed() }),
    'as a map’s values': () => ({ files: new Map(list.map((file) => [file.name, file])).values() }),
    'as they come': () => ({ files: later() }),
    'as File objects': () => ({
      files: list.map(({ name }) => new File([new Uint8Array(files[name])], `some/${name}`)),
    }),
    'as blobs by name': () => ({
      files: Object.fromEntries(
        list.map(({ name }) => [name, new Blob([new Uint8Array(files[name])])]),
      ),
    }),
    'as sources that are read in parts': () => ({
      files: list.map(({ name }) => ({ name, bytes: source(files[name]) })),
    }),
    compressed: () => ({
      files: list.map(({ name }) => ({ name: `${name}.gz`, bytes: gzipSync(files[name]) })),
    }),
    'as an archive': () => writeZip(files),
    'as an archive of a folder, by name': () => ({
      files: {
        'opus-mt.zip': writeZip(
          Object.fromEntries(list.map(({ name }) => [`opus-mt/${name}`, files[name]])),
        ),
      },
    }),
    'as a Blob of an archive': () => new Blob([new Uint8Array(writeZip(files))]),
  };
  for (const [way, make] of Object.entries(ways)) {
    test(way, async () => assert.deepEqual(await translations(make()), expected));
  }

  test('vocabularies apart from the rest', async () => {
    const rest = without(files, 'source.spm', 'target.spm');
    const target = new Blob([new Uint8Array(files['target.spm'])]);
    const vocabulary = { source: files['source.spm'], target };
    assert.deepEqual(await translations({ files: rest }, { vocabulary }), expected);
  });
});

describe('languages', () => {
  test('that are given win over what the files say', async () => {
    const model = await engine.loadModel(
      { files },
      { sourceLanguage: 'nl', targetLanguage: 'PT-br' },
    );
    const { sourceLanguage, targetLanguage, config } = model.info;
    assert.deepEqual([sourceLanguage, targetLanguage], ['nl', 'pt-BR']);
    assert.deepEqual([config.source_language, config.target_language], ['nl', 'pt-BR']);
    const copy = await engine.loadModel(model.save('int8'));
    assert.equal(copy.info.targetLanguage, 'pt-BR');
    model.free();
    copy.free();
  });

  test('that are no tags are refused', async () => {
    for (const wrong of ['german language', '1', 'x_y']) {
      await assert.rejects(
        engine.loadModel({ files }, { sourceLanguage: wrong }),
        failure('invalid_argument', /sourceLanguage must be a BCP 47 language tag/),
      );
    }
    await assert.rejects(
      // @ts-expect-error wrong on purpose
      engine.loadModel({ files }, { targetLanguage: 7 }),
      failure('invalid_argument', /targetLanguage must be a language tag, not 7/),
    );
  });
});

describe('progress', () => {
  test('is told from the first bytes to the last', async () => {
    /** @type {number[]} */
    const told = [];
    const model = await engine.loadModel({ files }, { onProgress: (share) => told.push(share) });
    assert.ok(told.length > 5);
    assert.deepEqual(
      told,
      told.toSorted((a, b) => a - b),
    );
    assert.ok(told[0] > 0 && /** @type {number} */ (told.at(-1)) > 0.9);
    model.free();
  });

  test('whose listener throws ends the loading, and no more', async () => {
    const onProgress = () => {
      throw new Error('enough');
    };
    await assert.rejects(
      engine.loadModel({ files }, { onProgress }),
      failure('invalid_argument', /onProgress threw Error: enough/),
    );
    assert.equal((await translations({ files })).length, opus.sentences.length);
  });
});

describe('a file that cannot be read', () => {
  test('is named, and the engine goes on', async () => {
    const gone = () => {
      throw new Error('the disk is gone');
    };
    const short = { byteLength: 100_000, read: () => new Uint8Array(3) };
    const sources = /** @type {[any, RegExp][]} */ ([
      [{ byteLength: 1000, read: gone }, /cannot read model\.safetensors: the disk is gone/],
      [short, /cannot read model\.safetensors: it gave 3 bytes instead of/],
    ]);
    for (const [bytes, message] of sources) {
      const given = { ...files, 'model.safetensors': bytes };
      await assert.rejects(engine.loadModel({ files: given }), failure('unavailable', message));
    }
    assert.equal((await translations({ files })).length, opus.sentences.length);
  });

  test('a thousand times leaves no memory behind', async () => {
    const bytes = files['model.safetensors'];
    let count = 0;
    const failing = {
      byteLength: bytes.length,
      read(/** @type {number} */ begin, /** @type {number} */ end) {
        if (++count % 3 === 0) throw new Error('now and then');
        return Uint8Array.from(bytes.subarray(begin, end));
      },
    };
    const load = () => engine.loadModel({ files: { ...files, 'model.safetensors': failing } });
    const cycle = () =>
      load().then(
        (model) => model.free(),
        () => {},
      );
    for (let i = 0; i < 20; i++) await cycle();
    const before = engine.memory.heapBytes;
    for (let i = 0; i < 300; i++) await cycle();
    assert.equal(engine.memory.heapBytes, before);
  });
});

test('what are no files is refused', async () => {
  const wrong = /** @type {[any, RegExp][]} */ ([
    [null, /files must be an iterable .* not null/],
    [undefined, /files must be an iterable .* not undefined/],
    ['model', /files must be an iterable .* not "model"/],
    [new Uint8Array(3), /files must be an iterable .* not an Uint8Array/],
    [new Blob(['x']), /files must be an iterable .* not a Blob/],
    [[], /files holds no file/],
    [{}, /files holds no file/],
    [[new Uint8Array(3)], /files\[0\] must be a File or \{name, bytes\}, not an Uint8Array/],
    [[new Blob(['x'])], /files\[0\] must be a File or \{name, bytes\}, not a Blob/],
    [[{ name: 'a' }], /files\[0\] must be a File or/],
    [[{ name: '', bytes: new Uint8Array(3) }], /files\[0\] must be a File or/],
    [[{ name: 'a', bytes: 'text' }], /files\[0\]\.bytes must be an ArrayBuffer .* not "text"/],
    [{ 'model.bin': 7 }, /files\["model\.bin"\] must be an ArrayBuffer .* not 7/],
  ]);
  for (const [given, message] of wrong) {
    await assert.rejects(engine.loadModel({ files: given }), failure('invalid_argument', message));
  }
  await assert.rejects(
    engine.loadModel({ files }, { name: 'opus' }),
    failure('invalid_argument', /name is for a model of one file/),
  );
});

describe('what is missing or foreign is named', () => {
  /** @param {Record<string, Uint8Array>} given */
  const load = (given) => engine.loadModel({ files: given });

  test('a vocabulary', async () => {
    const bare = without(filesOf(marian), 'srcvocab.spm', 'trgvocab.spm');
    await assert.rejects(load(bare), failure('invalid_model', /vocabulary.*expected/));
    const unlisted = without(files, 'vocab.json');
    await assert.rejects(load(unlisted), failure('invalid_model', /vocab\.json/));
    const half = without(filesOf(referenceOf('ct2-v1')), 'source_vocabulary.txt');
    await assert.rejects(load(half), failure('invalid_model', /source.*vocabulary/));
  });

  test('the model', async () => {
    const rest = without(files, 'model.safetensors');
    await assert.rejects(
      load(rest),
      failure('invalid_model', /expected model\.safetensors.*vocab\.json/),
    );
    const notes = { 'a.txt': Buffer.from('Just notes.') };
    for (const given of [notes, { 'a.zip': writeZip(notes) }]) {
      await assert.rejects(load(given), failure('invalid_model', /a\.txt/));
    }
  });

  test('a damaged archive', async () => {
    const zip = writeZip(files);
    zip[200] ^= 0xff;
    await assert.rejects(engine.loadModel(zip), failure('invalid_model', /.{20}/));
    const gzip = gzipSync(files['source.spm']);
    const cut = { ...files, 'source.spm': gzip.subarray(0, gzip.length - 9) };
    await assert.rejects(load(cut), failure('invalid_model', /source\.spm/));
  });

  for (const reference of references) {
    test(`${reference.name}, truncated anywhere, is refused`, async () => {
      const whole = filesOf(reference);
      const [name] = Object.keys(whole).filter((file) => /^model\.|argosmodel$/.test(file));
      const { length } = whole[name];
      for (const share of [0, 0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.9999]) {
        const cut = whole[name].subarray(0, Math.floor(share * length));
        await assert.rejects(load({ ...whole, [name]: cut }), (error) => {
          assert.match(/** @type {any} */ (error).code, /^(invalid_model|unsupported)$/);
          assert.match(/** @type {any} */ (error).message, /.{20}/);
          return true;
        });
      }
      (await loadFormat(reference)).free();
    });
  }
});

test('of a folder, what belongs to no model is left out', () => {
  const among = (/** @type {string[]} */ ...names) => modelFilesAmong(names, (name) => name);
  assert.deepEqual(among('a/README.md', 'a/.gitattributes', 'a/model.bin', 'x.png'), [
    'a/model.bin',
  ]);
  const pickled = ['config.json', 'pytorch_model.bin'];
  assert.deepEqual(among(...pickled), pickled);
  assert.deepEqual(among(...pickled, 'model.safetensors'), ['config.json', 'model.safetensors']);
});

describe('memory', () => {
  // The engine itself, its stack, tokenizers, and what allocation leaves unused.
  const SLACK = 2 ** 22;

  for (const dtype of /** @type {const} */ (['F32', 'F16'])) {
    test(`a model of some megabytes in ${dtype} takes at most twice its bytes`, async () => {
      const file = largeModel(dtype);
      assert.ok(file.length > 8e6);
      const fresh = await loadEngine();
      const before = fresh.memory.heapBytes;
      /** @type {{begin: number, end: number}[]} */
      const reads = [];
      const model = await fresh.loadModel(source(file, reads));
      const grown = fresh.memory.heapBytes - before;
      assert.ok(grown <= 2 * file.length + SLACK, `${file.length} bytes took ${grown}`);
      // No part is so large that it would be the file itself.
      const most = Math.max(...reads.map(({ begin, end }) => end - begin));
      assert.ok(most < file.length / 4, `${most} of ${file.length} read at once`);
      assert.ok(model.info.parameters > 4e6);
      fresh.free();
    });
  }

  for (const reference of references) {
    test(`${reference.name} takes at most twice its bytes`, async () => {
      const given = filesOf(reference);
      const total = Object.values(given).reduce((sum, { length }) => sum + length, 0);
      const fresh = await loadEngine();
      const before = fresh.memory.heapBytes;
      (await fresh.loadModel({ files: given })).free();
      assert.ok(fresh.memory.heapBytes - before <= 2 * total + SLACK);
      fresh.free();
    });
  }
});
