/** @file Failures of other programs reach the user with their cause. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isDebian } from '../../../../scripts/tools/setup/debian.mjs';
import { capture, hintFor, run, which } from '../../../../scripts/tools/setup/process.mjs';
import { compareVersions } from '../../../../scripts/tools/setup/version.mjs';
import { copySetup } from '../../support/setup-copy.js';

test('a failed command is shown with its last output', async () => {
  const script = 'for i in $(seq 1 50); do echo line $i; done; echo the cause >&2; exit 3';
  await assert.rejects(run('sh', ['-c', script]), (/** @type {Error} */ error) => {
    assert.match(error.message, /^sh -c .*exit code 3/s);
    assert.match(error.message, /line 50/);
    assert.match(error.message, /the cause/);
    assert.doesNotMatch(error.message, /line 10\n/);
    return true;
  });
});

test('a command that was killed or does not exist is named', async () => {
  await assert.rejects(run('sh', ['-c', 'kill -9 $$']), /ended by SIGKILL/);
  await assert.rejects(run('no-such-program', []), /cannot run no-such-program/);
  assert.equal(which('no-such-program'), undefined);
  assert.equal(capture('sh', ['-c', 'exit 1']), undefined);
});

test('the output of a command that passed is returned', async () => {
  assert.equal(await run('sh', ['-c', 'echo out; echo err >&2']), 'out\nerr\n');
});

test('plain outside causes get a hint', () => {
  assert.match(hintFor('tar: x: Cannot write: No space left on device'), /disk is full/);
  assert.match(hintFor("Temporary failure resolving 'example.org'"), /network/);
  assert.match(hintFor('E: Could not get lock /var/lib/dpkg/lock-frontend'), /package manager/);
  assert.equal(hintFor('error: expected a semicolon'), '');
});

test('versions are compared number by number', () => {
  assert.ok(compareVersions('3.1.69', '3.1.7') > 0);
  assert.ok(compareVersions('3.1.6', '3.1.69') < 0);
  assert.ok(compareVersions('4.0', '3.9.9') > 0);
  assert.equal(compareVersions('3.24', '3.24.0'), 0);
});

/**
 * @param {string} folder
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
function setUp(folder, args, env = {}) {
  const options = { encoding: /** @type {const} */ ('utf8'), env: { ...process.env, ...env } };
  return spawnSync(process.execPath, [`${folder}/scripts/tools/setup.mjs`, ...args], options);
}

test('setup explains itself and refuses what it does not know', (context) => {
  const folder = copySetup(context);
  const help = setUp(folder, ['--help']);
  assert.equal(help.status, 0);
  assert.match(help.stdout, /^Usage: /);
  const unknown = setUp(folder, ['--fast']);
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /--fast/);
});

test('without a network, setup says so', { skip: !isDebian() }, (context) => {
  const folder = copySetup(context);
  // Nothing listens on the discard port, so every download is refused. The packages of the lock
  // file are taken as present, to come to Debian's.
  const script = `
    import { setUpLibraries } from '${folder}/scripts/tools/setup/libraries.mjs';
    await setUpLibraries(() => {}).catch((error) => console.error(error.message));
  `;
  const proxy = 'http://127.0.0.1:9';
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    env: { ...process.env, http_proxy: proxy, https_proxy: proxy },
  });
  assert.match(stderr, /apt-get update .*failed with exit code/s);
  assert.match(stderr, /The network could not be reached/);
});

test('build and test refuse unknown names', () => {
  for (const [script, message] of [
    ['build.mjs', /no preset nonsense; there are native, /],
    ['test.mjs', /no section nonsense; there are core, /],
  ]) {
    const path = fileURLToPath(new URL(`../../../../scripts/tools/${script}`, import.meta.url));
    const result = spawnSync(process.execPath, [path, 'nonsense'], { encoding: 'utf8' });
    assert.equal(result.status, 2);
    assert.match(result.stderr, /** @type {RegExp} */ (message));
  }
});
