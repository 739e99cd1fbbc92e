/** @file The SHA-256 of bytes, by the platform where it has one. */

/**
 * Web Crypto is for secure contexts: a page of `http:` on a local network has none. There a library
 * computes the hash, loaded only then: some ten times slower, and audited, unlike code of our own.
 *
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<ArrayBuffer>}
 */
export async function digest(bytes) {
  // Missing there, whatever the types say.
  const subtle = /** @type {SubtleCrypto | undefined} */ (globalThis.crypto?.subtle);
  if (subtle) return subtle.digest('SHA-256', bytes);
  const { sha256 } = await import('@noble/hashes/sha2.js');
  return sha256(bytes).slice().buffer;
}
