/** @file Decoding step by step with what the model hesitated between, for those who want to see it. */

/** @typedef {import('../../web/engine/index.js').Model} Model */
/** @typedef {import('../../web/engine/index.js').Report} Report */
/** @typedef {import('../../web/engine/index.js').Translation} Translation */
/** @typedef {import('../../web/engine/index.js').StartOptions} StartOptions */

const CANDIDATES = 3;
const COLUMN = 22;

/**
 * @param {Report} report
 * @returns {string} The chosen piece, then the best candidates with their probabilities.
 */
function formatReport({ piece, candidates = [] }) {
  const cells = candidates.map(({ piece: other, logProb }) => {
    const percent = (100 * Math.exp(logProb)).toFixed(1);
    return `${percent.padStart(5)} % ${other}`.padEnd(COLUMN);
  });
  return `  ${piece.padEnd(COLUMN)}${cells.join('').trimEnd()}\n`;
}

/**
 * Translates one sentence and yields a line for each step.
 *
 * @param {Model} model
 * @param {string} sentence Not split any further.
 * @param {StartOptions} options
 * @returns {Generator<string, Translation, void>} Returns the result.
 */
export function* trace(model, sentence, options) {
  const session = model.start(sentence, { ...options, topK: CANDIDATES });
  try {
    for (const reports of session) yield* reports.map(formatReport);
    const [result] = session.results();
    yield `${result.text}\n`;
    return result;
  } finally {
    session.free();
  }
}
