/** @file Tests of the line that shows how far a command is. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

const module = new URL('../../../scripts/cli/progress.mjs', import.meta.url).href;

/**
 * @param {string} body Uses `Progress` and `percentOf`.
 * @param {boolean} [isTerminal]
 * @returns {string} What it writes to standard error.
 */
function written(body, isTerminal = true) {
  const script = `
    process.stderr.isTTY = ${isTerminal};
    const { lineCount, percentOf, Progress } = await import('${module}');
    ${body}`;
  const args = ['--input-type=module', '--eval', script];
  return spawnSync(process.execPath, args, { encoding: 'utf8' }).stderr;
}

test('the line changes not too often, and ends with what was done', () => {
  const body = 'const p = new Progress(lineCount); for (const n of [1, 2, 3]) p.show(n); p.end();';
  assert.equal(written(body), '\r1 lines\r3 lines\n');
});

test('it can be removed, and is removed only where it was shown', () => {
  const body =
    "const p = new Progress(percentOf('loading x')); p.clear(); p.show(0.999); p.clear();";
  assert.equal(written(`${body} p.clear();`), '\rloading x 99 %\r\x1b[K');
});

test('it is for terminals, and for what takes long', () => {
  const use = 'p.show(1); p.clear(); p.end();';
  assert.equal(written(`const p = new Progress(lineCount); ${use}`, false), '');
  assert.equal(written(`const p = new Progress(lineCount, false); ${use}`), '');
});
