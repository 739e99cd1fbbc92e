/** @file A run of the translator over a text, whose translation is shown as it comes. */

import { splitText } from '../../../engine/internal.js';
import { canCopyUnknowns, piecesOf, takesPieces } from '../../models/input.js';
import { partsOf } from './words.js';

/** @typedef {import('../../../engine/index.js').Translator} Translator */
/** @typedef {import('./output.js').Output} Output */

/**
 * @typedef {object} Run
 * @property {Translator} translator
 * @property {{beam?: number}} search
 * @property {boolean} isMarkdown Whether markers and code blocks of Markdown are kept.
 * @property {boolean} isWrapped Whether line breaks only wrap the lines of paragraphs.
 * @property {AbortSignal} signal
 * @property {(tokens: number) => void} onTokens Called with the number of tokens decoded so far, the
 *   end-of-sentence tokens among them.
 */

/**
 * Translates line by line for a model that takes pieces. Their translation is shown as it is: the source
 * has no text that its words could be aligned with.
 *
 * @param {string} text
 * @param {Output} output
 * @param {Run} run
 */
async function translatePieces(text, output, { translator, search, signal, onTokens }) {
  let tokens = 0;
  for (const line of text.split(/(\n)/)) {
    const shown = output.addPart();
    if (line.trim() === '') {
      shown.append(line);
      continue;
    }
    const result = await translator.results(piecesOf(line), { ...search, signal });
    if (signal.aborted) return;
    shown.append(result.text);
    tokens += result.logProbs.length;
    onTokens(tokens);
  }
}

/**
 * Translates part by part.
 *
 * @param {string} text
 * @param {Output} output
 * @param {Run} run
 */
async function translateText(text, output, run) {
  const { translator, search, isMarkdown, isWrapped, signal, onTokens } = run;
  const replaceUnknowns = canCopyUnknowns(translator);
  /** @type {'keep' | 'paragraphs'} */
  const lineBreaks = isWrapped ? 'paragraphs' : 'keep';
  const options = { ...search, alignment: true, replaceUnknowns, lineBreaks, signal };
  let tokens = 0;
  for (const part of splitText(text, { isMarkdown, isWrapped })) {
    const shown = output.addPart();
    if (part.isKept) {
      shown.append(part.text);
      continue;
    }
    const onText = (/** @type {{text: string}} */ event) => {
      if (!signal.aborted) shown.append(event.text);
    };
    const result = await translator.results(part.text, { ...options, onText });
    if (signal.aborted) return;
    shown.complete(partsOf(result, translator.targetLanguage, part.start));
    tokens += result.logProbs.length;
    onTokens(tokens);
  }
}

/**
 * Shows the translation of a text, as far as it comes before the signal is aborted.
 *
 * @param {string} text
 * @param {Output} output
 * @param {Run} run
 */
export function translateInto(text, output, run) {
  return takesPieces(run.translator)
    ? translatePieces(text, output, run)
    : translateText(text, output, run);
}
