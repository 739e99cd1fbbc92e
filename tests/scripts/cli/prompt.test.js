/** @file Tests of the interactive prompt, as far as a pipe can drive it. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { loadEngine } from '../../../web/engine/index.js';
import { run, tinyModel } from '../support/process.js';

const script = 'scripts/cli/prompt.mjs';
const args = ['--model', tinyModel];

// How the prompt starts.
const greedy = { beam: 1 };

const engine = await loadEngine();
const model = await engine.loadModel(readFileSync(tinyModel));

test('lines from a pipe are answered without decoration', async () => {
  const lines = ['The house is old.', 'A dog.'];
  const { stdout, stderr, code } = await run(args, `${lines.join('\n')}\n`, { script });
  assert.deepEqual([stderr, code], ['', 0]);
  assert.equal(
    stdout,
    model
      .translate(lines, greedy)
      .map(({ text }) => `${text}\n`)
      .join(''),
  );
});

test('a pipe in Windows-1252 is read as such', async () => {
  const line = 'El café está frío.';
  const { stdout, stderr, code } = await run(args, Buffer.from(`${line}\n`, 'latin1'), { script });
  assert.deepEqual([stdout, code], [`${model.translate(line, greedy).text}\n`, 0]);
  assert.match(stderr, /^stepglot: standard input: line 1 is not UTF-8/);
});

test('exit leaves, commands are obeyed', async () => {
  const input = ':cache off\nA dog.\n:help\nexit\nA cat.\n';
  const { stdout, code } = await run(args, input, { script });
  assert.equal(code, 0);
  assert.match(stdout, /^ {2}cache is off\n/);
  assert.ok(stdout.includes(`${model.translate('A dog.', greedy).text}\n`));
  assert.match(stdout, /:trace on\|off/);
  assert.ok(!stdout.includes(model.translate('A cat.', greedy).text));
});

test(':trace shows the candidates of each step', async () => {
  const { stdout } = await run(args, ':trace on\nA dog.\n', { script });
  const session = model.start('A dog.', { ...greedy, candidates: 3 });
  const [{ piece, candidates = [] }] = session.step();
  const line = stdout.split('\n')[1];
  assert.ok(line.startsWith(`  ${piece} `));
  for (const candidate of candidates) assert.ok(line.includes(candidate.piece));
  session.free();
});

test(':beam widens the search; :trace then shows hypotheses, :tree draws them', async () => {
  const [line] = ['A dog.'];
  const input = `:beam 3\n${line}\n:trace on\n${line}\n:tree on\n${line}\n:tree off\n${line}\n:beam 65\n`;
  const { stdout, stderr } = await run(args, input, { script });
  assert.equal(stderr, '');
  const { text } = model.translate(line, { beam: 3 });
  assert.ok(stdout.startsWith(`  beam is 3\n${text}\n  trace is on\n  step 1\n`));
  assert.match(stdout, /^ {2} +-\d+\.\d{4} +\d+\.\d % \S+ +■ /m);
  assert.match(stdout, /^├ .*others rank higher$/m);
  assert.ok(stdout.includes(`  tree is off\n${text}\n`));
  assert.match(stdout, /:beam N .*\n.*/, 'a beam that cannot be shows the help');
});

test('--help and a missing model', async () => {
  assert.match((await run(['--help'], '', { script })).stdout, /^usage: /);
  const { stderr, code } = await run(['--model', 'nowhere'], '', { script });
  assert.equal(code, 1);
  assert.match(stderr, /^stepglot: cannot read nowhere: .+\n$/);
});
