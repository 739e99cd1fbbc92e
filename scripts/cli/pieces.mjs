/** @file Lines of vocabulary pieces. */

/** @typedef {import('../../web/engine/index.js').Text} Text */

/**
 * @param {string} line Pieces separated by blanks or tabs.
 * @returns {Text}
 */
export const splitPieces = (line) => ({
  pieces: line.split(/[ \t]+/).filter((piece) => piece !== ''),
});
