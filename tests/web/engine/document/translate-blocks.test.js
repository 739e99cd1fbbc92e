/** @file Tests of the translation of documents block by block. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { translateBlocks } from '../../../../web/engine/document/translate-blocks.js';
import { blockOf, copyingModel, taggedOf } from './tagged.js';

/** @typedef {import('../../../../web/engine/document/blocks.js').SourceDocument} SourceDocument */
/** @typedef {import('../../../../web/engine/document/translate-blocks.js').TranslateTexts} TranslateTexts */

/**
 * @param {string[]} tagged
 * @returns {SourceDocument}
 */
function documentOf(tagged) {
  const blocks = tagged.map(blockOf);
  /** @type {SourceDocument['write']} */
  const write = (translated) =>
    translated.map((pieces, i) => taggedOf(blocks[i], pieces)).join('|');
  return { blocks, write };
}

test('blocks without words are copied, the others translated in their order', async () => {
  /** @type {string[]} */
  const seen = [];
  const model = copyingModel();
  /** @type {TranslateTexts} */
  const translate = (texts, options) => {
    seen.push(...texts);
    return model(texts, options);
  };
  const document = documentOf(['uno <b>dos</b>', '<b>1</b> [[x]]', ' ', 'f [[x.y]] <i>tres</i>']);
  /** @type {number[]} */
  const events = [];
  const output = await translateBlocks(document, translate, {
    onBlock: (event) => events.push(event.index),
  });
  assert.equal(output, 'UNO <b>DOS</b>|<b>1</b> [[x]]| |F [[x.y]] <i>TRES</i>');
  assert.deepEqual(seen, ['uno dos', 'f x.y tres']);
  assert.deepEqual(events, [0, 1, 2, 3]);
});

test('a long document comes batch by batch, with its progress', async () => {
  const document = documentOf(Array.from({ length: 60 }, (_, i) => `palabra ${i} `.repeat(20)));
  /** @type {number[]} */
  const progress = [];
  let calls = 0;
  const model = copyingModel();
  /** @type {TranslateTexts} */
  const translate = (texts, options) => {
    calls++;
    return Promise.resolve(model(texts, options));
  };
  await translateBlocks(document, translate, { onProgress: ({ done }) => progress.push(done) });
  assert.ok(calls > 2 && calls < 30, `${calls} calls`);
  assert.equal(progress.length, calls);
  assert.equal(
    progress.at(-1),
    document.blocks.reduce((sum, { text }) => sum + text.length, 0),
  );
});

test('an aborted translation rejects with the reason and asks for no more', async () => {
  const controller = new AbortController();
  const document = documentOf(Array.from({ length: 60 }, () => 'palabra '.repeat(30)));
  let calls = 0;
  const model = copyingModel();
  /** @type {TranslateTexts} */
  const translate = (texts, options) => {
    if (++calls === 2) controller.abort('enough');
    return model(texts, options);
  };
  const { signal } = controller;
  await assert.rejects(translateBlocks(document, translate, { signal }), (e) => e === 'enough');
  assert.equal(calls, 2);
});

test('marks that overlap by halves are refused', async () => {
  const marks = [
    { kind: /** @type {const} */ ('span'), start: 0, end: 7 },
    { kind: /** @type {const} */ ('span'), start: 4, end: 12 },
  ];
  const document = { blocks: [{ text: 'uno dos tres', marks }], write: String };
  const call = translateBlocks(document, copyingModel());
  await assert.rejects(call, { code: 'invalid_argument', message: /mark 1, a span from 4 to 12/ });
});

test('what the translation lost is put back and reported', async () => {
  /** @type {TranslateTexts} */
  const losing = (texts, options) => copyingModel({ order: () => [0, 2] })(texts, options);
  /** @type {number[]} */
  const lost = [];
  const output = await translateBlocks(documentOf(['uno [[x]] dos']), losing, {
    onBlock: (event) => lost.push(...event.lost),
  });
  assert.equal(output, 'UNO [[x]] DOS');
  assert.deepEqual(lost, [0]);
});

test('what the caller protects is protected besides what the document keeps', async () => {
  /** @type {unknown[]} */
  const asked = [];
  /** @type {TranslateTexts} */
  const translate = (texts, options) => {
    asked.push(options.protect);
    return copyingModel()(texts, { protect: [] });
  };
  await translateBlocks(documentOf(['uno [[x]] dos']), translate, { decode: { protect: ['dos'] } });
  await translateBlocks(documentOf(['uno dos']), translate, { decode: { protect: false } });
  assert.deepEqual(asked, [[[{ start: 4, end: 5 }, 'dos']], false]);
});
