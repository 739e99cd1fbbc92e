/** @file Tests of `stepglot evaluate --robustness`: which lines are taken, what is written and refused. */

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { loadEngine } from '../../../../web/engine/index.js';
import { run, tinyModel } from '../../support/process.js';

const folder = mkdtempSync(join(tmpdir(), 'stepglot-robustness-'));
after(() => rmSync(folder, { recursive: true }));

const engine = await loadEngine();
const model = await engine.loadModel(readFileSync(tinyModel));
const text = 'The house is old.';
const { text: translation } = model.translate(text, { beam: 1 });

/**
 * @param {string} name
 * @param {object[]} lines
 * @returns {string} The path of a file with those lines.
 */
function file(name, lines) {
  const path = join(folder, name);
  writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return path;
}

mkdirSync(join(folder, 'set'));
file('set/odd.jsonl', [
  { id: 'same', text, equals: translation },
  { id: 'other', text, equals: 'Something else.', lines: 1 },
  { id: 'foreign', pair: 'ja-ko', text, unchanged: true },
]);
file('set/empty.jsonl', [{ id: 'empty', pair: ['en-de', 'de-en'], text: '', equals: '' }]);
file('set/notes.txt', [{}]);

const set = join(folder, 'set');
const languages = ['--from', 'en', '--to', 'de'];
const base = ['evaluate', '-m', tinyModel, ...languages, '--beam', '1', '--robustness'];

test('prints per kind how many lines of the pair pass', async () => {
  const { stdout, stderr, code } = await run([...base, set]);
  assert.deepEqual(stdout.split('\n'), [
    '| kind  | lines | passed |   share |',
    '| ----- | ----: | -----: | ------: |',
    '| empty |     1 |      1 | 100.0 % |',
    '| odd   |     2 |      1 |  50.0 % |',
    '| all   |     3 |      2 |  66.7 % |',
    '',
  ]);
  assert.match(stderr, /^translating with .*tiny-pre\.safetensors\n$/);
  assert.equal(code, 0);
});

test('--failures adds the failing lines with reasons', async () => {
  const { stdout, code } = await run([...base, set, '--failures']);
  const [, failures] = stdout.split('66.7 % |\n');
  assert.equal(
    failures,
    `\nodd, other\n  text         ${JSON.stringify(text)}\n` +
      `  translation  ${JSON.stringify(translation)}\n  equals: is not "Something else."\n`,
  );
  assert.equal(code, 0);
});

test('--json writes all of it', async () => {
  const { stdout } = await run([...base, join(set, 'odd.jsonl'), '--json']);
  const reasons = ['equals: is not "Something else."'];
  const failures = [{ id: 'other', text, translation, reasons }];
  assert.deepEqual(JSON.parse(stdout), {
    lines: 2,
    passed: 1,
    kinds: [{ kind: 'odd', lines: 2, passed: 1, failures }],
    options: { beam: 1 },
  });
});

test('lines that cannot be used are refused', async () => {
  const bad = file('bad.jsonl', [{ id: 'a', text: 'x', kept: ['x'] }]);
  const twice = file('twice.jsonl', [
    { id: 'a', text: 'x', lines: 1 },
    { id: 'a', text: 'y', lines: 1 },
  ]);
  const none = file('none.jsonl', []);
  const foreign = file('foreign.jsonl', [{ id: 'a', pair: 'ja-ko', text: 'x', lines: 1 }]);
  const missing = join(folder, 'missing');
  for (const [path, message] of [
    [bad, `${bad}:1: kept is not a property`],
    [twice, `${twice} has two lines with the id "a"`],
    [none, `${none} has no test lines`],
    [foreign, `no test line is for the languages of ${tinyModel}, en to de`],
    [missing, `cannot read ${missing}: no such file or directory`],
  ]) {
    const { stdout, stderr, code } = await run([...base, path]);
    assert.equal(stderr.replace(/^translating .*\n/, ''), `stepglot evaluate: ${message}\n`);
    assert.deepEqual([stdout, code], ['', 1]);
  }
});

test('flags of test sets are refused', async () => {
  for (const [args, message] of [
    [['--robustness', set, '-s', 'x'], '--robustness excludes --source'],
    [['--robustness', set, '--limit', '3'], '--robustness excludes --limit'],
    [['--failures', '-s', 'x', '-r', 'y'], '--failures needs --robustness'],
  ]) {
    const { stdout, stderr, code } = await run(['evaluate', ...args]);
    assert.equal(stderr, `stepglot evaluate: ${message} (see stepglot evaluate --help)\n`);
    assert.deepEqual([stdout, code], ['', 2]);
  }
});
