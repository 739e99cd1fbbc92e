/** @file Tests of alignment: character ranges that hold, weights that sum to 1, sensible links. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadEnglishGerman, loadTiny, tinyNames } from '../../../support/fixtures.js';
import { decode, sentences, sum } from '../../../support/runs.js';

/** @typedef {import('../../../../../web/engine/index.js').AlignedToken} AlignedToken */
/** @typedef {import('../../../../../web/engine/index.js').Alignment} Alignment */
/** @typedef {import('../../../../../web/engine/index.js').Translation} Translation */

const hard = [
  'Größe: 10 €, 🙂 smile 👩‍👩‍👧 end',
  'Z\u0308iel cafe\u0301 Ａｂｃ ﬁn',
  '  The  house\tis\u00A0old.  A dog!\n\n漢字 🏳️‍🌈🙂🙂 ',
  'a\uD83Db \uDE42',
  '…  “quoted” ½ ™ Ω',
  '\u0301\u0301',
  'x'.repeat(600),
];

/**
 * @param {string} text
 * @param {number} index
 * @returns {boolean} Whether the index cuts a surrogate pair in two.
 */
const cutsPair = (text, index) =>
  /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(index - 1, 0), index + 1)) &&
  index > 0;

/**
 * Asserts that ranges are in bounds and cut no character, and that those of text are sorted.
 *
 * @param {readonly AlignedToken[]} entries
 * @param {string} text
 */
function assertRanges(entries, text) {
  let last = 0;
  for (const { start, end, piece } of entries) {
    assert.ok(0 <= start && start <= end && end <= text.length, `${piece}: ${start} to ${end}`);
    assert.ok(start === end || start >= last, `${piece}: ${start} after ${last}`);
    assert.ok(!cutsPair(text, start) && !cutsPair(text, end), `${piece} cuts a pair`);
    last = Math.max(last, end > start ? start : 0);
  }
}

/**
 * Asserts that every character but white space is in the range of a token.
 *
 * @param {readonly AlignedToken[]} entries
 * @param {string} text
 */
function assertCovered(entries, text) {
  const covered = new Set();
  for (const { start, end } of entries) for (let i = start; i < end; i++) covered.add(i);
  for (let i = 0; i < text.length; i++) {
    const isOpen = /[\s\p{Default_Ignorable_Code_Point}\p{M}]/u.test(text[i]);
    assert.ok(covered.has(i) || isOpen, `character ${i} of ${JSON.stringify(text)}`);
  }
}

/**
 * @param {string} source
 * @param {Translation} translation
 */
function assertAlignment(source, { alignment, text, tokens, pieces }) {
  assert.ok(alignment);
  assert.deepEqual(
    alignment.target.map(({ id }) => id),
    tokens,
  );
  assert.deepEqual(
    alignment.target.map(({ piece }) => piece),
    pieces,
  );
  assertRanges(alignment.source, source);
  assertRanges(alignment.target, text);
  for (const { source: link, first, weights } of alignment.target) {
    assert.ok(weights instanceof Float32Array && weights.length > 0);
    assert.ok(first >= 0 && first + weights.length <= alignment.source.length);
    assert.ok(Math.abs(sum([...weights]) - 1) < 1e-4);
    assert.ok(link === -1 || (link >= first && link < first + weights.length));
    if (link < 0) continue;
    // Those with a range are text; the model's start and end tokens are none.
    for (const [k, weight] of weights.entries()) {
      const { start, end } = alignment.source[first + k];
      assert.ok(end <= start || weight <= weights[link - first] + 1e-7);
    }
  }
}

