/** @file A beam search drawn as a tree: what was kept, what finished, what was dropped and why. */

import { formatPercent, formatScore } from './format.mjs';

/** @typedef {import('../../web/engine/index.js').Model} Model */
/** @typedef {import('../../web/engine/index.js').Node} Node */
/** @typedef {import('../../web/engine/index.js').StartOptions} StartOptions */

/**
 * A node with what follows it.
 *
 * @typedef {object} Branch
 * @property {Node} node
 * @property {Branch[]} children What continues the trunk comes first.
 * @property {number} best Best normalised score that finished in it; -Infinity for none.
 * @property {number} depth Tokens of the longest path in it.
 */

const ROOT = 0;

const reasons = {
  eos: 'by its end token',
  length: 'by the length limit',
  rank: 'others rank higher',
  bound: 'cannot win any more',
  early: 'enough have finished',
};

/**
 * @param {Branch} a
 * @param {Branch} b
 * @returns {number} Below 0 when `a` is more worth following.
 */
const byWorth = (a, b) =>
  (b.best === a.best ? 0 : b.best - a.best) || b.depth - a.depth || b.node.score - a.node.score;

/**
 * Links the nodes of one sequence. Children have higher numbers than their parents, so one pass from
 * the last node to the first finds each branch complete.
 *
 * @param {readonly Node[]} nodes
 * @returns {Branch[]} What follows the root.
 */
function grow(nodes) {
  /** @type {Map<number, Branch[]>} */
  const byParent = new Map();
  for (const node of nodes.toSorted((a, b) => b.node - a.node)) {
    const children = (byParent.get(node.node) ?? []).sort(byWorth);
    const own = node.state === 'finished' ? node.normalizedScore : -Infinity;
    const best = Math.max(own, ...children.map((child) => child.best));
    const depth = 1 + Math.max(0, ...children.map((child) => child.depth));
    const siblings = byParent.get(node.parent) ?? [];
    siblings.push({ node, children, best, depth });
    byParent.set(node.parent, siblings);
  }
  return (byParent.get(ROOT) ?? []).sort(byWorth);
}

/**
 * Lists the branches from here on: the side branches indented, then the trunk below them.
 *
 * @param {Branch[]} branches
 * @param {string} indent
 * @returns {{indent: string, node: Node}[]}
 */
function flatten(branches, indent) {
  /** @type {{indent: string, node: Node}[]} */
  const rows = [];
  let level = branches;
  while (level.length > 0) {
    const [trunk, ...sides] = level;
    rows.push({ indent, node: trunk.node });
    const below = sides.map((side) => [
      { indent: `${indent}├ `, node: side.node },
      ...flatten(side.children, `${indent}│ `),
    ]);
    rows.splice(-1, 0, ...below.flat());
    level = trunk.children;
  }
  return rows;
}

/**
 * @param {Node} node
 * @param {Map<number, number>} ranks Places of the finished nodes.
 * @returns {string}
 */
function formatState({ node, state, reason, normalizedScore, misspells }, ranks) {
  const why = [reason === null ? [] : reasons[reason], misspells ? 'makes no known word' : []];
  const end = {
    live: [],
    forced: state,
    pruned: state,
    finished: `#${ranks.get(node)} ${formatScore(normalizedScore)}`,
  }[state];
  return [end, ...why].flat().join(', ');
}

/**
 * Draws a tree. The best hypothesis runs straight down; what the search tried beside it stands
 * indented above the token that was better.
 *
 * @param {readonly Node[]} nodes Those of one sequence from all reports.
 * @returns {string} A line for each node: piece, probability, sum of the log-probabilities, and where
 *   it ended the place, the normalised score and the reason.
 */
export function drawTree(nodes) {
  const finished = nodes
    .filter(({ state }) => state === 'finished')
    .sort((a, b) => b.normalizedScore - a.normalizedScore);
  const ranks = new Map(finished.map(({ node }, i) => [node, i + 1]));
  const rows = flatten(grow(nodes), '').map(({ indent, node }) => [
    `${indent}${node.piece}`,
    formatPercent(node.logProb),
    formatScore(node.score).padStart(9),
    formatState(node, ranks),
  ]);
  const width = Math.max(0, ...rows.map(([label]) => label.length));
  return rows
    .map(([label, ...cells]) => `${label.padEnd(width)}  ${cells.join('  ').trimEnd()}\n`)
    .join('');
}

/**
 * Translates one sentence, not split any further, and draws the search.
 *
 * @param {Model} model
 * @param {import('../../web/engine/index.js').Text} sentence
 * @param {StartOptions} options
 * @returns {Generator<string, import('../../web/engine/index.js').Translation, void>} Yields the
 *   drawing, after an empty string for each step; returns the translation.
 */
export function* tree(model, sentence, options) {
  const session = model.start(sentence, options);
  /** @type {Node[]} */
  const nodes = [];
  try {
    for (const [report] of session) {
      nodes.push(...report.nodes);
      yield '';
    }
    const [result] = session.results();
    yield `${drawTree(nodes)}${result.text}\n`;
    return result;
  } finally {
    session.free();
  }
}
