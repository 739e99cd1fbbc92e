/** @file The scenarios of live pages in Chromium, with translators whose results are known. */

import { test } from 'node:test';
import { root } from '../../../scripts/tools/setup/prefix.mjs';
import { scenarios as changes } from '../scenarios/live-page/changes.js';
import { scenarios as ends } from '../scenarios/live-page/ends.js';
import { scenarios as limits } from '../scenarios/live-page/limits.js';
import { scenarios as writing } from '../scenarios/live-page/writing.js';
import { openPage } from './support/browser.js';

const timeout = 20_000;

for (const [file, scenarios] of Object.entries({ writing, limits, changes, ends })) {
  test(`live pages: ${file}`, async (t) => {
    const { page } = await openPage(t, { folder: root, path: 'tests/data/pages/empty.html' });
    for (const name of Object.keys(scenarios)) {
      await t.test(name, { timeout }, () =>
        page.evaluate(
          async ([module, scenario]) => {
            const library = await import(`/tests/web/scenarios/live-page/${module}.js`);
            await library.scenarios[scenario]();
          },
          [file, name],
        ),
      );
    }
  });
}
