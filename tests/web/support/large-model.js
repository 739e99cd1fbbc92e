/** @file A model of some megabytes: a tiny one whose feed-forward networks are made wide. */

import { tinyBytes } from './fixtures.js';
import { readSafetensors, writeSafetensors } from '../../../scripts/judge/safetensors.mjs';

/** @typedef {import('../../../scripts/judge/safetensors.mjs').Tensor} Tensor */

const elementSizes = { F32: 4, F16: 2 };

/**
 * @param {'F32' | 'F16'} dtype Of the matrices.
 * @returns {Uint8Array} A container of 8 MB and more, all weights of the wide networks being 0.
 */
export function largeModel(dtype) {
  const { metadata, tensors } = readSafetensors(tinyBytes('tiny-pre'));
  const config = JSON.parse(metadata.config);
  const wide = 16_384;
  /** @param {Tensor} tensor @returns {Tensor} */
  const widen = (tensor) => {
    const shape = tensor.shape.map((length) => (length === config.ffn ? wide : length));
    const type = shape.length === 2 ? dtype : 'F32';
    const count = shape.reduce((product, length) => product * length, 1);
    return { dtype: type, shape, data: new Uint8Array(count * elementSizes[type]) };
  };
  const widened = [...tensors].map(([name, tensor]) =>
    /\.ffn\./.test(name) ? /** @type {const} */ ([name, widen(tensor)]) : [name, tensor],
  );
  return writeSafetensors({
    metadata: { ...metadata, config: JSON.stringify({ ...config, ffn: wide }) },
    tensors: new Map(/** @type {[string, Tensor][]} */ (widened)),
  });
}
