/** @file The version of Stepglot. */

import { readFileSync } from 'node:fs';

/** @returns {string} */
export function version() {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return JSON.parse(manifest).version;
}
