/** @file The options of loading the engine and models: their defaults and their check. */

import { optional, resolve } from './rules.js';

/**
 * @param {unknown} options What the caller gave to `loadEngine`.
 * @returns {import('./engine.js').EngineOptions} The options that were given.
 */
export function engineOptions(options) {
  return resolve(
    options,
    {
      wasmBinary: optional(
        'an ArrayBuffer or a view of one',
        (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value),
      ),
      wasmUrl: optional(
        'a string or a URL',
        (value) => typeof value === 'string' || value instanceof URL,
      ),
    },
    'loadEngine',
  );
}

/**
 * @param {unknown} options What the caller gave to `loadModel`.
 * @returns {{vocabulary?: object, name: string}} The vocabulary unchecked but for being an object.
 */
export function modelOptions(options) {
  const vocabulary = optional(
    'an object {shared} or {source, target}',
    (value) => typeof value === 'object' && value !== null,
  );
  /** @type {import('./rules.js').Rule} */
  const name = {
    initial: 'model',
    expected: 'a string',
    accepts: (value) => typeof value === 'string',
  };
  return resolve(options, { vocabulary, name }, 'loadModel');
}
