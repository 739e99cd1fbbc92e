/** @file Custom models that are kept in this browser, each as one file. */

const CACHE = 'stepglot-imports';

// Keys must be addresses; this one is reserved never to exist, so that no fetch is answered by it.
const BASE = 'https://imports.invalid/';

const HEADER = 'x-import';

/**
 * What the page knows of a custom model.
 *
 * @typedef {object} ImportInfo
 * @property {string} id
 * @property {string} name Of the file or folder that it came in.
 * @property {string} format That it came in, for people.
 * @property {string} sourceLanguage
 * @property {string} targetLanguage
 * @property {number} bytes That it takes up.
 */

/** @param {string} id */
const keyOf = (id) => BASE + encodeURIComponent(id);

/**
 * Keeps a model.
 *
 * @param {ImportInfo} info
 * @param {Blob} file
 * @throws {DOMException} `QuotaExceededError` when there is no room; others where nothing is kept.
 */
export async function keepImport(info, file) {
  const cache = await caches.open(CACHE);
  // Headers hold no letters beyond Latin.
  const headers = { [HEADER]: encodeURIComponent(JSON.stringify(info)) };
  await cache.put(keyOf(info.id), new Response(file, { headers }));
}

/** @returns {Promise<ImportInfo[]>} None where nothing is kept. */
export async function keptImports() {
  try {
    const cache = await caches.open(CACHE);
    const responses = await Promise.all((await cache.keys()).map((key) => cache.match(key)));
    return responses.flatMap((response) => {
      const header = response?.headers.get(HEADER);
      return header ? [JSON.parse(decodeURIComponent(header))] : [];
    });
  } catch {
    return [];
  }
}

/**
 * @param {string} id
 * @returns {Promise<Blob | null>} The file, not in memory; null when it is not kept any more.
 */
export async function openImport(id) {
  const cache = await caches.open(CACHE);
  const response = await cache.match(keyOf(id));
  return response ? response.blob() : null;
}

/** @param {string} id */
export async function deleteImport(id) {
  const cache = await caches.open(CACHE);
  await cache.delete(keyOf(id));
}
