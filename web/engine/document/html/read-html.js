/** @file Reads HTML with a parser that is loaded when it is first needed. */

import { StepglotError, messageOf } from '../../base/errors.js';
import { htmlDocument } from './html-document.js';

/** @typedef {import('../blocks.js').SourceDocument} SourceDocument */
/** @typedef {import('./html-document.js').HtmlOptions} HtmlOptions */

/**
 * The parser follows the algorithm that browsers follow, and says where in the source each node is.
 *
 * @returns {Promise<import('./html-document.js').Parser>}
 * @throws {StepglotError} `unavailable`.
 */
async function loadParser() {
  try {
    return await import('parse5');
  } catch (error) {
    const message = `the parser of HTML, parse5, cannot be loaded: ${messageOf(error)}`;
    throw new StepglotError('unavailable', message, { cause: error });
  }
}

/**
 * Reads HTML, a whole document or a part of one. Whatever it is, nothing of it is lost.
 *
 * @param {string} html
 * @param {HtmlOptions} [options]
 * @returns {Promise<SourceDocument>}
 * @throws {StepglotError} `unavailable` when the parser cannot be loaded.
 */
export async function readHtml(html, options) {
  return htmlDocument(html, await loadParser(), options);
}
