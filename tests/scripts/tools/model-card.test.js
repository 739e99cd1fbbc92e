/** @file Tests of the model card's script: what it measures, which examples it shows, what it refuses. */

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { run, tinyModel } from '../support/process.js';

const folder = mkdtempSync(join(tmpdir(), 'stepglot-card-'));
after(() => rmSync(folder, { recursive: true }));

/** @param {string} name @param {string[]} lines */
function file(name, lines) {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

const sources = Array.from({ length: 9 }, (_, i) => `The house ${i} | is old.`);
const source = file('source', sources);
const reference = file(
  'reference',
  sources.map((_, i) => `Das Haus ${i} ist alt.`),
);
const int8 = join(folder, 'tiny.int8.safetensors');

/** @param {string[]} args */
const card = (args) => run(args, '', { script: 'scripts/tools/model-card.mjs' });

/** @param {string} text @returns {string[][]} The cells of all rows of tables. */
const rowsOf = (text) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.slice(2, -2).split(/ (?<!\\)\| /));

test('the scores are those of `stepglot evaluate`, the examples at even distances', async () => {
  assert.equal((await run(['convert', tinyModel, int8, '--type', 'int8'])).code, 0);
  const args = ['-s', source, '-r', reference, '--int8', int8, '--float32', tinyModel];
  const { stdout, stderr, code } = await card([
    ...args,
    ...['--examples', '3', '--baseline', reference, '--baseline-name', 'the reference'],
  ]);
  assert.equal(code, 0, stderr);
  const rows = rowsOf(stdout);
  const output = join(folder, 'best');
  for (const [row, weights, model, beam] of /** @type {const} */ ([
    [2, 'int8', int8, '1'],
    [3, 'float32', tinyModel, '1'],
    [4, 'int8', int8, '4'],
    [5, 'float32', tinyModel, '4'],
  ])) {
    const flags = ['-m', model, '-s', source, '-r', reference, '--beam', beam, '--json'];
    const kept = row === 4 ? ['-o', output] : [];
    const { bleu, chrf } = JSON.parse((await run(['evaluate', ...flags, ...kept])).stdout);
    assert.deepEqual(rows[row].slice(1), [weights, bleu.score.toFixed(2), chrf.score.toFixed(2)]);
  }
  assert.deepEqual(rows[6], ['the reference', '', '100.00', '100.00']);
  const examples = rows.slice(9);
  assert.deepEqual(
    examples.map(([line]) => line),
    ['2', '5', '8'],
  );
  for (const [line, text, , expected] of examples) {
    assert.equal(text, `The house ${Number(line) - 1} \\| is old.`);
    assert.equal(expected, `Das Haus ${Number(line) - 1} ist alt.`);
  }
});

test('what the model and the other system say alike is counted', async () => {
  const output = join(folder, 'translations');
  const evaluated = ['-m', tinyModel, '-s', source, '-r', reference, '--beam', '4', '-o', output];
  assert.equal((await run(['evaluate', ...evaluated])).code, 0);
  const best = readFileSync(output, 'utf8').split('\n').slice(0, -1);
  const baseline = file('baseline', [...best.slice(0, 3), ...best.slice(3).map(() => 'anders')]);
  const scored = await run(['evaluate', '--hypothesis', output, '-r', baseline, '--json']);
  const { bleu, chrf } = JSON.parse(scored.stdout);
  const args = ['-s', source, '-r', reference, '--int8', tinyModel, '--float32', tinyModel];
  const { stdout } = await card([...args, '--baseline', baseline, '--examples', '1']);
  assert.equal(
    stdout.split('\n\n')[1],
    `Of the 9 translations with int8 weights and beam 4, 3 are the same as those of baseline; ` +
      `with those as references, they have ${bleu.score.toFixed(2)} BLEU and ${chrf.score.toFixed(2)} chrF2.`,
  );
});

test('what is missing or fails is named', async () => {
  const missing = await card(['-s', source, '-r', reference]);
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /--int8 is missing/);
  const args = ['-s', source, '-r', reference, '--int8', 'none', '--float32', tinyModel];
  const failed = await card(args);
  assert.equal(failed.code, 1);
  assert.match(failed.stderr, /cannot read none/);
  assert.equal((await card([...args, '--examples', '0'])).code, 2);
  assert.match((await card(['--help'])).stdout, /usage: /);
});
