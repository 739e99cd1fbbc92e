/** @file What went wrong with a model, in a line for the reader; the whole message says the rest. */

import { messageOf } from '../../engine/internal.js';

/** @type {Record<string, string>} */
const lines = {
  network: 'The model could not be downloaded',
  corrupt_download: 'The model arrived damaged',
  quota: 'There is no room to keep the model',
  out_of_memory: 'There is not enough memory for the model',
  unavailable: 'A part of this page could not be loaded',
};

/**
 * @param {unknown} error Perhaps with the library's error as its cause.
 * @returns {string}
 */
export function lineOf(error) {
  const { code, cause } = /** @type {{code?: unknown, cause?: unknown}} */ (Object(error));
  // Its message is the reason, which may be the page's address as well as the browser.
  if (code === 'unsupported') return messageOf(error);
  // A DOMException's code is a number.
  if (typeof code === 'string' && code in lines) return lines[code];
  return cause === undefined ? messageOf(error) : lineOf(cause);
}
