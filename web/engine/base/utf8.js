/** @file Between JavaScript's UTF-16 strings and the UTF-8 that the core works on. */

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Encodes a string; a lone surrogate, which UTF-8 cannot hold, becomes U+FFFD.
 *
 * @param {string} text Any string.
 * @returns {Uint8Array} Its UTF-8 bytes.
 */
export function encodeUtf8(text) {
  return encoder.encode(text);
}

/**
 * Replaces lone surrogates by U+FFFD, for strings that cross into the core as strings.
 *
 * @param {string} text Any string.
 * @returns {string} The same text, well formed.
 */
export function toWellFormed(text) {
  return /\p{Surrogate}/u.test(text) ? decoder.decode(encoder.encode(text)) : text;
}
