/** @file The white space that metrics split at. */

// What Python's str.split() takes for white space, since the reference implementation of the
// metrics is written in it. JavaScript's \s lacks U+001C to U+001F and U+0085, and has U+FEFF.
const whiteSpace =
  // eslint-disable-next-line no-control-regex
  /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;

/**
 * @param {string} text
 * @returns {string[]} The stretches of text between white space; none is empty.
 */
export const splitWords = (text) => text.split(whiteSpace).filter((word) => word !== '');
