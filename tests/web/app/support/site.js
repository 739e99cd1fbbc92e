/** @file Copies of the built page that tests may change. */

import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../../../scripts/tools/setup/prefix.mjs';
import { copyTinyModels, writeManifest } from '../../support/tiny-pairs.js';

/**
 * @param {import('node:test').TestContext} test Deletes the copy when it is over.
 * @param {string} [path] Below which the page lies.
 * @returns {{folder: string, page: string}} The host's folder, and the page's in it.
 */
export function copySite(test, path = '.') {
  const folder = mkdtempSync(join(tmpdir(), 'stepglot-site-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  const page = join(folder, path);
  cpSync(join(root, 'dist'), page, { recursive: true });
  return { folder, page };
}

/** @param {string} page Folder of the copy, whose model is to have a wrong byte. */
export function damageModel(page) {
  const file = join(page, 'models/en-de.int8.safetensors');
  const bytes = readFileSync(file);
  bytes[bytes.length - 1] ^= 1;
  writeFileSync(file, bytes);
}

/** @param {string} page Folder of the copy, whose model is to be as it was built. */
export function repairModel(page) {
  const name = 'models/en-de.int8.safetensors';
  cpSync(join(root, 'dist', name), join(page, name));
}

/**
 * @param {import('node:test').TestContext} test
 * @returns {string} A host's folder with the page, whose models are the default one and tiny ones.
 */
export function siteWithPairs(test) {
  const { folder, page } = copySite(test);
  const models = join(page, 'models');
  const manifest = JSON.parse(readFileSync(join(models, 'models.json'), 'utf8'));
  const own = manifest.models.filter((/** @type {{id: string}} */ { id }) => id === 'en-de');
  writeManifest(models, [...own, ...copyTinyModels(models)]);
  return folder;
}

/** @param {string} page Folder of the copy, of which there is to be a new version. */
export function releaseVersion(page) {
  appendFileSync(join(page, 'service-worker.js'), '\n// Another version.\n');
}
