/**
 * @file The second door, for Stepglot's own commands and page: what they share with the library and
 * other programs do not need. Unlike `index.js` it may change at any time.
 */

export { batchRules, countRules } from './arguments/calls.js';
export { contradiction, decodeRules, prefixRules } from './arguments/decode.js';
export { fitDefaults, modelDefaults } from './arguments/decode-defaults.js';
export { faultOf } from './arguments/specs.js';
export { untilAborted } from './base/abort.js';
export { messageOf } from './base/errors.js';
export { canonicalTag, fit } from './base/language-tags.js';
export { modelFilesAmong } from './files/model-folder.js';
export { bestFitting } from './models/best-fitting.js';

/** @typedef {import('./arguments/specs.js').Rule} Rule */
