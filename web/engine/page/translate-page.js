/** @file Translates a page, or a part of one, in place. */

import { StepglotError } from '../base/errors.js';
import { LivePage } from './live-page.js';
import { pageOptions } from './options.js';

/** @typedef {import('./options.js').PageOptions} PageOptions */
/** @typedef {import('./requests.js').PageTranslator} PageTranslator */

/**
 * Translates the text nodes and attributes of a document or a part of it in place: what is in view
 * first, then the rest, then what the page adds and changes. Elements are neither made nor removed;
 * those whose words change places are moved among their siblings. Form fields, scripts, styles, code,
 * editable text and what `translate="no"` or the class `notranslate` marks are left alone. Open shadow
 * roots and frames of the same origin are translated too.
 *
 * @param {Document | ShadowRoot | Element} root
 * @param {PageTranslator} translator A `Translator`.
 * @param {Partial<PageOptions>} [options]
 * @returns {LivePage} At once; its `idle()` waits for the translation.
 * @throws {StepglotError} `invalid_argument`.
 */
export function translatePage(root, translator, options) {
  if (![1, 9, 11].includes(/** @type {Partial<Node>} */ (root ?? {}).nodeType ?? 0)) {
    throw new StepglotError(
      'invalid_argument',
      'translatePage: the root must be a document, a shadow root or an element',
    );
  }
  if (typeof translator?.translate !== 'function') {
    throw new StepglotError('invalid_argument', 'translatePage: a translator is missing');
  }
  return new LivePage(root, translator, pageOptions(options));
}
