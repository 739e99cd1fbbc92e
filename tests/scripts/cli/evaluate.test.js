/** @file Tests of `stepglot evaluate`: what is translated, scored, written and refused. */

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { corpusBleu } from '../../../scripts/cli/metrics/bleu.mjs';
import { corpusChrf } from '../../../scripts/cli/metrics/chrf.mjs';
import { loadEngine } from '../../../web/engine/index.js';
import { pathOf, run, tinyModel } from '../support/process.js';

const folder = mkdtempSync(join(tmpdir(), 'stepglot-'));
after(() => rmSync(folder, { recursive: true }));

/**
 * @param {string} name
 * @param {string} text
 * @returns {string} The path of a file with that text.
 */
function file(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const sources = ['The house is old.', 'A dog. A cat!', '', 'The dog sees a small bird.'];
const source = file('source', `${sources.join('\n')}\n`);
const references = ['Das Haus ist alt.', 'Ein Hund. Eine Katze!', '', 'Der Hund sieht den Vogel.'];
const reference = file('reference', `${references.join('\n')}\n`);
const hypotheses = ['Das Haus ist sehr alt.', 'Ein Hund!', '', 'Der Hund sieht einen Vogel.'];
const hypothesis = file('hypothesis', `${hypotheses.join('\n')}\n`);

const decode = { beam: 2, maxLength: 8, lengthPenalty: 1 };
const decodeArgs = ['--beam', '2', '--max-length', '8', '--length-penalty', '1'];
const base = ['evaluate', '-m', tinyModel, '-s', source, '-r', reference, ...decodeArgs];

const engine = await loadEngine();
const model = await engine.loadModel(readFileSync(tinyModel));
const results = model.translate(sources, decode);
const translations = results.map(({ text }) => text);

test('translates, writes the translations, and scores them', async () => {
  const output = join(folder, 'output');
  const { stdout, code } = await run([...base, '--output', output, '--json']);
  assert.equal(code, 0);
  assert.equal(readFileSync(output, 'utf8'), `${translations.join('\n')}\n`);
  const { bleu, chrf, lines, tokens, seconds, tokensPerSecond, options } = JSON.parse(stdout);
  const { signature, ...numbers } = bleu;
  assert.deepEqual(numbers, corpusBleu(translations, references));
  assert.match(signature, /^nrefs:1\|case:mixed\|eff:no\|tok:13a\|smooth:exp\|version:stepglot-\d/);
  assert.equal(chrf.score, corpusChrf(translations, references));
  assert.match(
    chrf.signature,
    /^nrefs:1\|case:mixed\|eff:yes\|nc:6\|nw:0\|space:no\|version:stepg/,
  );
  assert.deepEqual([lines, options], [sources.length, decode]);
  assert.equal(
    tokens,
    results.reduce((sum, { logProbs }) => sum + logProbs.length, 0),
  );
  assert.ok(seconds > 0);
  assert.equal(tokensPerSecond, tokens / seconds);
});

test('files may be in any encoding of Unicode, or in Windows-1252', async () => {
  const args = ['evaluate', '--json', '--hypothesis'];
  const expected = JSON.parse((await run([...args, hypothesis, '-r', reference])).stdout);
  const wide = join(folder, 'wide');
  writeFileSync(wide, `\ufeff${hypotheses.join('\r\n')}`, 'utf16le');
  assert.deepEqual(JSON.parse((await run([...args, wide, '-r', reference])).stdout), expected);
  const windows = join(folder, 'windows');
  writeFileSync(windows, 'Grüße\n', 'latin1');
  const { stdout, stderr } = await run([...args, windows, '-r', file('greeting', 'Grüße\n')]);
  assert.equal(JSON.parse(stdout).chrf.score, 100);
  assert.match(stderr, /windows: line 1 is not UTF-8/);
});

test('prints scores with signatures, and the speed, as lines', async () => {
  const { stdout, stderr, code } = await run(base);
  const bleu = corpusBleu(translations, references).score.toFixed(2).replace('.', '\\.');
  const chrf = corpusChrf(translations, references).toFixed(2).replace('.', '\\.');
  assert.match(
    stdout,
    new RegExp(
      String.raw`^BLEU\|nrefs:1\|\S+\|version:stepglot-\S+ = ${bleu} [\d./]+ \(BP = [\d.]+ ratio = ` +
        String.raw`[\d.]+ hyp_len = \d+ ref_len = \d+\)\nchrF2\|nrefs:1\|\S+ = ${chrf}\n` +
        String.raw`4 lines in [\d.]+ s: \d+ tokens, \d+ tokens/s\n$`,
    ),
  );
  assert.match(stderr, /^translating 4 lines with .*tiny-pre\.safetensors\n$/);
  assert.equal(code, 0);
});

test('the default model translates everyday sentences of which it saw none', async () => {
  const [spanish, catalan] = ['es', 'ca'].map((tag) => pathOf(`tests/data/es-ca.everyday.${tag}`));
  const { stdout } = await run(['evaluate', '-s', spanish, '-r', catalan, '--json']);
  const { bleu, lines } = JSON.parse(stdout);
  assert.equal(lines, 100);
  assert.ok(bleu.score > 70, stdout);
});

test('scores a translation that is there', async () => {
  const args = ['evaluate', '-r', reference, '--json', '--hypothesis'];
  const { stdout, stderr, code } = await run([...args, hypothesis]);
  assert.deepEqual([stderr, code], ['', 0]);
  const { bleu, chrf, ...rest } = JSON.parse(stdout);
  assert.equal(bleu.score, corpusBleu(hypotheses, references).score);
  assert.equal(chrf.score, corpusChrf(hypotheses, references));
  assert.deepEqual(rest, { lines: 4 });
  assert.equal((await run([...args, '-'], readFileSync(hypothesis))).stdout, stdout);
  const plain = await run(['evaluate', '--hypothesis', hypothesis, '--reference', reference]);
  assert.match(plain.stdout, /^BLEU\|.*\nchrF2\|.*\n$/);
});

test('--limit takes the first lines', async () => {
  const { stdout } = await run([...base, '--limit', '2', '--json']);
  const { bleu, lines } = JSON.parse(stdout);
  assert.equal(lines, 2);
  assert.equal(bleu.score, corpusBleu(translations.slice(0, 2), references.slice(0, 2)).score);
  const all = await run([...base, '--limit', '1000', '--json']);
  assert.equal(JSON.parse(all.stdout).lines, 4);
});

test('files that do not go together, are empty or missing are named', async () => {
  const longer = file('longer', `${references.join('\n')}\nEnde.`);
  const empty = file('empty', '');
  const missing = join(folder, 'missing');
  for (const [args, message] of /** @type {[string[], string][]} */ ([
    [['-s', source, '-r', longer], `${source} has 4 lines but ${longer} has 5 lines: `],
    [['--hypothesis', longer, '-r', source], `${longer} has 5 lines but ${source} has 4 lines: `],
    [['-s', empty, '-r', reference], `${empty} is empty`],
    [['--hypothesis', hypothesis, '-r', empty], `${empty} is empty`],
    [['--hypothesis', '-', '-r', reference], 'standard input is empty'],
    [['-s', missing, '-r', reference], `cannot read ${missing}: no such file or directory`],
    [['-s', source, '-r', missing], `cannot read ${missing}: no such file or directory`],
    [['-m', missing, '-s', source, '-r', reference], `cannot read ${missing}: no such file`],
  ])) {
    const { stdout, stderr, code } = await run(['evaluate', ...args]);
    assert.ok(stderr.startsWith(`stepglot evaluate: ${message}`), stderr);
    assert.deepEqual([stdout, code], ['', 1]);
  }
});

test('an existing output is replaced with --force only, and that is known at once', async () => {
  const output = file('kept', 'precious');
  const refused = await run([...base, '--output', output]);
  assert.equal(refused.code, 1);
  assert.equal(
    refused.stderr,
    `stepglot evaluate: ${output} exists already; --force replaces it\n`,
  );
  assert.equal(readFileSync(output, 'utf8'), 'precious');
  assert.equal((await run([...base, '--output', output, '--force'])).code, 0);
  assert.equal(readFileSync(output, 'utf8'), `${translations.join('\n')}\n`);
});

test('wrong usage is refused before anything is read', async () => {
  for (const [args, message] of /** @type {[string[], RegExp][]} */ ([
    [[], /give --reference FILE/],
    [['-r', 'x'], /give --source FILE or --hypothesis FILE/],
    [['-r', 'x', 'text'], /unexpected argument "text"/],
    [['-r', 'x', '--hypothesis', 'y', '--source', 'z'], /--hypothesis excludes --source/],
    [['-r', 'x', '--hypothesis', 'y', '--beam', '2'], /--hypothesis excludes --beam/],
    [['-r', 'x', '-s', 'y', '--beam', '0'], /--beam must be .*, not /],
    [['-r', 'x', '-s', 'y', '--limit', '0'], /--limit must be a whole number from 1, not "0"/],
    [['-r', 'x', '-s', 'y', '--limit', '1.5'], /--limit must be a whole number from 1, not "1.5"/],
    [['-r', 'x', '-s', 'y', '--best'], /Unknown option '--best'/],
  ])) {
    const { stdout, stderr, code } = await run(['evaluate', ...args]);
    assert.match(stderr, message);
    assert.match(stderr, /\(see stepglot evaluate --help\)\n$/);
    assert.deepEqual([stdout, code], ['', 2]);
  }
});

test('--help lists every option', async () => {
  const { stdout } = await run(['evaluate', '--help']);
  const { options } = await import('../../../scripts/cli/evaluate.mjs');
  for (const name of Object.keys(options)) assert.match(stdout, new RegExp(`--${name}\\b`));
});
