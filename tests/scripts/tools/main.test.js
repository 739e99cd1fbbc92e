/** @file Tests of what the developer's scripts have in common: help, failures, exit codes. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

const module = new URL('../../../scripts/tools/main.mjs', import.meta.url).href;
const failures = new URL('../../../scripts/tools/setup/process.mjs', import.meta.url).href;
const usage = new URL('../../../scripts/cli/usage-error.mjs', import.meta.url).href;

/**
 * @param {string} body Of the script's function.
 * @param {string[]} [args]
 * @param {string} [more] Other properties of the script.
 */
function run(body, args = [], more = '') {
  const script = `
    import { main } from '${module}';
    import { ToolError } from '${failures}';
    import { UsageError } from '${usage}';
    const run = async (values, args) => { ${body} };
    await main({ name: 'tool', help: 'Usage: tool\\n', run, ${more} });`;
  const options = ['--input-type=module', '--eval', script, '--', ...args];
  return spawnSync(process.execPath, options, { encoding: 'utf8' });
}

test('options and arguments reach the script, --help does not', () => {
  const more = "options: { size: { type: 'string', default: '3' } }, takesArguments: true";
  const body = 'console.log(JSON.stringify([values.size, args]))';
  assert.equal(run(body, ['a', '--size', '4'], more).stdout, '["4",["a"]]\n');
  assert.equal(run(body, [], more).stdout, '["3",[]]\n');
  const help = run(body, ['--help'], more);
  assert.deepEqual([help.stdout, help.stderr, help.status], ['Usage: tool\n', '', 0]);
});

test('arguments that make no sense end with 2', () => {
  for (const args of [['--unknown'], ['argument']]) {
    const { status, stderr } = run('', args);
    assert.equal(status, 2);
    assert.match(stderr, /^tool: .*(unknown|argument)/);
  }
  const { status, stderr } = run("throw new UsageError('give one')");
  assert.deepEqual([status, stderr], [2, 'tool: give one\n']);
});

test('failures end with 1: clear ones with their message, others with a stack', () => {
  const clear = run("throw new ToolError('no compiler')");
  assert.deepEqual([clear.status, clear.stderr], [1, 'tool: no compiler\n']);
  const missing = run("await (await import('node:fs/promises')).readFile('/nowhere/at/all')");
  assert.equal(missing.status, 1);
  assert.match(missing.stderr, /^tool: ENOENT: no such file or directory, open '.+'\n$/);
  const fault = run("throw new Error('a fault')");
  assert.equal(fault.status, 1);
  assert.match(fault.stderr, /^tool: Error: a fault\n +at /);
  assert.match(run("throw new Error('ENOSPC')").stderr, /\ntool: The disk is full/);
});

test('a script may set its exit code', () => {
  assert.equal(run('process.exitCode = 7').status, 7);
  assert.equal(run('').status, 0);
});
