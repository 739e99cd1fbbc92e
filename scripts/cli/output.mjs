/** @file Standard output, written no faster than it is read. */

import { once } from 'node:events';

/**
 * @param {string} text
 * @returns {Promise<void>} Settles when more may be written.
 */
export const write = (text) => writeBytes(text);

/**
 * @param {string | Uint8Array} content
 * @returns {Promise<void>} Settles when more may be written.
 */
export async function writeBytes(content) {
  if (!process.stdout.write(content)) await once(process.stdout, 'drain');
}
