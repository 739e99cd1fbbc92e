/** @file Tests of engines with several threads: the same bits, and no worker that stays behind. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, test } from 'node:test';
import { countWorkers, untilWorkers } from '../../support/counted-workers.js';
import { loadEngine } from '../../../../web/engine/index.js';
import { Runtime } from '../../../../web/engine/native/runtime.js';
import { failure, readFile, tinyBytes } from '../../support/fixtures.js';

/** @typedef {import('../../../../web/engine/index.js').Engine} Engine */
/** @typedef {import('../../../../web/engine/index.js').TranslateOptions} TranslateOptions */

const counts = [1, 2, 3, 4];
const engines = await Promise.all(counts.map((threads) => loadEngine({ threads })));
after(() => engines.forEach((engine) => engine.free()));

const english = readFile('tests/data/en-de.test.en').toString('utf8').split('\n');

/**
 * Translates with each number of threads and expects one result.
 *
 * @param {string} file Of the model.
 * @param {string[]} texts
 * @param {TranslateOptions} options
 */
async function expectSame(file, texts, options) {
  const results = [];
  for (const engine of engines) {
    const model = await engine.loadModel(readFile(file));
    results.push(model.translate(texts, options));
    model.free();
  }
  for (const result of results.slice(1)) assert.deepEqual(result, results[0]);
}

const englishGerman = 'web/models/en-de.int8.safetensors';

test('an engine has the threads that it was asked for', () => {
  assert.deepEqual(
    engines.map((engine) => engine.threads),
    counts,
  );
});

test('a greedy search of one sentence has the same bits with any number of threads', async () => {
  await expectSame(englishGerman, english.slice(0, 1), { beam: 1 });
  await expectSame('tests/data/tiny-pre.safetensors', english.slice(1, 2), { maxLength: 20 });
});

test('a beam has the same bits', async () => {
  await expectSame(englishGerman, english.slice(0, 5), { beam: 4, nBest: 3, alignment: true });
});

test('a long batch has the same bits, with a shortlist and without', async () => {
  const texts = english.slice(0, 48);
  for (const shortlist of [true, false])
    await expectSame(englishGerman, texts, { beam: 1, shortlist, batchSize: 5 });
});

test('samples have the same bits', async () => {
  await expectSame(englishGerman, english.slice(0, 20), { sample: true, seed: 5 });
});

test('events of several threads join to the texts', async () => {
  const model = await engines[1].loadModel(readFile(englishGerman));
  const texts = english.slice(0, 30);
  const streamed = texts.map(() => '');
  const stream = model.stream(texts, { beam: 1 });
  let event = stream.next();
  for (; !event.done; event = stream.next()) streamed[event.value.index] += event.value.text;
  assert.deepEqual(
    streamed,
    event.value.map(({ text }) => text),
  );
  model.free();
});

test('a number of threads that is out of range is refused', async () => {
  for (const threads of [0, 33, 1.5, -1, NaN, '2', null]) {
    const load = loadEngine({ threads: /** @type {any} */ (threads) });
    await assert.rejects(load, failure('invalid_argument', /threads must be an integer from 1 to/));
  }
});

test('one thread needs no worker', async () => {
  const before = countWorkers();
  const engine = await loadEngine({ threads: 1 });
  assert.equal(countWorkers(), before);
  engine.free();
});

test('a freed engine leaves no worker', async () => {
  const before = countWorkers();
  const engine = await loadEngine({ threads: 3 });
  assert.equal(countWorkers(), before + 2);
  const model = await engine.loadModel(tinyBytes('tiny-pre'));
  const stream = model.stream(english.slice(0, 20), { maxLength: 20 });
  stream.next();
  engine.free();
  await untilWorkers(before);
});

test('an error in a thread reaches the caller, and the engine goes on', async () => {
  const [, engine] = engines;
  const model = await engine.loadModel(tinyBytes('tiny-pre'));
  const tooLong = { ids: Array.from({ length: model.info.maxSourceLength + 1 }, () => 5) };
  assert.throws(
    () => model.translate(['A house.', tooLong]),
    failure('invalid_argument', /source 1 has/),
  );
  assert.ok(model.translate('A house.', { maxLength: 4 }).tokens.length > 0);
  model.free();
});

test('a failure of native code ends the threads', async () => {
  const before = countWorkers();
  const runtime = await Runtime.load({ threads: 2 });
  const trap = () => {
    throw new WebAssembly.RuntimeError('unreachable');
  };
  assert.throws(() => runtime.run(trap), failure('internal', /unreachable/));
  await untilWorkers(before);
  runtime.free();
});

/**
 * Runs a program with an engine and a model of several threads at hand.
 *
 * @param {string} program
 * @param {string} [first] What it does before anything else.
 */
function runProgram(program, first = '') {
  const index = new URL('../../../../web/engine/index.js', import.meta.url);
  const file = new URL(`../../../../${englishGerman}`, import.meta.url);
  const code = `
    ${first}
    const { readFileSync } = await import('node:fs');
    const { loadEngine, Translator, TranslationWorker } = await import(${JSON.stringify(index)});
    const bytes = readFileSync(new URL(${JSON.stringify(file)}));
    ${program}`;
  const flags = ['--input-type=module', '--eval', code];
  const { status, stdout, stderr } = spawnSync(process.execPath, flags, { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout.trim();
}

test('a program ends by itself, with an engine that was not freed', () => {
  const program = `
    const engine = await loadEngine({ threads: 3 });
    const model = await engine.loadModel(bytes);
    console.log(engine.threads, model.translate(Array(20).fill('A house.')).length);`;
  assert.equal(runProgram(program), '3 20');
});

test('a program ends by itself after a translation in a worker was aborted', () => {
  const program = `
    const worker = new TranslationWorker({ threads: 2 });
    const translator = await Translator.create({
      sourceLanguage: 'en', targetLanguage: 'de', model: bytes, worker });
    const controller = new AbortController();
    const text = 'The file could not be saved. '.repeat(200);
    const stream = translator.translate(text, { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    console.log(await stream.catch((error) => error.name));
    translator.destroy();
    worker.terminate();`;
  assert.equal(runProgram(program), 'AbortError');
});

test('without SharedArrayBuffer there is one thread, and no error', () => {
  const program = `
    const engine = await loadEngine({ threads: 4 });
    const model = await engine.loadModel(bytes);
    console.log(engine.threads, model.translate('A house.').text);`;
  const [threads, text] = runProgram(program, 'delete globalThis.SharedArrayBuffer;').split(
    / (.*)/s,
  );
  assert.equal(threads, '1');
  assert.equal(`4 ${text}`, runProgram(program));
});
