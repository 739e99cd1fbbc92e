/** @file The step-through view against the library's own steps. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { chosenWeights } from '../../../../../web/app/views/steps/heat-map.js';
import { percent, pieceText, size } from '../../../../../web/app/shell/format.js';
import { loadEngine } from '../../../../../web/engine/index.js';
import { openPage, untilReady } from '../../support/browser.js';
import { modelFile, sentence } from '../../support/texts.js';

/** @typedef {import('playwright-core').Page} Page */

/** What the steps must show. */
async function librarySteps() {
  const engine = await loadEngine();
  const model = await engine.loadModel(await readFile(modelFile));
  const session = model.start(sentence, { beam: 1, candidates: 10, attention: true });
  const steps = [];
  while (!session.done) {
    const [report] = session.step();
    steps.push({ ...report, used: session.cacheBytes().used });
  }
  const { pieces } = model.tokenize(sentence);
  engine.free();
  return { steps, pieces: pieces.map(pieceText) };
}

/** @param {import('node:test').TestContext} t */
async function started(t) {
  const opened = await openPage(t);
  await untilReady(opened.page);
  await opened.page.getByRole('link', { name: 'Step through', exact: true }).click();
  await opened.page.getByLabel('Sentence to step through').fill(sentence);
  await opened.page.getByRole('button', { name: 'Start' }).click();
  await opened.page.locator('.panels').waitFor();
  return opened;
}

/** @param {Page} page @param {number} step */
const untilStep = (page, step) =>
  page
    .locator('.transport')
    .getByText(new RegExp(`^Step ${step}( of \\d+)?$`))
    .waitFor();

test('each step shows its tokens, candidates, attention and cache', async (t) => {
  const { page, complaints } = await started(t);
  const { steps, pieces } = await librarySteps();
  const [sourceRow, targetRow] = [page.locator('.tokens').nth(0), page.locator('.tokens').nth(1)];
  assert.deepEqual(await sourceRow.locator('.token').allTextContents(), pieces);

  for (const [index, step] of steps.entries()) {
    await untilStep(page, index + 1);
    assert.deepEqual(
      await targetRow.locator('.token').allTextContents(),
      steps.slice(0, index + 1).map(({ piece }) => pieceText(piece)),
    );
    const rows = await page.locator('.candidates tbody tr').allTextContents();
    assert.deepEqual(
      rows,
      (step.candidates ?? []).map(
        ({ piece, logProb, misspells }) =>
          pieceText(piece) + (misspells ? 'not a word' : '') + percent(logProb),
      ),
    );
    const weights = chosenWeights(/** @type {any} */ (step.attention).cross, {
      layer: null,
      head: null,
    });
    assert.deepEqual(
      await page.locator('.heat-map tr.chosen td').allTextContents(),
      weights.map((weight) => `${Math.round(100 * weight)} %`),
    );
    assert.equal(await page.locator('.figure strong').textContent(), size(step.used));
    if (index < steps.length - 1) await page.getByRole('button', { name: 'Step forward' }).click();
  }
  assert.deepEqual(complaints, { errors: [], violations: [], foreign: [] });
});

test('steps back and to both ends, by buttons, tokens and arrow keys', async (t) => {
  const { page } = await started(t);
  const { steps } = await librarySteps();
  await page.getByRole('button', { name: 'To the end' }).click();
  await untilStep(page, steps.length);
  await page.getByRole('button', { name: 'Step back' }).click();
  await untilStep(page, steps.length - 1);
  await page.getByRole('button', { name: 'First step' }).click();
  await untilStep(page, 1);
  await page.keyboard.press('ArrowRight');
  await untilStep(page, 2);
  await page.keyboard.press('ArrowLeft');
  await untilStep(page, 1);
  await page.locator('button.token').nth(2).click();
  await untilStep(page, 3);
  const focused = page.locator('button.token:focus');
  assert.equal(await focused.textContent(), pieceText(steps[2].piece));
});

test('one layer and head can be looked at', async (t) => {
  const { page } = await started(t);
  const { steps } = await librarySteps();
  await page.getByLabel('Layer').selectOption('2');
  await page.getByLabel('Head').selectOption('5');
  const weights = chosenWeights(/** @type {any} */ (steps[0].attention).cross, {
    layer: 1,
    head: 4,
  });
  assert.deepEqual(
    await page.locator('.heat-map tr.chosen td').allTextContents(),
    weights.map((weight) => `${Math.round(100 * weight)} %`),
  );
});

test('the first sentence of the text to translate can be stepped through', async (t) => {
  const { page } = await openPage(t);
  await untilReady(page);
  await page.getByLabel('Text to translate').fill(`${sentence} Open the file.\nMore.`);
  await page.getByRole('link', { name: 'Step through the first sentence' }).click();
  await page.locator('.panels').waitFor();
  assert.equal(await page.getByLabel('Sentence to step through').inputValue(), sentence);
});
