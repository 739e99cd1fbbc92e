/**
 * @file Tiny models in the parts of models for language pairs, beside a manifest that names them. Their
 * weights are random: what they translate makes no sense, but is each one's own.
 */

import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../scripts/tools/setup/prefix.mjs';
import { sha256 } from './model-server.js';

/** @typedef {import('../../../web/engine/index.js').ModelManifest} ModelManifest */
/** @typedef {ModelManifest['models'][number]} ManifestEntry */

/** Ids of the models, which are their language pairs, and the files that play them. */
export const tinyPairs = {
  'es-ca': 'tiny-pre.safetensors',
  'ca-es': 'tiny-post.safetensors',
  'es-en': 'tiny-marian.safetensors',
};

/** @param {string} name @returns {string} The path of a file of test data. */
const dataPath = (name) => join(root, 'tests/data', name);

const names = new Intl.DisplayNames('en', { type: 'language' });

/** @param {keyof typeof tinyPairs} id @returns {Buffer} The model's file. */
export const tinyModel = (id) => readFileSync(dataPath(tinyPairs[id]));

/**
 * @param {string} id Two language tags.
 * @param {string} file As the manifest calls it.
 * @param {Uint8Array} bytes
 * @returns {ManifestEntry}
 */
function entryOf(id, file, bytes) {
  const [sourceLanguage, targetLanguage] = id.split('-');
  const name = `${names.of(sourceLanguage)} to ${names.of(targetLanguage)}`;
  const common = { bytes: bytes.length, sha256: sha256(bytes), licence: 'MIT' };
  return { id, name, sourceLanguage, targetLanguage, file, ...common };
}

/**
 * Copies tiny models into a folder.
 *
 * @param {string} folder
 * @param {(keyof typeof tinyPairs)[]} [ids]
 * @returns {ManifestEntry[]} What a manifest in that folder says of them.
 */
export function copyTinyModels(folder, ids = ['es-ca', 'ca-es', 'es-en']) {
  return ids.map((id) => {
    const file = `${id}.safetensors`;
    copyFileSync(dataPath(tinyPairs[id]), join(folder, file));
    return entryOf(id, file, tinyModel(id));
  });
}

/**
 * @param {string} folder
 * @param {ManifestEntry[]} models
 * @returns {string} The path of the manifest.
 */
export function writeManifest(folder, models) {
  const path = join(folder, 'models.json');
  writeFileSync(path, JSON.stringify({ version: 1, models }));
  return path;
}
