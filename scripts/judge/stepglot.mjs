/** @file The same translations by Stepglot, and what a difference from them hangs on. */

/** @typedef {import('../../web/engine/index.js').Engine} Engine */
/** @typedef {import('../../web/engine/index.js').Model} Model */
/** @typedef {import('../../web/engine/index.js').ModelOptions} ModelOptions */
/** @typedef {import('../../web/engine/index.js').Translation} Translation */
/** @typedef {import('../../web/engine/index.js').Session} Session */
/** @typedef {import('./bergamot.mjs').MarianFiles} MarianFiles */

/** Bergamot's search: greedy, twice the source's length at most, of the text as it is. */
const greedy = /** @type {const} */ ({
  beam: 1,
  maxLengthFactor: 2,
  maxLength: 4096,
  protect: false,
});

/**
 * @param {Engine} engine
 * @param {MarianFiles} files
 * @param {Pick<ModelOptions, 'arithmetic'>} [options]
 * @returns {Promise<Model>}
 */
export function openMarian(engine, { model, vocabulary, shortlist }, options = {}) {
  const files = [
    { name: 'model.ende.bin', bytes: model },
    { name: 'vocab.ende.spm', bytes: vocabulary },
  ];
  if (shortlist) files.push({ name: 'lex.50.50.ende.s2t.bin', bytes: shortlist });
  return engine.loadModel({ files }, options);
}

/**
 * @param {Model} model
 * @param {string} sentence
 * @returns {Translation} Its greedy translation, the sentence not split further.
 */
export function translateGreedily(model, sentence) {
  const session = model.start(sentence, greedy);
  try {
    while (!session.done) session.step();
    return session.results()[0];
  } finally {
    session.free();
  }
}

/**
 * A token that greedy search did not take.
 *
 * @typedef {object} Rejection
 * @property {number} step From 0.
 * @property {number} parent The node that it would have followed.
 * @property {number} id
 * @property {number} margin By how much its log-probability is below that of the token taken.
 */

/**
 * @param {Session} session Greedy, with candidates; is decoded to its end.
 * @returns {Rejection[]} By margin, least first.
 */
function rejections(session) {
  const found = [];
  for (let step = 0, parent = 0; !session.done; step++) {
    const [{ candidates = [], nodes }] = session.step();
    const [best, ...rest] = candidates;
    for (const { id, logProb } of rest) {
      found.push({ step, parent, id, margin: best.logProb - logProb });
    }
    parent = nodes[0].node;
  }
  return found.sort((a, b) => a.margin - b.margin);
}

/**
 * @param {Model} model
 * @param {Session} session A session that has ended.
 * @param {Rejection} rejection
 * @returns {string} The translation with the rejected token, and the likeliest ones after it.
 */
function textWith(model, session, { step, parent, id }) {
  if (id === model.info.config.eos) {
    return model.detokenize(session.results()[0].tokens.slice(0, step));
  }
  const fork = session.fork({ node: parent, id });
  try {
    while (!fork.done) fork.step();
    return fork.results()[0].text;
  } finally {
    fork.free();
  }
}

/**
 * Finds the one token that, taken in place of Stepglot's, leads to another engine's translation.
 *
 * @param {Model} model
 * @param {string} sentence
 * @param {string} other The other engine's translation.
 * @returns {number} The token's margin, the least one if several would explain it; Infinity if none.
 */
export function marginOfDifference(model, sentence, other) {
  const session = model.start(sentence, { ...greedy, candidates: 3 });
  try {
    const cause = rejections(session).find(
      (rejection) => textWith(model, session, rejection) === other,
    );
    return cause?.margin ?? Infinity;
  } finally {
    session.free();
  }
}
