/** @file The page for everybody: axe, keyboard, screen reader, small screens, reduced motion. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import axe from 'axe-core';
import { root } from '../../../scripts/tools/setup/prefix.mjs';
import { openPage, translateOnPage, untilReady } from './support/browser.js';
import { siteWithPairs } from './support/site.js';
import { sentence, translation } from './support/texts.js';

/** @typedef {import('playwright-core').Page} Page */

/**
 * @param {Page} page
 * @param {string} state Which the page is in.
 */
async function check(page, state) {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const results = await /** @type {any} */ (globalThis).axe.run(document, {
      // Everything that axe knows, its recommendations too.
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return results.violations.map((/** @type {any} */ violation) => ({
      id: violation.id,
      nodes: violation.nodes.map(
        (/** @type {any} */ node) => `${node.html} ${node.failureSummary}`,
      ),
    }));
  });
  assert.deepEqual(violations, [], state);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.equal(overflow, 0, `${state}: wider than the screen`);
}

/** @param {string} name */
const folderOf = (name) => join(root, 'tests/data/formats', name);

/** @param {Page} page Goes through its states. */
async function checkStates(page) {
  await check(page, 'start');
  await untilReady(page);
  await translateOnPage(page, `${sentence}\nOpen the file.`);
  await check(page, 'translated');
  await page.locator('.word').nth(1).click();
  await page.getByRole('menuitemradio').first().waitFor();
  await check(page, 'alternatives');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Step through the first sentence' }).click();
  await page.locator('.panels').waitFor();
  await page.getByRole('button', { name: 'Step forward' }).click();
  await check(page, 'a step');
  await page.getByRole('button', { name: 'To the end' }).click();
  await page.locator('.transport').getByText(/ of /).waitFor();
  await check(page, 'last step');
  await page.getByRole('link', { name: 'Models' }).click();
  await page.locator('#models').getByText('kept in this browser').waitFor();
  await check(page, 'models');
  await page.locator('#model-folder').setInputFiles(folderOf('ct2-v4-int8'));
  await page.locator('#import-languages').waitFor();
  await check(page, 'languages asked for');
  await page.getByLabel('From', { exact: true }).fill('en');
  await page.getByLabel('to', { exact: true }).fill('no language');
  await page.getByRole('button', { name: 'Use this model' }).click();
  await check(page, 'a wrong language');
  await page.getByLabel('to', { exact: true }).fill('de');
  await page.getByRole('button', { name: 'Use this model' }).click();
  await page.getByText('Ready: ct2-v4-int8').waitFor();
  await check(page, 'a model that takes pieces');
  await page.getByRole('link', { name: 'Models' }).click();
  await page.locator('#model-files').setInputFiles(join(folderOf('ct2-v4-int8'), 'model.bin'));
  await page.getByRole('alert').waitFor();
  await check(page, 'a model that lacks a file');
}

/** @param {Page} page Goes through the states of a page with several models. */
async function checkChoice(page) {
  await untilReady(page);
  await check(page, 'several models');
  await page.getByLabel('Translate from').selectOption('es');
  await page.getByText(/^Model not downloaded yet/).waitFor();
  await check(page, 'a model that waits to be wanted');
  await page.getByRole('link', { name: 'Models' }).click();
  await page.locator('#models').getByText('in use, not kept').waitFor();
  await check(page, 'models to be had');
  await page.goto(`${new URL('./?from=fr', page.url())}`);
  await page
    .locator('#speed')
    .getByText(/^The link asks for/)
    .waitFor();
  await check(page, 'a link to a pair that there is not');
}

const screens = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

for (const [screen, viewport] of Object.entries(screens)) {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    test(`axe finds nothing in any state, ${screen}, ${colorScheme}`, async (t) => {
      const { page } = await openPage(t, { viewport, colorScheme });
      await checkStates(page);
    });

    test(`nor with several models, ${screen}, ${colorScheme}`, async (t) => {
      const { page } = await openPage(t, { folder: siteWithPairs(t), viewport, colorScheme });
      await checkChoice(page);
    });
  }
}

test('axe finds nothing in what failed, nor in the offer of a new version', async (t) => {
  const { page, context, url } = await openPage(t, { path: 'icons/icon.svg' });
  await context.route(/models\.json$/, (route) => route.abort());
  await page.goto(url);
  await page.locator('.status[data-state="failed"]').waitFor();
  await page.evaluate(() => {
    for (const id of ['update', 'drop']) document.getElementById(id)?.removeAttribute('hidden');
  });
  await check(page, 'failed');
});

test('all can be done by keyboard', async (t) => {
  const { page } = await openPage(t);
  await untilReady(page);
  /** @param {string} selector Presses the tabulator until the focus is there. */
  const tabTo = async (selector) => {
    for (let presses = 0; presses < 30; presses++) {
      if (await page.locator(`${selector}:focus`).count()) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`the tabulator does not reach ${selector}`);
  };
  await tabTo('.skip-link');
  await page.keyboard.press('Enter');
  await tabTo('#source');
  await page.keyboard.type(sentence);
  await page.keyboard.press('Control+Enter');
  await page.locator('#output[aria-busy="false"] .word').first().waitFor();

  await tabTo('.word');
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.locator('.word:focus').textContent(), 'Sie');
  assert.equal(await page.evaluate(() => CSS.highlights.get('aligned')?.size), 1);
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.locator('.menu-item:focus').waitFor();
  await page.keyboard.press('ArrowDown');
  const chosen = (await page.locator('.menu-item:focus .menu-word').textContent()) ?? '';
  await page.keyboard.press('Enter');
  await page.locator('#alternatives').waitFor({ state: 'hidden' });
  assert.equal(await page.locator('.word:focus').textContent(), chosen);

  await tabTo('#to-steps');
  await page.keyboard.press('Enter');
  await page.locator('.panels').waitFor();
  await tabTo('[aria-label="Step forward"]');
  await page.keyboard.press('Enter');
  await page.getByText('Step 2', { exact: true }).waitFor();
  await tabTo('button.token');
  await page.keyboard.press('Enter');
  await page.getByText('Step 1', { exact: true }).waitFor();
});

test('the focus can be seen wherever it is', async (t) => {
  const { page } = await openPage(t);
  await untilReady(page);
  await translateOnPage(page, sentence);
  await page.locator('body').click({ position: { x: 2, y: 2 } });
  for (let presses = 0; presses < 18; presses++) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const { activeElement: element } = document;
      if (!element || element === document.body) return true;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || element.outerHTML;
    });
    assert.equal(seen, true);
  }
});

test('a translation is read out once, when it is complete', async (t) => {
  const { page } = await openPage(t);
  await untilReady(page);
  const said = await page.evaluateHandle(() => {
    const texts = /** @type {string[]} */ ([]);
    const region = /** @type {HTMLElement} */ (document.getElementById('announcer'));
    new MutationObserver(() => texts.push(region.textContent ?? '')).observe(region, {
      childList: true,
    });
    return texts;
  });
  await translateOnPage(page, sentence);
  await page.locator('#copy').waitFor();
  assert.deepEqual(await said.jsonValue(), [await translation(sentence)]);
});

test('nothing moves where the user wants no motion', async (t) => {
  const { page } = await openPage(t, { reducedMotion: 'reduce' });
  await untilReady(page);
  await translateOnPage(page, sentence);
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  const durations = await page.evaluate(() =>
    [...document.querySelectorAll('*')].map(
      (element) => getComputedStyle(element).transitionDuration,
    ),
  );
  assert.deepEqual([...new Set(durations)], ['0s']);
});
