/** @file Decoding ahead of the first call, so that the engine has optimized the code that calls run. */

/** @typedef {import('../model/model.js').Model} Model */

// In milliseconds. That long decoding brings all that matters to its best machine code; more takes
// power only.
const DURATION = 500;

// Short, as a call that comes in has to wait for the encoder; as many tokens are decoded.
const SOURCE_LENGTH = 6;

/**
 * @param {Model} model
 * @param {number} round
 * @returns {{ids: number[]}} A source of ordinary pieces, as low ids are special ones; another in each
 *   round.
 */
function sourceOf({ info: { config } }, round) {
  const size = Number(config.source_vocab_size);
  const ids = Array.from({ length: SOURCE_LENGTH }, (_, i) => {
    const place = ((round * SOURCE_LENGTH + i) * 0.618) % 1;
    return Math.floor(size * (0.25 + place * 0.75));
  });
  return { ids: [...ids, Number(config.eos)] };
}

/**
 * Translates in vain, by beam search and greedily in turn, as both have kernels of their own.
 *
 * @param {Model} model
 * @param {number} [duration] Milliseconds.
 * @returns {Generator<unknown, void, void>} Pauses after every decode step; to be left as soon as there is
 *   something to do.
 */
export function* warmUp(model, duration = DURATION) {
  // A text first, as each function is compiled when it is called for the first time.
  const texts = model.info.input === 'text' ? ['A b, c 1.'] : [];
  const length = { minLength: SOURCE_LENGTH, maxLength: SOURCE_LENGTH };
  const end = performance.now() + duration;
  for (let round = 0; performance.now() < end; round++) {
    const beam = round % 2 === 0 ? {} : { beam: 1 };
    yield* model.translateSteps([...texts.splice(0), sourceOf(model, round)], {
      ...beam,
      ...length,
    });
  }
}
