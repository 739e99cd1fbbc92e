/** @file Starts Chromium. */

import { chromium } from 'playwright-core';
import { findChromium } from './setup/chromium.mjs';

/** @returns {Promise<import('playwright-core').Browser>} */
export function launch() {
  // Chromium refuses its sandbox to the administrator.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: findChromium(), args });
}
