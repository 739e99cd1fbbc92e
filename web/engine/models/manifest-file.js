/** @file Where a manifest is, and the way from there. */

import { StepglotError } from '../base/errors.js';
import { readManifest } from './manifest.js';
import { isNode, localFiles } from './storage.js';

/** @typedef {import('./manifest.js').ModelEntry} ModelEntry */
/** @typedef {import('./manifest.js').ModelManifest} ModelManifest */

// Bundlers would otherwise move the manifest away from the models that lie beside it.
const own = new URL(
  /* @vite-ignore */ /* webpackIgnore: true */ '../../models/models.json',
  import.meta.url,
);

/**
 * @param {string | URL} address
 * @returns {Promise<URL>} Absolute.
 * @throws {StepglotError} `invalid_argument`
 */
async function absolute(address) {
  const here = isNode ? (await localFiles()).currentFolder() : globalThis.location?.href;
  try {
    return new URL(address, here);
  } catch (cause) {
    throw new StepglotError('invalid_argument', `${address} is no address`, { cause });
  }
}

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
  const { status, statusText } = response;
  throw new StepglotError('network', `the manifest ${url}: ${status} ${statusText}`.trimEnd());
}

/** @param {URL} url */
async function manifestAt(url) {
  const text = await textAt(url);
  let value;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new StepglotError('invalid_manifest', `${url} is no JSON`, { cause });
  }
  return readManifest(value, url, url.href);
}

/**
 * @param {string | URL | ModelManifest} [manifest] Its address, or the manifest itself.
 * @param {string | URL} [base] Of the latter's relative addresses.
 * @returns {Promise<readonly Readonly<ModelEntry>[]>}
 * @throws {StepglotError} `invalid_argument`, `unavailable`, `network`, `invalid_manifest`
 */
export async function loadManifest(manifest = own, base) {
  if (typeof manifest === 'string' || manifest instanceof URL) {
    return manifestAt(await absolute(manifest));
  }
  // Without a base a relative address is no address.
  return readManifest(manifest, base ? await absolute(base) : new URL('about:blank'), 'manifest');
}
