/** @file The C++ libraries, unpacked into the prefix from Debian; elsewhere CMake fetches them. */

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Suite, isDebian } from './debian.mjs';
import { replaceFolder } from './prefix.mjs';
import { ToolError, run } from './process.mjs';

/** The versions are those of this suite; cmake/Dependencies.cmake names the same ones. */
const suiteName = 'bookworm';
const packages = ['libeigen3-dev', 'nlohmann-json3-dev', 'googletest'];
const unused = ['./usr/share', './usr/lib', './usr/src/gtest', './usr/src/gmock'];

/**
 * Archives of sources, and their SHA-256. Debian's of zlib is the release without most of its
 * folder contrib.
 */
const archives = [
  {
    library: 'sentencepiece',
    name: 'sentencepiece_0.1.97.orig.tar.gz',
    hash: '56430381f45dc6debfd2e0cbde4f039f9499c49ca825af184b0cbf318c17a18f',
  },
  {
    library: 'utf8proc',
    name: 'utf8proc_2.8.0.orig.tar.gz',
    hash: 'a0a60a79fe6f6d54e7d411facbfcc867a6e198608f2cd992490e46f04b1bcecc',
  },
  {
    library: 'zlib',
    name: 'zlib_1.2.13.dfsg.orig.tar.bz2',
    hash: '71feb7947e3c00ef125f83b79a4e529bde31171e5babe48b391f06758d1ab0a1',
  },
];

export const recipe = { version: 3, suiteName, packages, unused, archives };

/**
 * Unpacks an archive that has the pinned hash.
 *
 * @param {string} path
 * @param {string} expected
 * @param {string} folder
 */
async function unpackSources(path, expected, folder) {
  if (!existsSync(path)) throw new ToolError(`apt brought no source archive ${path}`);
  const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
  if (hash !== expected) {
    throw new ToolError(`${path} has SHA-256 ${hash}, expected ${expected}`);
  }
  await run('tar', ['-xf', path, '-C', folder, '--strip-components=1', '--no-same-owner']);
}

/**
 * Makes Eigen, nlohmann/json, GoogleTest and the sources of SentencePiece, utf8proc and zlib present.
 *
 * @param {(message: string) => void} report
 */
export async function setUpLibraries(report) {
  if (!isDebian()) {
    report('left to CMake, which fetches what the system does not have');
    return;
  }
  const suite = new Suite(suiteName, report);
  await suite.open();
  await replaceFolder('libraries', (folder) => suite.unpack(packages, folder, unused));
  for (const { library, name, hash } of archives) {
    const sources = await suite.source(library);
    await replaceFolder(library, (folder) => unpackSources(join(sources, name), hash, folder));
  }
  suite.close();
}
