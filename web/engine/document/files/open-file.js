/** @file A file as a document that can be translated and written again. */

import { StepglotError } from '../../base/errors.js';
import { DocumentError } from '../base/document-error.js';
import {
  checkFormat,
  fileFormats,
  formatOfContent,
  formatOfName,
  readFormat,
  unsupported,
} from './formats.js';
import { readFileText } from './file-text.js';

/** @typedef {import('../blocks.js').Block} Block */
/** @typedef {import('../blocks.js').Piece} Piece */
/** @typedef {import('./formats.js').FileFormat} FileFormat */
/** @typedef {import('./formats.js').ReadOptions} ReadOptions */

/**
 * @typedef {object} NamedFile
 * @property {Uint8Array} bytes
 * @property {string} name Empty when there is none.
 * @property {string} [type] Its MIME type.
 */

/**
 * @typedef {object} OpenFile
 * @property {FileFormat} format
 * @property {readonly Block[]} blocks
 * @property {readonly string[]} notices What is to be said of it.
 * @property {(translated: readonly (readonly Piece[])[]) => Uint8Array} write
 */

/**
 * @param {NamedFile} file
 * @param {ReadOptions & {format?: string}} [options] `format`: else it is told by the name, or by what
 *   is in the file.
 * @returns {Promise<OpenFile>}
 * @throws {StepglotError} `invalid_argument`, `invalid_document`, `unsupported`, `unavailable`; the
 *   message names the file.
 */
export async function openFile({ bytes, name, type = '' }, { format, ...options } = {}) {
  const shown = name || 'the file';
  const known = format === undefined ? formatOfName(name, type) : checkFormat(format);
  // The beginning of a zip archive.
  if (!known && bytes[0] === 0x50 && bytes[1] === 0x4b) throw unsupported(shown);
  if (known && fileFormats[known].isArchive) {
    const { blocks, write } = await readNamed(known, bytes, options, shown);
    const writeBytes = /** @type {OpenFile['write']} */ (write);
    return { format: known, blocks, notices: [], write: writeBytes };
  }
  const { text, notice, encode } = readFileText(bytes, shown);
  const chosen = known ?? formatOfContent(text, name);
  const document = await readNamed(chosen, text, options, shown);
  const { blocks, notices = [] } = document;
  return {
    format: chosen,
    blocks,
    notices: [notice, ...notices.map((one) => `${shown}: ${one}`)].filter(Boolean),
    write: (translated) =>
      encode(/** @type {string} */ (document.write(translated)), fileFormats[chosen].mayHaveMark),
  };
}

/**
 * @param {FileFormat} format
 * @param {string | Uint8Array} text
 * @param {ReadOptions} options
 * @param {string} name
 */
async function readNamed(format, text, options, name) {
  try {
    return await readFormat(format, text, options);
  } catch (error) {
    if (error instanceof DocumentError) throw error.in(name);
    const { code, message } = /** @type {StepglotError} */ (error);
    throw new StepglotError(code, `${name}: ${message}`, { cause: error });
  }
}
