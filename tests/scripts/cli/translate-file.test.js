/** @file Tests of `stepglot translate --file IN --output OUT`. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { run, start, tinyModel } from '../support/process.js';

const folder = mkdtempSync(join(tmpdir(), 'stepglot-'));
after(() => rmSync(folder, { recursive: true }));

/** @param {string} name @param {string} [content] */
function file(name, content) {
  const path = join(folder, name);
  if (content !== undefined) writeFileSync(path, content);
  return path;
}

/** @param {...string} args */
const translate = (...args) => run(['translate', '--file', ...args]);

const film = '1\n00:00:01,000 --> 00:00:02,000\nLa casa es grande.\n';

test('a file is written in its format, and only when it is whole', async () => {
  const output = file('out.srt');
  const { stderr, code } = await translate(file('in.srt', film), '--output', output);
  assert.deepEqual([stderr, code], ['', 0]);
  assert.equal(readFileSync(output, 'utf8'), film.replace('es grande', 'és gran'));
  const again = await translate(file('in.srt'), '--output', output);
  assert.deepEqual([/exists already; --force/.test(again.stderr), again.code], [true, 1]);
  assert.equal((await translate(file('in.srt'), '--output', output, '--force')).code, 0);
});

test('a format is named for standard input and output', async () => {
  const { stdout, code } = await run(['translate', '--file', '-', '--format', 'srt'], film);
  assert.deepEqual([stdout, code], [film.replace('es grande', 'és gran'), 0]);
});

test('damaged and unknown files give an error with its place, and no output', async () => {
  const before = readdirSync(folder);
  const damaged = await translate(file('bad.json', '{"a": }'), '--output', file('bad2.json'));
  assert.match(damaged.stderr, /bad\.json: line 1, column 7: not valid JSON/);
  assert.equal(damaged.code, 1);
  const unknown = await translate(file('a.xyz', 'words'), '--output', file('b.xyz'));
  assert.match(unknown.stderr, /cannot be translated; those that can end in .*\.md/);
  assert.deepEqual(readdirSync(folder).sort(), [...before, 'a.xyz', 'bad.json'].sort());
});

test('flags that make no sense are rejected', async () => {
  const input = file('in.srt', film);
  for (const [args, reason] of /** @type {[string[], RegExp][]} */ ([
    [['translate', '--output', 'x.srt'], /--output needs --file/],
    [['translate', '--format', 'pdf', '--file', input], /--format must be one of .*srt/],
    [['translate', '--file', input, '--output', 'x.srt', '--json'], /--output excludes --json/],
  ])) {
    const { stderr, code } = await run(args);
    assert.deepEqual([reason.test(stderr), code], [true, 2], stderr);
  }
});

test('a run that was killed goes on where it was', async () => {
  const lines = Array.from({ length: 3000 }, (_, i) => `The house number ${i} is old.\n`).join('');
  const input = file('book.txt', lines);
  const output = file('book2.txt');
  const args = ['translate', '--model', tinyModel, '--max-length', '12', '--file', input];
  const child = start([...args, '--output', output]);
  // A key, then at least one batch.
  const hasBatch = () =>
    existsSync(`${output}.journal`) &&
    readFileSync(`${output}.journal`, 'utf8').split('\n').length > 2;
  for (let i = 0; i < 3000 && !hasBatch(); i++) await sleep(10);
  child.kill('SIGKILL');
  await once(child, 'close');
  assert.equal(existsSync(output), false);
  writeFileSync(`${output}.journal`, readFileSync(`${output}.journal`, 'utf8') + '[[{"te');
  const { stderr, code } = await run([...args, '--output', output]);
  assert.match(stderr, /going on after \d+ of 3000 blocks/);
  assert.equal(code, 0);
  assert.equal(existsSync(`${output}.journal`), false);
  const whole = await run([...args, '--output', file('book3.txt')]);
  assert.doesNotMatch(whole.stderr, /going on/);
  assert.equal(readFileSync(output, 'utf8'), readFileSync(file('book3.txt'), 'utf8'));
});

test('a journal of another source or other options does not count', async () => {
  const output = file('other.srt');
  writeFileSync(`${output}.journal`, `key\n${JSON.stringify([[{ text: 'wrong' }]])}\n`);
  const { stderr, code } = await translate(file('in.srt', film), '--output', output);
  assert.deepEqual([stderr, code], ['', 0]);
  assert.equal(readFileSync(output, 'utf8'), film.replace('es grande', 'és gran'));
});
