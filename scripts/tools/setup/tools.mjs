/**
 * @file The ordinary programs a build needs: CMake, Ninja, a C and C++ compiler, Clang
 * with its sanitizers.
 */

import { existsSync } from 'node:fs';
import { install, isDebian } from './debian.mjs';
import { ToolError, capture, which } from './process.mjs';
import { compareVersions } from './version.mjs';

const minimumCmake = '3.24.0';

/** On Debian: what must be there, and the package that brings it. */
const debianPackages = [
  ['cmake', 'cmake'],
  ['ninja', 'ninja-build'],
  ['g++', 'g++'],
  ['python3', 'python3'],
  ['bzip2', 'bzip2'],
  ['clang++-19', 'clang-19'],
  ['clang-format-19', 'clang-format-19'],
  ['/usr/lib/llvm-19/lib/clang/19/lib/linux', 'libclang-rt-19-dev'],
  ['/etc/ssl/certs/ca-certificates.crt', 'ca-certificates'],
];

/** @param {string} name A program, or an absolute path. */
function isPresent(name) {
  return name.startsWith('/') ? existsSync(name) : which(name) !== undefined;
}

/**
 * Makes the programs present.
 *
 * @param {(message: string) => void} report
 */
export async function setUpTools(report) {
  if (isDebian()) {
    const missing = debianPackages.filter(([name]) => !isPresent(name));
    if (missing.length > 0)
      await install(
        missing.map(([, name]) => name),
        report,
      );
  }
  const absent = ['cmake', 'ninja', 'cc', 'c++', 'python3'].filter((name) => !which(name));
  if (absent.length > 0) {
    throw new ToolError(`install these programs first: ${absent.join(', ')}`);
  }
  const version = /\d+\.\d+\.\d+/.exec(capture('cmake', ['--version']) ?? '')?.[0] ?? '0';
  if (compareVersions(version, minimumCmake) < 0) {
    throw new ToolError(`cmake ${version} is too old: at least ${minimumCmake} is needed`);
  }
}
