/** @file Times the loading of one network from several formats, and decoding with a shortlist. */

import { randomModel, randomNumbers } from '../judge/random-model.mjs';
import { writeMarianBin } from '../judge/marian-bin.mjs';
import { writeMarianNpz } from '../judge/marian-npz.mjs';
import { writeShortlist } from '../judge/shortlist.mjs';
import { trainedModel } from '../judge/trained-model.mjs';
import { loadEngine } from '../../web/engine/index.js';
import { median, warmUp } from './statistics.mjs';

/** @typedef {import('../../web/engine/index.js').NamedContent} NamedContent */

const VOCABULARY = 8000;

/** As Firefox' lists: the most frequent tokens, and the best translations of each source token. */
const SHORTLIST = { first: 50, best: 50 };

const sentence = 'Do you want to save your changes before you close the window?';

/** @param {NamedContent[]} files */
const bytesOf = (files) =>
  files.reduce((sum, { bytes }) => sum + /** @type {Uint8Array} */ (bytes).length, 0);

/**
 * @param {NamedContent[]} files
 * @param {number} runs
 */
async function loading(files, runs) {
  const times = [];
  let heapBytes = 0;
  for (let run = 0; run < runs; ++run) {
    const engine = await loadEngine({ threads: 1 });
    const start = performance.now();
    await engine.loadModel({ files });
    times.push(performance.now() - start);
    ({ heapBytes } = engine.memory);
    engine.free();
  }
  return { bytes: bytesOf(files), loadMs: median(times), heapBytes };
}

/**
 * Loads the English-German model, in fresh engines, in the formats that it can be written in.
 *
 * @param {Uint8Array} container The English-German model.
 * @param {number} runs
 */
export async function compareFormats(container, runs) {
  const engine = await loadEngine({ threads: 1 });
  const float32 = (await engine.loadModel(container)).save('float32');
  engine.free();
  const { model, vocabulary } = trainedModel();
  const spm = { name: 'vocab.spm', bytes: vocabulary };
  /** @type {Record<string, NamedContent[]>} */
  const formats = {
    'Stepglot, int8': [{ name: 'model', bytes: container }],
    'Stepglot, float32': [{ name: 'model', bytes: float32 }],
    'Marian .bin, float32': [{ name: 'model.bin', bytes: writeMarianBin(model) }, spm],
    'Marian .npz, float32': [{ name: 'model.npz', bytes: writeMarianNpz(model) }, spm],
  };
  const rows = [];
  for (const [format, files] of Object.entries(formats)) {
    rows.push({ format, ...(await loading(files, runs)) });
  }
  return rows;
}

/** @returns {Uint8Array} Lists of the usual size, drawn at random. */
function randomShortlist() {
  const random = randomNumbers(1);
  const draw = () => Math.floor(random() * VOCABULARY);
  const lists = Array.from({ length: VOCABULARY }, () =>
    [...new Set(Array.from({ length: SHORTLIST.best }, draw))].sort((a, b) => a - b),
  );
  return writeShortlist(lists, SHORTLIST);
}

/**
 * Times a random model with the decoder of Firefox Translations, saved as int8, with its shortlist and
 * without, in turns.
 *
 * @param {number} runs
 */
export async function compareShortlist(runs) {
  const model = randomModel({ decoder: 'ssru', vocabulary: VOCABULARY, seed: 1, endBias: -8 });
  const engine = await loadEngine({ threads: 1 });
  const float32 = await engine.loadModel({
    files: [
      { name: 'model.bin', bytes: writeMarianBin(model) },
      { name: 'vocab.spm', bytes: trainedModel().vocabulary },
      { name: 'lex.50.50.s2t.bin', bytes: randomShortlist() },
    ],
  });
  const int8 = await engine.loadModel(float32.save('int8'));
  float32.free();
  /** @type {{withMs: number[], withoutMs: number[]}} */
  const times = { withMs: [], withoutMs: [] };
  const options = { beam: 1, minLength: 25, maxLength: 25, maxLengthFactor: 1000 };
  for (const shortlist of [true, false]) {
    warmUp(() => int8.translate(sentence, { ...options, shortlist }), 750);
  }
  for (let run = 0; run < runs; ++run) {
    for (const shortlist of [true, false]) {
      const start = performance.now();
      const { logProbs } = int8.translate(sentence, { ...options, shortlist });
      const ms = (performance.now() - start) / logProbs.length;
      times[shortlist ? 'withMs' : 'withoutMs'].push(ms);
    }
  }
  const session = int8.start(sentence, { ...options, candidates: VOCABULARY, maxLength: 25 });
  const candidates = session.step()[0].candidates?.length ?? 0;
  engine.free();
  return {
    vocabulary: VOCABULARY,
    candidates,
    withMs: median(times.withMs),
    withoutMs: median(times.withoutMs),
  };
}
