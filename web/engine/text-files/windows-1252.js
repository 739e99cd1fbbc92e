/** @file Windows-1252, in which text files from before UTF-8 are most often written. */

/**
 * What bytes 0x80 to 0x9F stand for, after the WHATWG Encoding Standard; U+FFFD for the five that
 * stand for nothing. All other bytes are the code points of the same number.
 */
const C1 = '€�‚ƒ„…†‡ˆ‰Š‹Œ�Ž��‘’“”•–—˜™š›œ�žŸ';

/**
 * Decodes by a table of its own: `TextDecoder` of Node.js 20.18.3 to 20.20 and of 22 and 24 for a
 * while takes Windows-1252 for Latin-1 and makes control characters of quotation marks and dashes
 * (nodejs/node#56542).
 *
 * @param {Uint8Array} bytes
 * @returns {string} With U+FFFD for bytes that Windows-1252 does not have.
 */
export function decodeWindows1252(bytes) {
  let text = '';
  for (const byte of bytes) {
    text += byte >= 0x80 && byte < 0xa0 ? C1[byte - 0x80] : String.fromCharCode(byte);
  }
  return text;
}
