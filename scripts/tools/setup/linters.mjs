/** @file What looks over the shell scripts and the Python code; they are not looked over where it is missing. */

import { install, isDebian } from './debian.mjs';
import { which } from './process.mjs';

const programs = { shellcheck: 'shellcheck', pyflakes3: 'pyflakes3' };

/** @returns {string[]} Debian's packages of what is missing */
const missing = () =>
  Object.entries(programs).flatMap(([name, debianPackage]) => (which(name) ? [] : debianPackage));

/** @returns {boolean} */
export const hasLinters = () => missing().length === 0;

/**
 * Makes them present where that needs nobody's help.
 *
 * @param {(message: string) => void} report
 */
export async function setUpLinters(report) {
  const packages = missing();
  if (packages.length === 0) return;
  if (isDebian() && process.getuid?.() === 0) await install(packages, report);
  else report(`some checks are skipped; on Debian: apt install ${packages.join(' ')}`);
}
