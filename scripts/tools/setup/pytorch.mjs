/** @file PyTorch and its company, which the tests of training and of export need; they are skipped where one is missing. */

import { install, isDebian } from './debian.mjs';
import { capture } from './process.mjs';

const packages = ['python3-torch', 'python3-numpy', 'python3-sentencepiece', 'python3-protobuf'];
const look =
  'import importlib.util as u; print(all(map(u.find_spec, ("torch", "numpy", "sentencepiece", "google.protobuf"))))';

/** @returns {boolean} Whether the Python that the tests run with has it. */
export const hasPyTorch = () => capture('/usr/bin/python3', ['-c', look])?.trim() === 'True';

/**
 * Makes it present where that needs nobody's help.
 *
 * @param {(message: string) => void} report
 */
export async function setUpPyTorch(report) {
  if (hasPyTorch()) return;
  if (isDebian() && process.getuid?.() === 0) await install(packages, report);
  else report(`tests that need PyTorch are skipped; on Debian: apt install ${packages.join(' ')}`);
}
