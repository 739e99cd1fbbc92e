/** @file Tests of `stepglot translate` where it searches, samples, scores, aligns and draws. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { loadEngine } from '../../../web/engine/index.js';
import { run, tinyModel } from '../support/process.js';

const engine = await loadEngine();
const model = await engine.loadModel(readFileSync(tinyModel));

const lines = ['The house is old.', 'A dog. A cat!'];
const input = `${lines.join('\n')}\n`;
const maxLength = 8;
const base = ['translate', '--model', tinyModel, '--max-length', String(maxLength)];

/** @param {string[]} args */
async function output(args, text = input) {
  const { stdout, stderr, code } = await run([...base, ...args], text);
  assert.deepEqual([stderr, code], ['', 0]);
  return stdout;
}

/** @param {{text: string}[]} results */
const texts = (results) => results.map(({ text }) => `${text}\n`).join('');

test('--beam is the beam; the default is 4', async () => {
  const results = [1, 2, 4].map((beam) => texts(model.translate(lines, { maxLength, beam })));
  assert.equal(new Set(results).size, 3);
  assert.equal(await output(['--beam', '1']), results[0]);
  assert.equal(await output(['--beam', '2']), results[1]);
  assert.equal(await output([]), results[2]);
});

test('options of search reach it', async () => {
  const args = ['--length-normalization', 'power', '--length-penalty', '2', '--min-length', '4'];
  const more = ['--no-repeat-ngram', '1', '--suppress', 'Haus', '--coverage-penalty', '1'];
  /** @type {import('../../../web/engine/index.js').TranslateOptions} */
  const options = { lengthNormalization: 'power', lengthPenalty: 2, minLength: 4, maxLength };
  Object.assign(options, { noRepeatNgram: 1, suppress: ['Haus'], coveragePenalty: 1 });
  assert.equal(await output([...args, ...more]), texts(model.translate(lines, options)));
});

test('--n-best writes numbered hypotheses with their scores', async () => {
  const results = model.translate(lines, { maxLength, nBest: 3 });
  const expected = results.flatMap(({ hypotheses = [] }, i) =>
    hypotheses.map((one) => `${i} ||| ${one.text} ||| ${one.normalizedScore.toFixed(4)}\n`),
  );
  assert.equal(expected.length, 6);
  assert.equal(await output(['--n-best', '3']), expected.join(''));
});

test('numbers of --n-best go on over groups of lines', async () => {
  const many = Array.from({ length: 70 }, () => 'A dog.').join('\n');
  const flags = ['--n-best', '1', '--beam', '1', '--max-length', '1', '--no-protect'];
  const numbers = (await output(flags, many))
    .trimEnd()
    .split('\n')
    .map((line) => Number.parseInt(line, 10));
  assert.deepEqual(numbers, [...Array(70).keys()]);
});

test('--align appends pairs of source and target tokens', async () => {
  const results = model.translate(lines, { maxLength, alignment: true });
  const expected = results.map(({ text, alignment }) => {
    const pairs = (alignment?.target ?? []).map(({ source }, i) => `${source}-${i}`);
    return `${text}\t${pairs.join(' ')}\n`;
  });
  assert.equal(await output(['--align']), expected.join(''));
  assert.match(
    await output(['--align', '--n-best', '2']),
    /^0 \|\|\| .* \|\|\| -\d.* \|\|\| \d+-0 /,
  );
});

test('--json holds hypotheses and alignment, weights as arrays', async () => {
  const written = (await output(['--json', '--align', '--n-best', '2'])).trimEnd().split('\n');
  const results = model.translate(lines, { maxLength, alignment: true, nBest: 2 });
  for (const [i, result] of results.entries()) {
    const { source, ...rest } = JSON.parse(written[i]);
    assert.equal(source, lines[i]);
    const weights = result.alignment?.target[0].weights ?? [];
    assert.deepEqual(rest.alignment.target[0].weights, [...weights]);
    assert.deepEqual(rest.hypotheses.length, 2);
    assert.deepEqual(rest.hypotheses[1].tokens, result.hypotheses?.[1].tokens);
  }
});

test('--sample draws by seed, whatever the batch', async () => {
  const options = { sample: true, seed: 7, temperature: 0.8, topK: 20, topP: 0.9, maxLength };
  const args = ['--sample', '--seed', '7', '--temperature', '0.8', '--top-k', '20'];
  const expected = texts(model.translate(lines, options));
  assert.equal(await output([...args, '--top-p', '0.9']), expected);
  assert.equal(await output([...args, '--top-p', '0.9', '--batch', '1']), expected);
  assert.notEqual(await output([...args, '--top-p', '0.9', '--seed', '8']), expected);
});

