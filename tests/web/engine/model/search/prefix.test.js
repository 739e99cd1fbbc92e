/** @file Tests of translations that begin as the caller says, and of alternatives after that. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { failure, loadEnglishGerman, loadTiny, tinyNames } from '../../../support/fixtures.js';
import { sentences } from '../../../support/runs.js';

for (const name of tinyNames) {
  describe(name, async () => {
    const model = await loadTiny(name);
    const { eos } = /** @type {Record<string, number>} */ (model.info.config);
    const options = { maxLength: 20, maxLengthFactor: 1000 };

    test('forced ids stand at the beginning, with the model’s own probabilities', () => {
      for (const beam of [1, 4]) {
        for (const [i, { tokens }] of model.translate(sentences, options).entries()) {
          const ids = tokens.slice(0, 4).reverse();
          const result = model.translate(sentences[i], { ...options, beam, prefix: { ids } });
          assert.deepEqual(result.tokens.slice(0, ids.length), ids);
          assert.equal(
            result.logProbs.length,
            result.tokens.length + Number(result.stop === 'eos'),
          );
        }
      }
    });

    test('the greedy beginning leads to the greedy end, to the bit', () => {
      const greedy = { ...options, beam: 1 };
      for (const sentence of sentences) {
        const free = model.translate(sentence, greedy);
        for (const length of [1, 3]) {
          const prefix = { ids: free.tokens.slice(0, length) };
          const forced = model.translate(sentence, { ...greedy, prefix });
          assert.deepEqual(forced.logProbs, free.logProbs);
          // What it is ranked by counts the tokens after the prefix alone.
          const { normalizedScore } = forced;
          assert.ok(normalizedScore > free.normalizedScore);
          assert.deepEqual(forced, { ...free, normalizedScore });
        }
      }
    });

    test('cached and uncached, batched and single are the same bits', () => {
      const prefixes = [undefined, { ids: [20, 21, 22] }, null, { ids: [30] }];
      const all = { ...options, nBest: 4, alignment: true, prefix: prefixes };
      const expected = model.translate(sentences, all);
      assert.deepEqual(model.translate(sentences, { ...all, cache: false }), expected);
      assert.deepEqual(model.translate(sentences, { ...all, batchSize: 1 }), expected);
      for (const [i, prefix] of prefixes.entries()) {
        const single = model.translate(sentences[i], { ...all, prefix: prefix ?? undefined });
        assert.deepEqual(single, expected[i]);
      }
    });

    test('a prefix that ends with the end token is the translation', () => {
      const prefix = { ids: [20, 21, eos] };
      const { tokens, stop, logProbs } = model.translate(sentences[0], { ...options, prefix });
      assert.deepEqual([tokens, stop, logProbs.length], [[20, 21], 'eos', 3]);
    });

    test('what cannot be a prefix is refused', () => {
      const size = Number(model.info.config.target_vocab_size);
      const long = Array.from({ length: 21 }, () => 20);
      const wrong = /** @type {[number[], RegExp][]} */ ([
        [[20, eos, 21], /end token|eos/i],
        [[size], new RegExp(`${size}`)],
        [long, /prefix.*20|20.*prefix/],
      ]);
      for (const [ids, message] of wrong) {
        assert.throws(
          () => model.translate(sentences[0], { ...options, prefix: { ids } }),
          failure('invalid_argument', message),
        );
        assert.throws(
          () => model.start(sentences[0], { ...options, prefix: { ids } }),
          failure('invalid_argument', message),
        );
      }
    });

    test('alternatives are the likeliest next tokens, each completed', () => {
      const session = model.start(sentences[0], { ...options, candidates: 7 });
      const [{ candidates }] = session.step();
      session.free();
      const found = model.alternatives(sentences[0], { ...options, count: 7 });
      assert.deepEqual(
        found.map(({ id, piece, logProb, misspells }) => ({ id, piece, logProb, misspells })),
        candidates,
      );
      for (const { id, logProb, translation } of found) {
        assert.equal([...translation.tokens, eos][0], id);
        assert.equal(translation.logProbs[0], logProb);
        assert.notEqual(translation.stop, null);
      }
    });

    test('alternatives stand after the prefix', () => {
      const prefix = { ids: [20, 21] };
      const found = model.alternatives(sentences[0], { ...options, prefix, count: 4 });
      assert.equal(found.length, 4);
      assert.equal(new Set(found.map(({ id }) => id)).size, 4);
      const logProbs = found.map(({ logProb }) => logProb);
      assert.deepEqual(
        logProbs.toSorted((a, b) => b - a),
        logProbs,
      );
      for (const { id, translation } of found) {
        assert.deepEqual([...translation.tokens, eos].slice(0, 3), [20, 21, id]);
        if (id === eos) continue;
        const forced = { ...options, prefix: { ids: [20, 21, id] } };
        assert.deepEqual(model.translate(sentences[0], forced).tokens, translation.tokens);
      }
    });
  });
}

describe('the English-German model', async () => {
  const model = await loadEnglishGerman();

  test('completes what is begun', () => {
    const source = 'The file could not be saved.';
    for (const prefix of ['Die Datei', 'Das Speichern der Datei', 'Es war']) {
      for (const beam of [1, 4]) {
        const { text } = model.translate(source, { prefix, beam });
        assert.ok(text.startsWith(prefix) && text.length > prefix.length, text);
        let streamed = '';
        for (const event of model.stream(source, { prefix, beam })) streamed += event.text;
        assert.equal(streamed, text);
      }
    }
  });

  test('begins sentence by sentence', () => {
    const text = 'Open the file. Close the window. Save the page.';
    const free = model.translate(text).text.split(/(?<=\.) /);
    const prefix = 'Bitte öffnen Sie die Datei. Dann schließen';
    const result = model.translate(text, { prefix });
    assert.ok(result.text.startsWith(prefix), result.text);
    assert.ok(result.text.endsWith(free[2]), 'the last sentence is free');
    assert.equal(result.sentences.length, 3);
  });

  test('keeps a complete translation word for word', () => {
    const prefix = 'Erster Satz. Zweiter Satz. Dritter Satz.';
    const { text } = model.translate('Open the file. Close it.', { prefix });
    assert.ok(text.startsWith(prefix), text);
  });

  test('one prefix is for all texts, an array has one for each', () => {
    const texts = ['Open the file.', 'Open the window.'];
    const [one, two] = model.translate(texts, { prefix: 'Bitte' });
    assert.ok(one.text.startsWith('Bitte') && two.text.startsWith('Bitte'));
    const [free, begun] = model.translate(texts, { prefix: [undefined, 'Bitte'] });
    assert.deepEqual([free, begun], [model.translate(texts[0]), two]);
  });

  test('names other words that could stand', () => {
    const source = 'The file could not be saved.';
    const found = model.alternatives(source, { prefix: 'Die Datei', count: 3 });
    assert.equal(found[0].piece, '▁konnte');
    assert.equal(found[0].translation.text, 'Die Datei konnte nicht gespeichert werden.');
    for (const { translation } of found) assert.match(translation.text, /^Die Datei/);
    assert.equal(new Set(found.map(({ translation }) => translation.text)).size, 3);
    assert.equal(model.alternatives(source).length, 5);
  });
});
