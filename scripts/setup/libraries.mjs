/** @file The C++ libraries, unpacked into the prefix from Debian; elsewhere CMake fetches them. */

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Suite, isDebian } from './debian.mjs';
import { replaceFolder } from './prefix.mjs';
import { SetupError, run } from './process.mjs';

/** The versions are those of this suite; cmake/dependencies.cmake names the same ones. */
const suiteName = 'bookworm';
const packages = ['libeigen3-dev', 'nlohmann-json3-dev', 'googletest'];
const unused = ['./usr/share', './usr/lib', './usr/src/gtest', './usr/src/gmock'];

/** SHA-256 of sentencepiece_0.1.97.orig.tar.gz. */
const sentencepieceHash = '56430381f45dc6debfd2e0cbde4f039f9499c49ca825af184b0cbf318c17a18f';

export const recipe = { version: 1, suiteName, packages, unused, sentencepieceHash };

/**
 * Unpacks the one archive of `sources` that has the pinned hash.
 * @param {string} sources
 * @param {string} folder
 */
async function unpackSentencepiece(sources, folder) {
  const name = readdirSync(sources).find((file) => file.endsWith('.orig.tar.gz'));
  if (!name) throw new SetupError(`apt brought no source archive of sentencepiece to ${sources}`);
  const archive = join(sources, name);
  const hash = createHash('sha256').update(readFileSync(archive)).digest('hex');
  if (hash !== sentencepieceHash) {
    throw new SetupError(`${name} has SHA-256 ${hash}, expected ${sentencepieceHash}`);
  }
  await run('tar', ['-xzf', archive, '-C', folder, '--strip-components=1', '--no-same-owner']);
}

/**
 * Makes Eigen, nlohmann/json, GoogleTest and the sources of SentencePiece present.
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
  const sources = await suite.source('sentencepiece');
  await replaceFolder('sentencepiece', (folder) => unpackSentencepiece(sources, folder));
  suite.close();
}
