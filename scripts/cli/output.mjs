/** @file Standard output, written no faster than it is read. */

import { once } from 'node:events';

/**
 * @param {string} text
 * @returns {Promise<void>} Settles when more may be written.
 */
export async function write(text) {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
