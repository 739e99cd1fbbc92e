/** @file Translations as the module returns them, and as callers get them. */

/** @typedef {import('./results.js').Translation} Translation */

/**
 * A translation without its pieces, whose numbers cross the boundary in one go.
 *
 * @typedef {Omit<Translation, 'tokens' | 'pieces' | 'logProbs' | 'hypotheses'> & {tokens: Int32Array,
 *   logProbs: Float32Array, hypotheses?: NativeResult[]}} NativeResult
 */

/** @typedef {(ids: number[]) => string[]} AskForPieces Gives the pieces of ids of the target vocabulary. */

/**
 * The pieces of one vocabulary that have been seen: all translations share them, and most cross the
 * boundary never again.
 */
export class KnownPieces {
  /** @type {Map<number, string>} */
  #pieces = new Map();

  /**
   * @param {readonly NativeResult[]} results
   * @param {AskForPieces} ask
   * @returns {Translation[]}
   */
  translations(results, ask) {
    const ids = new Set(results.flatMap(idsOf));
    const unknown = [...ids].filter((id) => !this.#pieces.has(id));
    if (unknown.length > 0) {
      for (const [i, piece] of ask(unknown).entries()) this.#pieces.set(unknown[i], piece);
    }
    return results.map((result) => this.#translation(result));
  }

  /**
   * @param {NativeResult} result With tokens that are known.
   * @returns {Translation}
   */
  #translation({ text, tokens, logProbs, hypotheses, ...rest }) {
    return {
      text,
      tokens: Array.from(tokens),
      pieces: Array.from(tokens, (id) => /** @type {string} */ (this.#pieces.get(id))),
      // Absent when no scores were asked for.
      ...(logProbs && { logProbs: Array.from(logProbs) }),
      ...rest,
      ...(hypotheses && { hypotheses: hypotheses.map((one) => this.#translation(one)) }),
    };
  }
}

/**
 * @param {NativeResult} result
 * @returns {number[]} Its tokens and those of its hypotheses.
 */
function idsOf({ tokens, hypotheses = [] }) {
  return [...tokens, ...hypotheses.flatMap(idsOf)];
}
