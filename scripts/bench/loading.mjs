/** @file Measures what a page pays before the first sentence: sizes, loading time and memory. */

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { loadEngine } from '../../web/engine/index.js';
import { median } from './statistics.mjs';

const engineFolder = new URL('../../web/engine/', import.meta.url);

/** @param {string[]} files Relative to the engine's folder. */
const gzippedBytes = (files) =>
  files
    .map((file) => gzipSync(readFileSync(new URL(file, engineFolder)), { level: 9 }).length)
    .reduce((sum, bytes) => sum + bytes, 0);

/** Bytes of either module and its loader as a server sends them; a page loads one of the two. */
export function moduleSize() {
  return {
    gzippedBytes: gzippedBytes(['wasm/stepglot.wasm', 'wasm/stepglot.mjs']),
    relaxedGzippedBytes: gzippedBytes(['wasm/stepglot-relaxed.wasm', 'wasm/stepglot.mjs']),
  };
}

/**
 * Loads a model that is in memory already into a fresh engine.
 *
 * @param {Uint8Array} bytes
 * @param {number} runs
 */
export async function loadTimes(bytes, runs) {
  const times = [];
  for (let run = 0; run < runs; ++run) {
    const engine = await loadEngine({ threads: 1 });
    const start = performance.now();
    await engine.loadModel(bytes);
    times.push(performance.now() - start);
    engine.free();
  }
  return { loadMs: median(times) };
}

/**
 * The wasm memory after one sentence in a fresh engine.
 *
 * @param {Uint8Array} bytes
 */
export async function heapAfterSentence(bytes) {
  const engine = await loadEngine({ threads: 1 });
  const model = await engine.loadModel(bytes);
  model.translate('The quick brown fox jumps over the lazy dog.');
  const { heapBytes } = engine.memory;
  engine.free();
  return { heapBytes, modelBytes: bytes.byteLength };
}
