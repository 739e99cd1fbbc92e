/** @file Starts Chromium. */

import { chromium } from 'playwright-core';
import { findChromium } from './setup/chromium.mjs';

/**
 * @param {...string} flags Of the command line, such as `--host-resolver-rules`.
 * @returns {Promise<import('playwright-core').Browser>}
 */
export function launch(...flags) {
  // Chromium refuses its sandbox to the administrator.
  const args = process.getuid?.() === 0 ? ['--no-sandbox', ...flags] : flags;
  return chromium.launch({ executablePath: findChromium(), args });
}
