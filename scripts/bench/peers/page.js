/** @file What runs in the page: a model opened by both libraries, and passes of both in turn. */

import { loadEngine } from '../../../web/engine/index.js';
import { openMarian } from '../../judge/stepglot.mjs';

/** @typedef {import('../../../web/engine/index.js').Model} Model */

const modules = '/node_modules';

/** @param {string} path @returns {Promise<Uint8Array>} */
const load = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());

/** @param {string} size @returns {Promise<Record<'fast' | 'faithful', Model>>} */
async function openStepglot(size) {
  const engine = await loadEngine({ threads: 1 });
  const folder = `/models/${size}`;
  const float32 = await openMarian(engine, {
    model: await load(`${folder}/model.bin`),
    vocabulary: await load(`${folder}/vocab.spm`),
  });
  const bytes = float32.save('int8');
  float32.free();
  return {
    fast: await engine.loadModel(bytes, { arithmetic: 'fast' }),
    faithful: await engine.loadModel(bytes, { arithmetic: 'faithful' }),
  };
}

/**
 * @param {string} size
 * @returns {Promise<{library: any, model: any}>} With its settings for one thread and no network.
 */
async function openTransformers(size) {
  const path = `${modules}/@huggingface/transformers/dist/transformers.web.js`;
  const library = await import(path);
  const { env } = library;
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = '/models/';
  env.useBrowserCache = false;
  env.backends.onnx.wasm.wasmPaths = `${modules}/onnxruntime-web/dist/`;
  env.backends.onnx.wasm.numThreads = 1;
  const model = await library.AutoModelForSeq2SeqLM.from_pretrained(size, {
    device: 'wasm',
    dtype: 'q8',
  });
  return { library, model };
}

/** @type {Promise<[Record<'fast' | 'faithful', Model>, {library: any, model: any}]> | undefined} */
let opened;

/**
 * @param {number[][]} sources
 * @param {any} library
 */
function tensorsOf(sources, { Tensor }) {
  const shape = [sources.length, sources[0].length];
  const tensor = (/** @type {(id: number) => number} */ valueOf) =>
    new Tensor(
      'int64',
      BigInt64Array.from(sources.flat(), (id) => BigInt(valueOf(id))),
      shape,
    );
  return { inputs: tensor((id) => id), attention_mask: tensor(() => 1) };
}

/** @param {() => unknown} work @returns {Promise<number>} Milliseconds. */
async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * @param {number} duration Milliseconds.
 * @param {() => unknown} work Done at least once.
 */
async function warmUp(duration, work) {
  for (let spent = 0; spent <= duration;) spent += await timed(work);
}

/**
 * @param {number} length
 * @param {number[]} lengths Of translations.
 */
function checkLengths(length, lengths) {
  const wrong = lengths.find((one) => one !== length);
  if (wrong !== undefined) throw new Error(`${wrong} tokens instead of ${length}`);
}

/**
 * @param {object} work
 * @param {string} work.size Name of the model's folder on the server.
 * @param {number[][]} work.sources Ids of equal number, with end tokens.
 * @param {number} work.length Tokens of each translation.
 * @param {number} work.runs
 * @param {number} work.warmUp Milliseconds, of each library.
 * @returns {Promise<import('./transformers.mjs').Times>}
 */
export async function run({ size, sources, length, runs, warmUp: duration }) {
  opened ??= Promise.all([openStepglot(size), openTransformers(size)]);
  const [ours, { library, model }] = await opened;
  const options = { beam: 1, minLength: length, maxLength: length, maxLengthFactor: 100 };
  const texts = sources.map((ids) => ({ ids }));
  const translate = (/** @type {'fast' | 'faithful'} */ arithmetic) =>
    ours[arithmetic].translate(texts, { ...options, batchSize: sources.length });
  const work = {
    fast: () => translate('fast'),
    faithful: () => translate('faithful'),
    peer: () =>
      model.generate({
        ...tensorsOf(sources, library),
        do_sample: false,
        num_beams: 1,
        min_new_tokens: length,
        max_new_tokens: length,
      }),
  };
  for (const translations of [work.fast(), work.faithful()]) {
    checkLengths(
      length,
      translations.map(({ tokens }) => tokens.length),
    );
  }
  // The first token is the one that decoding starts with.
  const [rows, columns] = (await work.peer()).dims;
  checkLengths(length, Array(rows).fill(columns - 1));
  const ways = /** @type {const} */ (['fast', 'faithful', 'peer']);
  for (const way of ways) await warmUp(duration, work[way]);
  /** @type {import('./transformers.mjs').Times} */
  const times = { tokens: length * sources.length, fast: [], faithful: [], peer: [] };
  for (let pass = 0; pass < runs; ++pass) {
    for (const way of ways) times[way].push(await timed(work[way]));
  }
  return times;
}
