/** @file The scenarios of live pages in Chromium, with translators whose results are known. */

import assert from 'node:assert/strict';
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

/** What of a page's translation must be there. @type {Record<string, string[]>} */
const texts = {
  'article.html': [
    'El mercat del barri obre de nou',
    '<a href="/guia" title="Obre la guia">la guia completa</a>',
    '<code>mercado --lista</code>',
    '<span translate="no">Pan de Oro</span>',
    '<textarea>Mi comentario</textarea>',
  ],
  'table.html': ['<td>Peres</td>', ">l'horta</a> de Lleida", '<td>2,40 €</td>'],
  'application.html': ['<li>Obre la finestra</li>'],
};

test('live pages: several layouts with the shipped model', async (t) => {
  for (const [name, expected] of Object.entries(texts)) {
    const { page } = await openPage(t, { folder: root, path: `tests/data/pages/${name}` });
    const { before, translated, after, isSame } = await page.evaluate(async () => {
      const path = '/web/engine/index.js';
      const { ModelStore, Translator, translatePage } = await import(path);
      const models = new ModelStore({ manifest: '/web/models/models.json' });
      const languages = { sourceLanguage: 'es', targetLanguage: 'ca' };
      const translator = await Translator.create({ ...languages, models });
      const markup = () => document.documentElement.outerHTML;
      const source = markup();
      const elements = [...document.querySelectorAll('*')];
      const live = translatePage(document, translator);
      await live.idle();
      const result = markup();
      const now = new Set(document.querySelectorAll('*'));
      await live.restore();
      return {
        before: source,
        translated: result,
        after: markup(),
        isSame: now.size === elements.length && elements.every((each) => now.has(each)),
      };
    });
    for (const text of expected) assert.ok(translated.includes(text), `${text} in ${translated}`);
    assert.equal(after, before);
    assert.ok(isSame, 'the elements are the same');
  }
});