for (const name of tinyNames) {
  describe(name, async () => {
    const model = await loadTiny(name);
    const options = { maxLength: 24, alignment: true };

    test('ranges hold for every kind of text', () => {
      const texts = [...sentences, sentences.join(' '), ...hard];
      for (const [i, result] of model.translate(texts, options).entries()) {
        assertAlignment(texts[i], result);
        const { alignment } = result;
        if (texts[i].trim() !== '') assertCovered(alignment?.source ?? [], texts[i]);
      }
    });

    test('source tokens are those of the tokenizer', () => {
      const { ids, pieces } = model.tokenize('The old house');
      const { alignment } = model.translate('The old house', options);
      assert.deepEqual(
        alignment?.source.map(({ id, piece }) => [id, piece]),
        ids.map((id, i) => [id, pieces[i]]),
      );
    });

    test('ids and pieces have no place in a text', () => {
      const { ids } = model.tokenize('The old house');
      const { alignment } = model.translate({ ids }, options);
      assert.ok(alignment?.source.every(({ start, end }) => start === 0 && end === 0));
      const fromText = model.translate('The old house', options).alignment;
      assert.deepEqual(
        alignment?.target.map(({ weights }) => weights),
        fromText?.target.map(({ weights }) => weights),
      );
    });

    test('weights are the cross-attention, averaged over the chosen layers and heads', () => {
      const { decoder_layers: layers, heads } = /** @type {Record<string, number>} */ (
        model.info.config
      );
      const source = { ids: model.tokenize(sentences[0]).ids };
      const last = { layers: [layers - 1], heads: [0, heads - 1] };
      for (const alignment of [true, last, { heads: [1] }, { layers: [0] }, {}]) {
        const given = { beam: 1, maxLength: 8, alignment, attention: true };
        const { reports, results } = decode(model, [source], given);
        const { layers: ofLayers = [], heads: ofHeads = [] } = Object(alignment);
        const chosenLayers = ofLayers.length ? ofLayers : [...Array(layers).keys()];
        const chosenHeads = ofHeads.length ? ofHeads : [...Array(heads).keys()];
        const targets = results[0].alignment?.target ?? [];
        assert.ok(targets.length > 0);
        for (const [t, { weights }] of targets.entries()) {
          const { attention } = reports[0][t];
          assert.ok(attention);
          const { shape, data } = attention.cross;
          for (const [k, weight] of weights.entries()) {
            const rows = chosenLayers.flatMap((/** @type {number} */ layer) =>
              chosenHeads.map((/** @type {number} */ head) => layer * heads + head),
            );
            const mean =
              sum(rows.map((/** @type {number} */ row) => data[row * shape[2] + k])) / rows.length;
            assert.ok(Math.abs(mean - weight) < 1e-6);
          }
        }
      }
    });

    test('hypotheses have their own', () => {
      const { hypotheses = [] } = model.translate(sentences[0], { ...options, nBest: 4 });
      assert.equal(hypotheses.length, 4);
      for (const hypothesis of hypotheses) assertAlignment(sentences[0], hypothesis);
    });

    test('it is there only when asked for', () => {
      const result = model.translate(sentences[0], { maxLength: 4 });
      assert.ok(!('alignment' in result));
      const [stepped] = decode(model, sentences, options).results;
      assertAlignment(sentences[0], stepped);
    });
  });
}

describe('the English-German model', async () => {
  const model = await loadEnglishGerman();

  test('links words to words', () => {
    const source = 'The old house has a green door.';
    const result = model.translate(source, { alignment: true });
    assertAlignment(source, result);
    assert.ok(result.alignment);
    const links = new Map(
      result.alignment.target.map(({ start, end, source: link }) => {
        const from = result.alignment?.source[link];
        return [result.text.slice(start, end).trim(), source.slice(from?.start, from?.end).trim()];
      }),
    );
    assert.equal(links.get('Haus'), 'house');
    assert.equal(links.get('grün'), 'green');
    assert.equal(links.get('Tür'), 'door');
  });

  test('target ranges join to the text', () => {
    for (const source of ['Open the file.', ...hard]) {
      const { alignment, text } = model.translate(source, { alignment: true, maxLength: 64 });
      assert.ok(alignment);
      assertRanges(alignment.target, text);
      assertCovered(alignment.target, text.trim() === source.trim() ? '' : text);
    }
  });
});
