/** @file Tests of texts in, translations out. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dispose } from '../../../../web/engine/base/dispose.js';
import {
  engine,
  failure,
  loadEnglishGerman,
  loadTiny,
  takingTextsRaw,
  tinyNames,
} from '../../support/fixtures.js';

/** @typedef {import('../../../../web/engine/index.js').Model} Model */
/** @typedef {import('../../../../web/engine/index.js').TranslateOptions} TranslateOptions */

/**
 * @param {Model} model
 * @param {string[]} texts
 * @param {TranslateOptions} [options]
 */
function collect(model, texts, options) {
  const joined = texts.map(() => '');
  const events = model.stream(texts, options);
  let event = events.next();
  for (; !event.done; event = events.next()) joined[event.value.index] += event.value.text;
  return { joined, results: event.value };
}

describe('the English-German model', async () => {
  const model = await loadEnglishGerman();

  test('knows what it is', () => {
    const { sourceLanguage, targetLanguage, weightType, parameters, bytes } = model.info;
    assert.deepEqual([sourceLanguage, targetLanguage, weightType], ['en', 'de', 'int8']);
    assert.ok(parameters > 8e6 && parameters < 10e6);
    assert.ok(bytes.file > parameters && bytes.file < 1.2 * parameters);
    // The sums of the rows are computed, the matrices and their scales used in place.
    assert.ok(bytes.converted < 0.02 * bytes.file);
  });

  test('translates English to the known German', () => {
    const known = {
      'Open the file.': 'Öffnen Sie die Datei.',
      Save: 'Speichern',
      'The file could not be saved.': 'Die Datei konnte nicht gespeichert werden.',
      'Please enter your password.': 'Bitte geben Sie Ihr Passwort ein.',
    };
    const results = model.translate(Object.keys(known));
    assert.deepEqual(
      results.map(({ text }) => text),
      Object.values(known),
    );
  });

  test('starts a line of a megabyte at once and lets go of it', () => {
    const line = 'The file could not be saved. '.repeat(36_000);
    const { heapBytes } = engine.memory;
    for (let i = 0; i < 3; i++) {
      let text = '';
      for (const event of model.stream(line)) {
        text += event.text;
        if (text.length > 20) break;
      }
      assert.ok(text.length > 20);
    }
    const afterThree = engine.memory.heapBytes;
    assert.ok(afterThree - heapBytes < 64 * 2 ** 20, `grew by ${afterThree - heapBytes}`);
    for (const event of model.stream(line)) if (event.text !== '') break;
    assert.equal(engine.memory.heapBytes, afterThree);
  });
});

