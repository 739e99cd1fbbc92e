/** @file The views of the page: addresses, titles, and what there is without JavaScript. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, untilReady } from '../support/browser.js';

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page @returns {Promise<unknown>} Which view is shown, marked and named in the title. */
const shown = (page) =>
  page.evaluate(() => ({
    sections: [...document.querySelectorAll('main > section:not([hidden])')].map(({ id }) => id),
    links: [...document.querySelectorAll('nav [aria-current="page"]')].map((e) => e.textContent),
    title: document.title,
  }));

const translate = { sections: ['view-translate'], links: ['Translate'], title: 'Stepglot' };
const steps = {
  sections: ['view-steps'],
  links: ['Step through'],
  title: 'Step through · Stepglot',
};
const models = { sections: ['view-models'], links: ['Models'], title: 'Models · Stepglot' };

test('the address names the view, whose link and title say so', async (t) => {
  const { page, url } = await openPage(t);
  assert.deepEqual(await shown(page), translate);
  await page.getByRole('link', { name: 'Models' }).click();
  assert.deepEqual(await shown(page), models);
  await page.getByRole('link', { name: 'Step through', exact: true }).click();
  assert.deepEqual(await shown(page), steps);
  await page.goBack();
  assert.deepEqual(await shown(page), models);
  await page.goto(`${url}#nothing`);
  assert.deepEqual(await shown(page), translate);
  await page.goto('about:blank');
  await page.goto(`${url}#steps`);
  assert.deepEqual(await shown(page), steps);
});

test('the skip link stays in the view', async (t) => {
  const { page } = await openPage(t);
  await untilReady(page);
  await page.getByRole('link', { name: 'Models' }).click();
  await page.getByRole('link', { name: 'Skip to content' }).press('Enter');
  assert.deepEqual(await shown(page), models);
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
});

test('every section is named by its heading', async (t) => {
  const { page } = await openPage(t);
  const names = await page.evaluate(() =>
    [...document.querySelectorAll('main > section')].map((section) => {
      const heading = document.getElementById(section.getAttribute('aria-labelledby') ?? '');
      return section.contains(heading) ? heading?.tagName : section.id;
    }),
  );
  assert.deepEqual(names, ['H1', 'H1', 'H1']);
});

test('without JavaScript the page says what it needs', async (t) => {
  const { page } = await openPage(t, { javaScriptEnabled: false });
  assert.equal(await page.getByRole('heading').textContent(), 'Stepglot');
  const notice = page.locator('noscript .notice');
  assert.ok(await notice.isVisible());
  assert.equal(await notice.textContent(), 'Stepglot needs JavaScript.');
});
