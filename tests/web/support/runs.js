/** @file Runs sessions to their end and keeps all that they told. */

/** @typedef {import('../../../web/engine/index.js').Model} Model */
/** @typedef {import('../../../web/engine/index.js').Node} Node */
/** @typedef {import('../../../web/engine/index.js').Report} Report */
/** @typedef {import('../../../web/engine/index.js').Session} Session */
/** @typedef {import('../../../web/engine/index.js').StartOptions} StartOptions */
/** @typedef {import('../../../web/engine/index.js').Text} Text */
/** @typedef {import('../../../web/engine/index.js').Translation} Translation */

/** Sentences that the tiny models were trained to split into pieces, and some that they were not. */
export const sentences = [
  'The house is old.',
  'A dog.',
  'The old house is in the green garden and the door is open.',
  'Is the garden far from here?',
];

/**
 * What leaves a model so few tokens that its hypotheses end soon: those with random weights hardly end
 * by themselves.
 *
 * @param {Model} model
 * @param {number} count Target ids to leave besides the end token.
 * @returns {{suppress: {ids: number[]}[]}}
 */
export function fewTokens(model, count) {
  const { target_vocab_size: size, eos } = /** @type {Record<string, number>} */ (
    model.info.config
  );
  // From the last quarter of the vocabulary: the first ids are special or bytes, which cannot all
  // follow each other.
  const first = Math.floor((Number(size) * 3) / 4);
  const ids = Array.from({ length: Number(size) }, (_, id) => id);
  const others = ids.filter((id) => id !== eos && (id < first || id >= first + count));
  return { suppress: others.map((id) => ({ ids: [id] })) };
}

/**
 * Steps a session to its end and frees it.
 *
 * @param {Session} session
 * @returns {{reports: Report[][], results: Translation[], hypotheses: Translation[][]}} For each
 *   sequence.
 */
export function finish(session) {
  /** @type {Report[][]} */
  const reports = session.results().map(() => []);
  for (const step of session) for (const report of step) reports[report.sequence].push(report);
  const results = session.results();
  const hypotheses = results.map((_, i) => session.nBest(i));
  session.free();
  return { reports, results, hypotheses };
}

/**
 * @param {Model} model
 * @param {readonly Text[]} texts
 * @param {StartOptions} options
 */
export const decode = (model, texts, options) => finish(model.start(texts, options));

/**
 * @param {readonly Report[]} reports Those of one sequence.
 * @returns {Map<number, Node>} Its nodes by number.
 */
export const nodesOf = (reports) =>
  new Map(reports.flatMap(({ nodes }) => nodes).map((node) => [node.node, node]));

/**
 * @param {Map<number, Node>} nodes
 * @param {Node} leaf
 * @returns {Node[]} The way from the root to the leaf.
 */
export function pathTo(nodes, leaf) {
  const path = [leaf];
  for (let at = nodes.get(leaf.parent); at; at = nodes.get(at.parent)) path.unshift(at);
  return path;
}

/**
 * @param {readonly number[]} values
 * @returns {number}
 */
export const sum = (values) => values.reduce((total, value) => total + value, 0);
