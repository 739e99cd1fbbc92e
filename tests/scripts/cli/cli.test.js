/** @file Tests of the command as a whole: help, versions, wrong usage, exit codes. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pathOf, run, tinyModel } from '../support/process.js';

test('--help lists the commands, and each has its own', async () => {
  const { stdout, stderr, code } = await run(['--help']);
  assert.deepEqual([stderr, code], ['', 0]);
  for (const name of ['translate', 'models', 'evaluate', 'inspect', 'convert']) {
    assert.match(stdout, new RegExp(`^  ${name} `, 'm'));
    const own = await run([name, '--help']);
    assert.deepEqual([own.stderr, own.code], ['', 0]);
    assert.match(own.stdout, new RegExp(`^usage: stepglot ${name} `));
  }
});

test('--version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync(pathOf('package.json'), 'utf8'));
  assert.deepEqual(await run(['--version']), { stdout: `${version}\n`, stderr: '', code: 0 });
});

const wrongUsage = {
  'no command': [],
  'an unknown command': ['fly'],
  'an unknown option': ['translate', '--fast'],
  'an option without its value': ['translate', '--model'],
  'a length that is no number': ['translate', '--max-length', 'ten', 'x'],
  'a length out of range': ['translate', '--max-length', '4097', 'x'],
  'a batch out of range': ['translate', '--batch', '65', 'x'],
  'text and a file': ['translate', '--file', tinyModel, 'x'],
  'streaming as JSON': ['translate', '--stream', '--json', 'x'],
  'half a pair of vocabularies': ['translate', '--source-spm', tinyModel, 'x'],
  'two kinds of vocabularies': ['inspect', tinyModel, '--spm', 'a', '--source-spm', 'b'],
  'inspect without a model': ['inspect'],
  'inspect with two models': ['inspect', 'a', 'b'],
  'convert without an output': ['convert', tinyModel],
  'convert to an unknown type': ['convert', tinyModel, 'out', '--type', 'int4'],
};

for (const [what, args] of Object.entries(wrongUsage)) {
  test(`${what} is wrong usage: exit code 2 and one line that points to --help`, async () => {
    const { stdout, stderr, code } = await run(args);
    assert.deepEqual([stdout, code], ['', 2]);
    assert.match(stderr, /^stepglot.*: .+ \(see stepglot.* --help\)\n$/);
  });
}

const failures = {
  'a missing model': ['translate', '--model', 'nowhere.safetensors', 'x'],
  'a missing file': ['translate', '--model', tinyModel, '--file', 'nowhere.txt'],
  'a folder as file': ['translate', '--model', tinyModel, '--file', pathOf('tests')],
  'a file that is no model': ['inspect', pathOf('tests/data/en-de.sentences.txt')],
  'a missing vocabulary': ['inspect', tinyModel, '--spm', 'nowhere.model'],
  'an output in a missing folder': ['convert', tinyModel, '/nowhere/out.safetensors'],
};

for (const [what, args] of Object.entries(failures)) {
  test(`${what} fails: exit code 1 and a line that names the file`, async () => {
    const { stdout, stderr, code } = await run(args);
    assert.deepEqual([stdout, code], ['', 1]);
    const last = stderr.trimEnd().split('\n').at(-1) ?? '';
    assert.match(last, /^stepglot \w+: cannot (load|read|write) .*(nowhere|sentences|tests)/);
  });
}
