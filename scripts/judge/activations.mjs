/** @file How activations are scaled for eight-bit products: once for all sentences, as Firefox has it. */

import { Network } from './network.mjs';

/** @typedef {import('./marian-model.mjs').MarianModel} MarianModel */

/**
 * @param {MarianModel} model
 * @param {{source: number[], target: number[]}[]} pairs Ids of typical sentences, with the end tokens.
 * @returns {import('./marian-bin.mjs').Alphas} 127 over the largest number that went into each matrix.
 */
export function activationAlphas(model, pairs) {
  /** @type {Map<string, number>} */
  const largest = new Map();
  const network = new Network(model, (name, { data }) => {
    const most = data.reduce((so, value) => Math.max(so, Math.abs(value)), largest.get(name) ?? 0);
    largest.set(name, most);
  });
  for (const { source, target } of pairs) network.decode(network.encode(source), target);
  return new Map([...largest].map(([name, most]) => [name, 127 / (most || 127)]));
}
