/** @file The scenarios of the translator in Chromium, from the library's own files without a build. */

import { test } from 'node:test';
import { root } from '../../../scripts/tools/setup/prefix.mjs';
import { scenarios } from '../scenarios/translator.js';
import { openPage } from './support/browser.js';

/** @typedef {import('playwright-core').Page} Page */

const timeout = 60_000;

/** @param {import('node:test').TestContext} t */
async function open(t) {
  const { page } = await openPage(t, { folder: root, path: 'web/engine/index.js' });
  await page.exposeFunction('collectGarbage', () => page.requestGC());
  return page;
}

/**
 * @param {Page} page
 * @param {string} name Of the scenario.
 */
const run = (page, name) =>
  page.evaluate(async (scenario) => {
    const load = (/** @type {string} */ path) => import(`/${path}`);
    const engine = await load('web/engine/index.js');
    const emptyStore = () => new engine.ModelStore({ manifest: '/web/models/models.json' });
    const { collectGarbage } = /** @type {any} */ (globalThis);
    await (
      await load('tests/web/scenarios/translator.js')
    ).scenarios[scenario]({
      engine,
      base: `${location.origin}/`,
      emptyStore,
      store: emptyStore(),
      collectGarbage,
    });
  }, name);

// A browser keeps models by origin: this one has to find none.
const [first, ...others] = Object.keys(scenarios).sort(
  (a, b) => Number(b.includes('by its download')) - Number(a.includes('by its download')),
);

test('a translator in Chromium', async (t) => {
  const page = await open(t);
  await t.test(first, { timeout }, () => run(page, first));
  for (const name of others) await t.test(name, { timeout }, () => run(page, name));
});
