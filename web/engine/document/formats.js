/** @file The formats of documents that can be translated, and the options that are for documents. */

import { describe } from '../base/describe.js';
import { StepglotError } from '../base/errors.js';
import { readHtml } from './html/read-html.js';

/** @typedef {import('./blocks.js').SourceDocument} SourceDocument */
/** @typedef {import('./translate-blocks.js').BlockProgress} BlockProgress */

/** @typedef {'text' | 'html'} DocumentFormat */

/**
 * How a document is translated.
 *
 * @typedef {object} DocumentOptions
 * @property {DocumentFormat} format What the text is written in: `html`, or `text` for plain text
 *   (default).
 * @property {boolean} [attributes] Whether the attributes that people read are translated too: `title`,
 *   `alt`, `placeholder`, `label`, `aria-label` and `aria-description` (default: false).
 * @property {(progress: BlockProgress) => void} [onProgress] Called when more of it is translated.
 */

/** @type {Record<string, (text: string, options: {attributes?: boolean}) => Promise<SourceDocument>>} */
const readers = { html: readHtml };

/**
 * @param {unknown} options Of a call that translates.
 * @returns {{isDocument: boolean, options: any}} Whether they are for a document; if not, without the
 *   format.
 * @throws {StepglotError} `invalid_argument` for options of documents that make no sense.
 */
export function documentOptions(options) {
  if (typeof options !== 'object' || options === null || !('format' in options)) {
    return { isDocument: false, options };
  }
  const { format = 'text', ...rest } = /** @type {any} */ (options);
  const isDocument = format !== 'text';
  const fail = (/** @type {string} */ message) => {
    throw new StepglotError('invalid_argument', `option ${message}`);
  };
  if (isDocument && !Object.hasOwn(readers, format)) {
    const names = ['text', ...Object.keys(readers)].map((name) => `"${name}"`).join(' or ');
    fail(`format must be ${names}, not ${describe(format)}`);
  }
  if (!isDocument) return { isDocument, options: rest };
  const { attributes = false, onProgress, protect = true } = rest;
  if (typeof attributes !== 'boolean') {
    fail(`attributes must be true or false, not ${describe(attributes)}`);
  }
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    fail(`onProgress must be a function, not ${describe(onProgress)}`);
  }
  const isRange = (/** @type {unknown} */ kept) => 'start' in Object(kept);
  if ([protect].flat(2).some(isRange)) {
    fail(
      'protect takes strings and regular expressions where a document is translated, not ranges',
    );
  }
  return { isDocument, options: { ...rest, format } };
}

/**
 * @param {string} text
 * @param {DocumentOptions} options Checked.
 * @returns {Promise<SourceDocument>}
 * @throws {StepglotError} `invalid_argument` for what is not a text, `unavailable` when a library for
 *   the format cannot be loaded.
 */
export async function readDocument(text, { format, attributes }) {
  if (typeof text === 'string') return readers[format](text, { attributes });
  throw new StepglotError(
    'invalid_argument',
    `a document of the format ${format} must be a string, not ${describe(text)}`,
  );
}
