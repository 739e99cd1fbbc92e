/** @file Runs the kernel benchmark and relates it to a decoding step. */

import { hasRelaxedDot } from '../../web/engine/internal.js';
import { runProgram } from './program.mjs';
import { median } from './statistics.mjs';

// A burst of other work on the machine may last as long as one kernel is timed.
const processes = 3;

/**
 * @typedef {object} KernelTiming
 * @property {'faithful' | 'fast' | 'float32' | 'quantize' | 'quantizeFast'} kernel
 * @property {number} outputs
 * @property {number} depth
 * @property {number} rows
 * @property {number} microseconds Median of one call.
 * @property {number} giga Multiply-adds (or values quantized) per nanosecond, median.
 * @property {number} bestGiga The same of the best sample.
 */

/**
 * Matrix products of one decoding step of one sequence, by shape.
 *
 * @param {Record<string, unknown>} config
 * @returns {{outputs: number, depth: number, calls: number}[]}
 */
function productsOfStep(config) {
  const [width, ffn, layers, vocabulary] = [
    config.d_model,
    config.ffn,
    config.decoder_layers,
    config.target_vocab_size,
  ].map(Number);
  return [
    // Self-attention has four projections; of cross-attention a step computes queries and output.
    { outputs: width, depth: width, calls: 6 * layers },
    { outputs: ffn, depth: width, calls: layers },
    { outputs: width, depth: ffn, calls: layers },
    { outputs: vocabulary, depth: width, calls: 1 },
  ];
}

/**
 * @param {string[]} shapes After `fast`, if only that arithmetic's products are to be timed.
 * @returns {KernelTiming[]}
 */
export const timeShapes = (shapes) =>
  runProgram(hasRelaxedDot() ? 'kernels_relaxed' : 'kernels', shapes);

/**
 * @param {KernelTiming[][]} series The same kernels, timed several times.
 * @returns {KernelTiming[]}
 */
const medianTimings = (series) =>
  series[0].map((kernel, i) => ({
    ...kernel,
    microseconds: median(series.map((timings) => timings[i].microseconds)),
    giga: median(series.map((timings) => timings[i].giga)),
    bestGiga: Math.max(...series.map((timings) => timings[i].bestGiga)),
  }));

/**
 * @param {Record<string, unknown>} config Of the model whose shapes are timed.
 * @param {number} stepMicroseconds Median time of a decoding step of that model, int8.
 */
export function timeKernels(config, stepMicroseconds) {
  const products = productsOfStep(config);
  const shapes = [
    '1536x256',
    ...products.flatMap(({ outputs, depth }) => [`${outputs}x${depth}`, `${outputs}x${depth}x8`]),
  ];
  const kernels = medianTimings(Array.from({ length: processes }, () => timeShapes(shapes)));
  const perStep = products.map(({ outputs, depth, calls }) => {
    const timing = kernels.find(
      (k) => k.kernel === 'faithful' && k.outputs === outputs && k.depth === depth && k.rows === 1,
    );
    return calls * (timing?.microseconds ?? NaN);
  });
  const total = perStep.reduce((sum, microseconds) => sum + microseconds, 0);
  return {
    kernels,
    productShare: total / stepMicroseconds,
    outputLayerShare: perStep[perStep.length - 1] / stepMicroseconds,
  };
}
