/** @file The browser that the page is tested in: Chromium, or Chrome. */

import { existsSync } from 'node:fs';
import { install, isDebian } from './debian.mjs';
import { ToolError, which } from './process.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macPath = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** @returns {string | undefined} The program: what CHROMIUM names, or else what is installed. */
export function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const found = names.map(which).find((path) => path !== undefined);
  return found ?? (existsSync(macPath) ? macPath : undefined);
}

/**
 * Makes the browser present.
 *
 * @param {(message: string) => void} report
 */
export async function setUpChromium(report) {
  if (findChromium()) return;
  if (isDebian()) await install(['chromium'], report);
  if (!findChromium()) {
    throw new ToolError(
      'the page is tested in Chromium or Chrome: install one, or name it by the variable CHROMIUM',
    );
  }
}
