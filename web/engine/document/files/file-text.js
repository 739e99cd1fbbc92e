/** @file The text of a file, and the file of a text in the encoding that it had. */

import { StepglotError, messageOf } from '../../base/errors.js';
import { encodeUtf8 } from '../../base/utf8.js';
import { beginningOf } from '../../text-files/encoding.js';
import { decodeText } from '../../text-files/lines.js';

/**
 * @typedef {object} FileText
 * @property {string} text Without byte order mark.
 * @property {string} notice What is to be said of its encoding; may be empty.
 * @property {(text: string, mayHaveMark: boolean) => Uint8Array} encode Another text in the same
 *   encoding, or in UTF-8 where it was Windows-1252.
 */

/** @param {string} text @param {boolean} isLittle @returns {Uint8Array} */
function encodeUtf16(text, isLittle) {
  const view = new DataView(new ArrayBuffer(2 * text.length));
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), isLittle);
  return new Uint8Array(view.buffer);
}

/**
 * @param {Uint8Array} bytes
 * @param {string} name What messages call the file.
 * @returns {FileText}
 * @throws {StepglotError} `invalid_document` for what is no text, or not in an encoding that can be
 *   told.
 */
export function readFileText(bytes, name) {
  const { encoding, mark } = beginningOf(bytes, true) ?? { encoding: 'utf-8', mark: 0 };
  const { text, notice } = decode(bytes, name);
  const isWide = encoding !== 'utf-8';
  return {
    text,
    notice,
    encode(other, mayHaveMark) {
      // Programs would take UTF-8 for the old encoding without the mark.
      const hasMark = mark > 0 || (notice !== '' && mayHaveMark);
      const whole = (hasMark ? '\ufeff' : '') + other;
      return isWide ? encodeUtf16(whole, encoding === 'utf-16le') : encodeUtf8(whole);
    },
  };
}

/** @param {Uint8Array} bytes @param {string} name */
function decode(bytes, name) {
  try {
    return decodeText(bytes, name);
  } catch (cause) {
    throw new StepglotError('invalid_document', messageOf(cause), { cause });
  }
}
