/** @file The recorded translation: what it records, and moving in it. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { History } from '../../../../web/app/playback/history.js';
import { Translator } from '../../../../web/engine/index.js';
import { filesOf, referenceOf } from '../../support/references.js';

const text = 'ab ab ab';

/**
 * @param {import('node:test').TestContext} t
 * @param {import('../../../../web/engine/index.js').ModelInput} [model]
 */
async function open(t, model) {
  const tiny = new URL('../../../data/tiny-marian.safetensors', import.meta.url);
  const translator = await Translator.fromModel(model ?? (await readFile(tiny)));
  t.after(() => translator.destroy());
  return translator;
}

/** @param {History} history */
const place = ({ position, steps }) => [position, steps.length];

test('it records the steps of a greedy search, to its end', async (t) => {
  const translator = await open(t);
  const history = await History.start(translator, text);
  assert.deepEqual(history.sourcePieces, (await translator.tokenize(text)).pieces);
  assert.deepEqual(place(history), [0, 0]);
  assert.equal(history.current, undefined);
  assert.equal(await history.move('last'), true);
  assert.ok(history.isDone);
  assert.ok(history.steps.length > 2);
  const { tokens, logProbs } = await translator.results(text, { beam: 1 });
  assert.deepEqual(
    history.steps.filter(({ done }) => !done).map(({ id }) => id),
    tokens.slice(0, history.steps.length - 1),
  );
  assert.deepEqual(
    history.steps.map(({ logProb }) => logProb),
    logProbs,
  );
  assert.equal(history.current, history.steps.at(-1));
});

test('moves show recorded steps, and take only those that are missing', async (t) => {
  const history = await History.start(await open(t), text);
  await history.move('forward');
  await history.move('forward');
  assert.deepEqual(place(history), [2, 2]);
  await history.move('back');
  assert.deepEqual(place(history), [1, 2]);
  const [, second] = history.steps;
  await history.move('forward');
  assert.deepEqual(place(history), [2, 2]);
  assert.equal(history.current, second);
  await history.move('first');
  assert.deepEqual(place(history), [1, 2]);
  await history.move('last');
  const { length } = history.steps;
  await history.move('forward');
  assert.deepEqual(place(history), [length, length]);
  history.show(length + 5);
  assert.equal(history.position, length);
  history.show(-1);
  assert.equal(history.position, 0);
});

test('a move while another one is under way does nothing', async (t) => {
  const history = await History.start(await open(t), text);
  const moves = await Promise.all([history.move('forward'), history.move('forward')]);
  assert.deepEqual(moves, [true, false]);
  assert.deepEqual(place(history), [1, 1]);
});

test('after its end no further step is taken', async (t) => {
  const history = await History.start(await open(t), text);
  await history.move('forward');
  history.end();
  await assert.rejects(history.move('forward'), { name: 'AbortError' });
  assert.deepEqual(place(history), [1, 1]);
  await history.move('first');
  assert.deepEqual(place(history), [1, 1]);
});

test('a shortlist’s candidates are counted, and pieces taken where text is not', async (t) => {
  const [shortlisted, pieced] = ['marian-ssru', 'ct2-v4-int8'].map(referenceOf);
  const translator = await open(t, { files: filesOf(shortlisted) });
  const { text: sentence, shortlist } = shortlisted.sentences[0];
  const { outputs } = await History.start(translator, String(sentence));
  assert.equal(outputs, shortlist?.ids.length);

  const other = await open(t, { files: filesOf(pieced) });
  const { pieces } = pieced.sentences[0];
  const history = await History.start(other, pieces.join('  '));
  assert.deepEqual(history.sourcePieces, pieces);
  assert.equal(history.outputs, undefined);
});
