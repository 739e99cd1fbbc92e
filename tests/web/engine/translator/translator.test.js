/** @file The scenarios of the translator in Node.js, and what is Node.js's own. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { listen, pageServer } from '../../../../scripts/tools/serve.mjs';
import { root } from '../../../../scripts/tools/setup/prefix.mjs';
import * as engine from '../../../../web/engine/index.js';
import { create, readAll } from '../../scenarios/environment.js';
import { scenarios } from '../../scenarios/translator.js';

const folder = mkdtempSync(join(tmpdir(), 'stepglot-translator-'));
const server = pageServer(root);
/** @type {import('../../scenarios/environment.js').Environment} */
let environment;
let stores = 0;

before(async () => {
  const base = `http://127.0.0.1:${await listen(server, '127.0.0.1', 0)}/`;
  const manifest = new URL('web/models/models.json', base);
  const emptyStore = () =>
    new engine.ModelStore({ manifest, folder: join(folder, String(stores++)) });
  const store = emptyStore();
  const entry = await store.find('en', 'de');
  await store.open(String(entry?.id));
  const collectGarbage = async () => /** @type {() => void} */ (globalThis.gc)();
  environment = { engine, base, emptyStore, store, collectGarbage };
});

after(() => {
  engine.TranslationWorker.shared.terminate();
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});

describe('a translator in Node.js', () => {
  for (const [name, scenario] of Object.entries(scenarios)) {
    test(name, { timeout: 60_000 }, () => scenario(environment));
  }
});

// In a page without a bundler the parser needs an import map.
test('HTML keeps its elements, streamed or not', async () => {
  const translator = await create(environment);
  const pages = ['<p class="a">Open the <b>file</b>.</p>', '<ul><li>Close<li>Print</ul>'];
  const format = /** @type {const} */ ('html');
  const [first, second] = await translator.translate(pages, { format });
  assert.match(first, /^<p class="a">[^<]*<b>Datei<\/b>[^<]*<\/p>$/);
  assert.match(second, /^<ul><li>[^<]+<li>[^<]+<\/ul>$/);
  const chunks = await readAll(translator.translateStreaming(pages[0], { format }));
  assert.equal(chunks.join(''), first);
  translator.destroy();
});

/**
 * Runs a program of its own.
 *
 * @param {string} program Uses `Translator`.
 */
async function run(program) {
  const library = JSON.stringify(pathToFileURL(join(root, 'web/engine/index.js')).href);
  const script = `import { Translator } from ${library};\n${program}`;
  const args = ['--input-type=module', '--eval', script];
  return promisify(execFile)(process.execPath, args, { timeout: 20_000 });
}

const created = `const translator = await Translator.create(
  { sourceLanguage: 'en', targetLanguage: 'de' });`;

test('a process ends although its worker is kept', async () => {
  const { stdout } = await run(
    `${created} console.log(await translator.translate('Open the file.'))`,
  );
  assert.match(stdout, /Datei/);
});

test('a process waits for a call', async () => {
  const { stdout } = await run(
    `${created} translator.translate('Open the file.').then(console.log)`,
  );
  assert.match(stdout, /Datei/);
});

test('a worker that another ends is replaced', async () => {
  const { stdout } = await run(`
    const workers = [];
    process.on('worker', (worker) => workers.push(worker));
    ${created}
    const text = 'Open the file.';
    const call = translator.translate(text.repeat(10000)).catch((error) => error);
    setTimeout(() => workers[0].terminate(), 100);
    console.log((await call).code, await translator.translate(text), workers.length);`);
  assert.match(stdout, /^crashed .*Datei\. 2$/m);
});
