/**
 * @file The second door, for Stepglot's own commands and page: what they share with the library and
 * other programs do not need. Unlike `index.js` it may change at any time.
 */

export { decodeOptions } from './arguments/decode.js';
export { decodeDefaults, fitDefaults } from './arguments/decode-defaults.js';
export { everyCall, groups } from './arguments/decode-option.js';
export { contradiction, domainOf, specsOf } from './arguments/decode-specs.js';
export { faultOf } from './arguments/specs.js';
export { untilAborted } from './base/abort.js';
export { messageOf } from './base/errors.js';
export { serves, tagOfName } from './base/language-tags.js';
export { tokenFor } from './base/target-tokens.js';
export { checkFormat, fileFormats } from './document/files/formats.js';
export { openFile } from './document/files/open-file.js';
export { blockSteps } from './document/translate-blocks.js';
export { splitText } from './document/parts.js';
export { hasWrappedLines } from './document/wrapped-lines.js';
export { modelFilesAmong } from './files/model-folder.js';
export { bestFitting } from './models/best-fitting.js';
export { hasRelaxedDot } from './native/relaxed-simd.js';
export { decodeText, TextLines } from './text-files/lines.js';

/** @typedef {import('./arguments/decode-option.js').Call} Call */
/** @typedef {import('./arguments/decode-option.js').DecodeOption} DecodeOption */
/** @typedef {import('./arguments/decode-option.js').Group} Group */
/** @typedef {import('./arguments/specs.js').Domain} Domain */
