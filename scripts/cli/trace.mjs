/** @file Decoding step by step with what the model hesitated between, for those who want to see it. */

import { formatPercent, formatScore } from './format.mjs';

/** @typedef {import('../../web/engine/index.js').Model} Model */
/** @typedef {import('../../web/engine/index.js').Node} Node */
/** @typedef {import('../../web/engine/index.js').Report} Report */
/** @typedef {import('../../web/engine/index.js').Translation} Translation */
/** @typedef {import('../../web/engine/index.js').StartOptions} StartOptions */

const CANDIDATES = 3;
const COLUMN = 22;

/**
 * @param {Report} report
 * @returns {string} The chosen piece, then the best candidates with their probabilities.
 */
function formatCandidates({ piece, candidates = [] }) {
  const cells = candidates.map(({ piece: other, logProb }) =>
    `${formatPercent(logProb)} ${other}`.padEnd(COLUMN),
  );
  return `  ${piece.padEnd(COLUMN)}${cells.join('').trimEnd()}\n`;
}

/** The hypotheses of one sequence, told step by step. */
class Hypotheses {
  #step = 0;
  /** @type {Map<number, Node>} */
  #nodes = new Map();

  /** @param {Model} model */
  constructor(model) {
    this.model = model;
  }

  /**
   * @param {Report} report
   * @returns {string} The hypotheses that live on or finished, best first.
   */
  format({ nodes }) {
    for (const node of nodes) this.#nodes.set(node.node, node);
    const lines = nodes
      .filter(({ state }) => state === 'live' || state === 'finished')
      .map((node) => {
        const isOpen = node.state === 'live';
        const score = formatScore(isOpen ? node.score : node.normalizedScore).padStart(9);
        const token = `${formatPercent(node.logProb)} ${node.piece}`.padEnd(COLUMN);
        return `  ${score}  ${token}${isOpen ? ' ' : '■'} ${this.#text(node)}\n`;
      });
    return `  step ${++this.#step}\n${lines.join('')}`;
  }

  /** @param {Node} node */
  #text(node) {
    /** @type {number[]} */
    const ids = [];
    for (let at = /** @type {Node | undefined} */ (node); at; at = this.#nodes.get(at.parent)) {
      ids.unshift(at.id);
    }
    return this.model.detokenize(ids);
  }
}

/**
 * Translates one sentence and yields lines for each step: the candidates of greedy search and of
 * sampling, the hypotheses of a beam.
 *
 * @param {Model} model
 * @param {import('../../web/engine/index.js').Text} sentence Not split any further.
 * @param {StartOptions} options
 * @returns {Generator<string, Translation, void>} Returns the result.
 */
export function* trace(model, sentence, options) {
  const session = model.start(sentence, { ...options, candidates: CANDIDATES });
  const hypotheses = new Hypotheses(model);
  const isBeam = !options.sample && options.beam !== 1;
  try {
    for (const [report] of session) {
      yield isBeam ? hypotheses.format(report) : formatCandidates(report);
    }
    const [result] = session.results();
    yield `${result.text}\n`;
    return result;
  } finally {
    session.free();
  }
}
