/** @file The command that serves the page. */

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../../../scripts/tools/serve.mjs', import.meta.url));

/** @param {import('node:test').TestContext} t @returns {string} A folder with a page. */
function folderWithPage(t) {
  const folder = mkdtempSync(join(tmpdir(), 'stepglot-serve-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'site'));
  writeFileSync(join(folder, 'site/index.html'), '<p>a page</p>');
  writeFileSync(join(folder, 'secret.txt'), 'not for serving');
  return join(folder, 'site');
}

/**
 * @param {import('node:test').TestContext} t
 * @param {string[]} args
 * @returns {Promise<string>} The address that it prints.
 */
async function start(t, args) {
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill());
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    const [address] = /http:\S+/.exec(chunk) ?? [];
    if (address) return address;
  }
  throw new Error('it ended without an address');
}

/** @param {string[]} args */
const run = (args) => spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });

test('prints the address at which the page is', async (t) => {
  const address = await start(t, ['--port', '0', folderWithPage(t)]);
  const answer = await fetch(address);
  assert.equal(await answer.text(), '<p>a page</p>');
  assert.equal(answer.headers.get('content-type'), 'text/html; charset=utf-8');
  assert.equal((await fetch(`${address}..%2fsecret.txt`)).status, 404);
});

test('takes the next port when the usual one is in use', async (t) => {
  const other = createServer();
  await new Promise((resolve) => {
    // In use by something else already: that is as good.
    other.once('error', resolve).listen(8080, 'localhost', () => resolve(undefined));
  });
  t.after(() => other.close());
  const address = new URL(await start(t, [folderWithPage(t)]));
  assert.ok(Number(address.port) > 8080);
});

test('says what is wrong', (t) => {
  const missing = run([tmpdir()]);
  assert.equal(missing.status, 1);
  assert.match(missing.stderr, /^serve: there is no page in .*npm run build/);
  for (const port of ['-1', '65536', 'http']) {
    const refused = run([`--port=${port}`, folderWithPage(t)]);
    assert.equal(refused.status, 2, refused.stderr);
    assert.match(refused.stderr, /^serve: --port must be/);
  }
  assert.equal(run(['--unknown']).status, 2);
  const help = run(['--help']);
  assert.equal(help.status, 0);
  assert.match(help.stdout, /^Usage: node scripts\/tools\/serve\.mjs/);
});