for (const name of tinyNames) {
  describe(name, async () => {
    const model = await loadTiny(name);
    const options = { maxLength: 12 };
    const texts = [
      'The house is old. The garden is green! Is it far?',
      'A dog.',
      '',
      'He said: "Open the door." Then he left.\nA second line.\n\n  And a third.',
      '🙂 smile 👩‍👩‍👧',
    ];

    test('one text gives one result, an array an array', () => {
      const [first] = model.translate([texts[0]], options);
      assert.deepEqual(model.translate(texts[0], options), first);
      assert.deepEqual(model.translate([], options), []);
    });

    test('a result is complete', () => {
      const result = model.translate(texts[0], options);
      assert.equal(result.pieces.length, result.tokens.length);
      assert.ok(result.sentences.length >= 2);
      assert.ok(result.logProbs.every((value) => value <= 0));
      const sum = result.logProbs.reduce((total, value) => total + value, 0);
      assert.ok(Math.abs(result.score - sum) < 1e-4);
    });

    test('streamed text joins to the result, whatever the batch', () => {
      const expected = model.translate(texts, options);
      for (const batchSize of [1, 2, 3, 64]) {
        const { joined, results } = collect(model, texts, { ...options, batchSize });
        assert.deepEqual(results, expected);
        assert.deepEqual(
          joined,
          expected.map(({ text }) => text),
        );
      }
    });

    test('each text is translated as if it were alone', () => {
      const together = model.translate(texts, options);
      for (const [i, text] of texts.entries()) {
        assert.deepEqual(model.translate(text, options), together[i]);
      }
    });

    test('the cache changes nothing', () => {
      const cached = model.translate(texts, options);
      assert.deepEqual(model.translate(texts, { ...options, cache: false }), cached);
    });

    test('empty and blank texts come back as they are', () => {
      for (const blank of ['', ' ', '\n', '\t \r\n  ', '\u00A0', '\u3000']) {
        const { text, tokens, score } = model.translate(blank);
        assert.deepEqual({ text, tokens, score }, { text: blank, tokens: [], score: 0 });
      }
    });

    test('white space around sentences is kept', () => {
      const { text } = model.translate('  The house is old.  \n\nA dog.\t', options);
      assert.ok(text.startsWith('  ') && text.includes('  \n\n') && text.endsWith('\t'));
    });

    test('any string at all translates', () => {
      const strings = [
        '\0',
        'a\0b',
        '\uFEFF',
        '🙂',
        '👨‍👩‍👧‍👦🏳️‍🌈',
        '\u0301',
        'a'.repeat(5000),
        '\u2581',
        '�',
      ];
      for (const string of strings)
        assert.equal(typeof model.translate(string, options).text, 'string');
    });

    test('a lone surrogate counts as U+FFFD', () => {
      for (const lone of ['\uD83D', 'a \uDE42 b', '\uDE42\uD83D']) {
        const formed = lone.replace(/[\uD800-\uDFFF]/g, '\uFFFD');
        assert.deepEqual(model.translate(lone, options), model.translate(formed, options));
        assert.deepEqual(model.tokenize(lone), model.tokenize(formed));
        assert.deepEqual(
          model.start({ pieces: [lone] }, options).step(),
          model.start({ pieces: [formed] }, options).step(),
        );
      }
    });

    test('pieces and ids mean what the text means', () => {
      const sentence = 'The old house';
      const { ids, pieces } = model.tokenize(sentence);
      const bare = pieces.filter(
        (_, i) => ![model.info.config.bos, model.info.config.eos].includes(ids[i]),
      );
      const results = model.translate([sentence, { ids }, { pieces: bare }], options);
      const [fromText, ...others] = results.map(({ tokens, logProbs }) => ({ tokens, logProbs }));
      for (const other of others) assert.deepEqual(other, fromText);
    });

    test('tokens joined again are the text', () => {
      const { tokens, text } = model.translate('The old house', options);
      assert.equal(model.detokenize(tokens), text);
      assert.equal(model.detokenize(Int32Array.from(tokens)), text);
    });

    test('what is saved and loaded again translates alike', async () => {
      const load = async (/** @type {Uint8Array} */ bytes) =>
        takingTextsRaw(await engine.loadModel(bytes));
      const copy = await load(model.save('float32'));
      assert.deepEqual(copy.translate(texts, options), model.translate(texts, options));
      const quantized = await load(model.save('int8'));
      assert.equal(quantized.info.weightType, 'int8');
      const again = await load(quantized.save('int8'));
      assert.deepEqual(again.translate(texts, options), quantized.translate(texts, options));
      for (const each of [copy, quantized, again]) each.free();
    });
  });
}

