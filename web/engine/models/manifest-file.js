/** @file Where a manifest is, and the way from there. */

import { isNode } from '../base/environment.js';
import { StepglotError } from '../base/errors.js';
import { absolute } from './address.js';
import { readManifest } from './manifest.js';
import { statusOf } from './response.js';
import { localFiles } from './for-node.js';

/** @typedef {import('./manifest.js').ModelEntry} ModelEntry */
/** @typedef {import('./manifest.js').ModelManifest} ModelManifest */

// Bundlers would otherwise move the manifest away from the models beside it.
const shipped = new URL(
  /* @vite-ignore */ /* webpackIgnore: true */ '../../models/models.json',
  import.meta.url,
);

/**
 * @param {URL} url
 * @returns {Promise<string>}
 * @throws {StepglotError} `unavailable`, `network`
 */
async function textAt(url) {
  if (url.protocol === 'file:' && isNode) {
    const bytes = await (await localFiles()).fileBytes(url);
    if (bytes) return new TextDecoder().decode(bytes);
    throw new StepglotError('unavailable', `there is no manifest ${url}`);
  }
  let response;
  try {
    response = await fetch(url);
    if (response.ok) return await response.text();
  } catch (cause) {
    throw new StepglotError('network', `the manifest ${url} cannot be fetched`, { cause });
  }
  throw new StepglotError('network', `the manifest ${url}: ${statusOf(response)}`);
}

/** @param {URL} url */
async function manifestAt(url) {
  const text = await textAt(url);
  let value;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new StepglotError('invalid_manifest', `${url} is not JSON`, { cause });
  }
  return readManifest(value, url, url.href);
}

/**
 * @param {string | URL | ModelManifest} [manifest] Its address, or the manifest itself.
 * @param {string | URL} [base] Of the latter's relative addresses.
 * @returns {Promise<readonly Readonly<ModelEntry>[]>}
 * @throws {StepglotError} `invalid_argument`, `unavailable`, `network`, `invalid_manifest`
 */
export async function loadManifest(manifest = shipped, base) {
  if (typeof manifest === 'string' || manifest instanceof URL) {
    return manifestAt(await absolute(manifest));
  }
  // Without a base a relative address is not an address.
  return readManifest(manifest, base ? await absolute(base) : new URL('about:blank'), 'manifest');
}
