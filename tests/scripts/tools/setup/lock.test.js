/** @file Two set-ups or builds of one checkout take turns, and a killed one blocks nobody. */

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { copySetup, importFrom } from '../../support/setup-copy.js';

/** Under the lock: writes its number, waits, writes it again. */
const worker = `
  import { appendFileSync } from 'node:fs';
  const [, lock, log, number] = process.argv;
  const { withLock } = await import(lock);
  await withLock('work', async () => {
    appendFileSync(log, number);
    await new Promise((resolve) => setTimeout(resolve, 50));
    appendFileSync(log, number);
  }, () => {});
`;

test('processes take turns', async (context) => {
  const folder = copySetup(context);
  const lock = `file://${folder}/scripts/tools/setup/lock.mjs`;
  const log = join(folder, 'log');
  const codes = await Promise.all(
    ['1', '2', '3', '4'].map((number) => {
      const args = ['--input-type=module', '--eval', worker, lock, log, number];
      const child = spawn(process.execPath, args, { stdio: 'inherit' });
      return new Promise((resolve) => child.on('close', resolve));
    }),
  );
  assert.deepEqual(codes, [0, 0, 0, 0]);
  const pairs = readFileSync(log, 'utf8').match(/../g) ?? [];
  assert.deepEqual(pairs.sort(), ['11', '22', '33', '44']);
});

test('a lock left behind by a dead process is taken over', async (context) => {
  const folder = copySetup(context);
  const { withLock } = await importFrom(folder, 'lock.mjs');
  const { pid } = spawnSync(process.execPath, ['--eval', '']);
  mkdirSync(join(folder, '.toolchain'));
  writeFileSync(join(folder, '.toolchain/work.lock'), String(pid));
  const result = await withLock('work', async () => 'done', assert.fail);
  assert.equal(result, 'done');
});

test('the lock is released when the work fails', async (context) => {
  const folder = copySetup(context);
  const { withLock } = await importFrom(folder, 'lock.mjs');
  const fail = async () => {
    throw new Error('no luck');
  };
  await assert.rejects(withLock('work', fail, assert.fail), /no luck/);
  assert.deepEqual(readdirSync(join(folder, '.toolchain')), []);
});