describe('a model', async () => {
  const model = await loadTiny('tiny-pre');
  const size = Number(model.info.config.target_vocab_size);

  test('translates a line of a megabyte', () => {
    const line = 'The old house is in the green garden. '.repeat(27_600);
    assert.ok(line.length > 1e6);
    const { joined, results } = collect(model, [line], { beam: 1, maxLength: 2, batchSize: 64 });
    assert.ok(results[0].sentences.length >= 27_600);
    assert.equal(joined[0], results[0].text);
  });

  test('splits what has no blanks', () => {
    const { text, sentences } = model.translate('x'.repeat(5000), { maxLength: 1 });
    assert.ok(sentences.length > 1);
    assert.ok(text.length > 0);
  });

  test('starts a megabyte without blanks at once', () => {
    const events = model.stream('x'.repeat(1e6), { maxLength: 1 });
    assert.ok(events.next().value);
    events.return([]);
  });

  test('refuses what is no text', () => {
    const wrong = [null, undefined, 7, {}, { ids: [5], pieces: ['a'] }, [['nested']], Symbol('s')];
    for (const text of wrong) {
      assert.throws(
        // @ts-expect-error wrong on purpose
        () => model.translate(text),
        failure('invalid_argument', /must be a string, \{pieces\} or \{ids\}, not/),
      );
    }
    // @ts-expect-error wrong on purpose
    assert.throws(() => model.translate(['a', 7]), failure('invalid_argument', /texts\[1\]/));
    // @ts-expect-error wrong on purpose
    assert.throws(() => model.tokenize(7), failure('invalid_argument', /text must be a string/));
    // @ts-expect-error wrong on purpose
    assert.throws(() => model.save('int4'), failure('invalid_argument', /"float32" or "int8"/));
  });

  test('refuses ids and pieces that it does not have', () => {
    for (const id of [-1, 1.5, NaN, size, 2 ** 31 - 1, 2 ** 31, 2 ** 53]) {
      const check = failure('invalid_argument', /\d|NaN/);
      assert.throws(() => model.translate({ ids: [5, id] }), check, `translate ${id}`);
      assert.throws(() => model.start({ ids: [5, id] }), check, `start ${id}`);
      assert.throws(() => model.detokenize([5, id]), check, `detokenize ${id}`);
    }
    // @ts-expect-error wrong on purpose
    assert.throws(() => model.start({ ids: ['5'] }), failure('invalid_argument', /ids\[0\].*"5"/));
    // @ts-expect-error wrong on purpose
    assert.throws(() => model.start({ ids: 5 }), failure('invalid_argument', /array of ids/));
    // @ts-expect-error wrong on purpose
    assert.throws(() => model.start({ pieces: [5] }), failure('invalid_argument', /pieces\[0\]/));
  });

  test('checks arguments of a stream before its first event', () => {
    // @ts-expect-error wrong on purpose
    assert.throws(() => model.stream(7), failure('invalid_argument', /must be a string/));
    assert.throws(
      () => model.stream('a', { maxLength: 0 }),
      failure('invalid_argument', /maxLength/),
    );
  });

  test('freed twice or used after is a clear error; a stream goes on', async () => {
    const other = await loadTiny('tiny-pre');
    const expected = model.translate('The house is old.', { maxLength: 6 });
    const running = other.stream('The house is old.', { maxLength: 6 });
    const late = other.stream('The house is old.');
    let event = running.next();
    other.free();
    while (!event.done) event = running.next();
    assert.deepEqual(event.value, [expected]);
    assert.throws(() => late.next(), failure('freed', /model is used after it was freed/));
    assert.throws(() => other.free(), failure('freed', /model is freed again/));
    for (const use of [
      () => other.translate('a'),
      () => other.start('a'),
      () => other.score('a', 'b'),
      () => other.alternatives('a'),
      () => other.tokenize('a'),
      () => other.detokenize([5]),
      () => other.save('int8'),
    ]) {
      assert.throws(use, failure('freed', /model is used after it was freed/));
    }
    other[dispose]();
    assert.equal(other.info.sourceLanguage, 'en');
  });

  test('left streams do not grow the memory', () => {
    const leave = () => {
      for (const { text } of model.stream('The house is old. A dog.')) if (text !== '') break;
    };
    for (let i = 0; i < 10; i++) leave();
    const before = engine.memory.heapBytes;
    for (let i = 0; i < 1000; i++) leave();
    assert.equal(engine.memory.heapBytes, before);
  });
});
