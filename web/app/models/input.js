/** @file What a translator's model takes: text, or pieces of its vocabulary. */

/** @typedef {import('../../engine/index.js').Translator} Translator */

/**
 * @param {Translator} translator
 * @returns {boolean} Whether its model can copy from the source what its vocabulary lacks, such as
 *   emoji, instead of leaving it out.
 */
export const canCopyUnknowns = ({ info }) => typeof info?.config.unk === 'number';

/**
 * @param {Translator} translator
 * @returns {boolean} Whether its model has no tokenizer, so that it takes pieces only.
 */
export const takesPieces = ({ info }) => info?.input === 'pieces';

/**
 * @param {string} line
 * @returns {{pieces: string[]}} The pieces in it, separated by spaces.
 */
export const piecesOf = (line) => ({ pieces: line.split(/\s+/).filter((piece) => piece !== '') });

/**
 * @param {Translator} translator
 * @param {string} line
 * @returns {Promise<string>} Its first sentence; all of it for a model that takes pieces.
 */
export async function firstSentence(translator, line) {
  const [first] = takesPieces(translator) ? [] : await translator.sentences(line);
  return first ? line.slice(first.start, first.end) : line;
}