test('--prefix begins every translation, also when streamed', async () => {
  const expected = texts(model.translate(lines, { prefix: 'Das', maxLength }));
  assert.equal(await output(['--prefix', 'Das']), expected);
  assert.equal(await output(['--prefix', 'Das', '--stream']), expected);
  for (const line of expected.trimEnd().split('\n')) assert.match(line, /^Das/);
});

test('--alternatives writes probability, piece and translation', async () => {
  const [line] = lines;
  const found = model.alternatives(line, { prefix: 'Das', count: 3, maxLength });
  const expected = found.map(({ logProb, piece, translation }) => {
    const percent = (100 * Math.exp(logProb)).toFixed(1);
    return `${percent} %\t${piece}\t${translation.text}\n`;
  });
  const args = ['--prefix', 'Das', '--alternatives', '3'];
  assert.equal(await output([...args, line]), expected.join(''));
  const json = JSON.parse(await output([...args, '--json', line]));
  assert.deepEqual(json, { source: line, alternatives: found });
});

test('--score writes sum and normalised score', async () => {
  const pairs = [
    ['A dog.', 'Ein Hund.'],
    ['The house is old.', 'Das Haus ist alt.'],
  ];
  const tabbed = pairs.map((pair) => `${pair.join('\t')}\n`).join('');
  const results = pairs.map(([source, target]) => model.score(source, target));
  const expected = results.map(
    ({ score, normalizedScore }) => `${score.toFixed(4)}\t${normalizedScore.toFixed(4)}\n`,
  );
  const score = ['translate', '--model', tinyModel, '--score'];
  assert.equal((await run(score, tabbed)).stdout, expected.join(''));
  const { stdout } = await run([...score, '--json', '--length-penalty', '0'], tabbed);
  for (const [i, line] of stdout.trimEnd().split('\n').entries()) {
    const { source, logProbs, normalizedScore } = JSON.parse(line);
    assert.deepEqual([source, logProbs], [pairs[i][0], results[i].logProbs]);
    assert.equal(normalizedScore, results[i].score);
  }
});

test('--score names the line that is no pair', async () => {
  const score = ['translate', '--model', tinyModel, '--score'];
  for (const wrong of ['no tab', 'one\ttwo\tthree']) {
    const { stderr, code } = await run(score, `A dog.\tEin Hund.\n${wrong}\n`);
    assert.equal(code, 1);
    assert.match(stderr, /line 2 is not a source, a tab and its translation\n$/);
  }
});

test('--score takes pieces as well', async () => {
  const { pieces } = model.translate('A dog.', { maxLength });
  const bare = model.tokenize('A dog.').pieces.slice(0, -1);
  const line = `${bare.join(' ')}\t${pieces.join(' ')}\n`;
  const { score, normalizedScore } = model.score('A dog.', { pieces });
  const { stdout } = await run(['translate', '--model', tinyModel, '--score', '--pieces'], line);
  assert.equal(stdout, `${score.toFixed(4)}\t${normalizedScore.toFixed(4)}\n`);
});

test('--tree draws the search', async () => {
  const drawn = await output(['--tree', '--beam', '2', lines[0]]);
  const { text } = model.start(lines[0], { beam: 1, maxLength: 1 }).results()[0];
  assert.equal(text, '');
  assert.ok(drawn.endsWith(`${model.translate(lines[0], { beam: 2, maxLength }).text}\n`));
  assert.match(drawn, /^├ .* % .*dropped|others rank higher$/m);
  assert.match(drawn, /#1 -\d+\.\d{4}, by the length limit$/m);
});

const contradictions = [
  ['--stream', '--json'],
  ['--stream', '--align'],
  ['--stream', '--n-best', '2'],
  ['--tree', '--json'],
  ['--tree', '--score'],
  ['--alternatives', '2', '--sample'],
  ['--score', '--beam', '2'],
  ['--score', '--prefix', 'x'],
  ['--alternatives', '0'],
  ['--alternatives', 'many'],
  ['--n-best', '5'],
];

for (const args of contradictions) {
  test(`${args.join(' ')} is wrong usage`, async () => {
    const { stdout, stderr, code } = await run([...base, ...args, 'x']);
    assert.deepEqual([stdout, code], ['', 2]);
    assert.match(stderr, /^stepglot translate: --[\w-]+ .+ \(see stepglot translate --help\)\n$/);
  });
}
