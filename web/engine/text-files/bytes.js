/** @file Bytes that arrived one after the other, as one array. */

/**
 * @param {readonly Uint8Array[]} parts
 * @returns {Uint8Array} All of them in a row; not a copy when only one has any.
 */
export function joined(parts) {
  const filled = parts.filter(({ length }) => length > 0);
  if (filled.length === 1) return filled[0];
  const all = new Uint8Array(filled.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const part of filled) {
    all.set(part, end);
    end += part.length;
  }
  return all;
}
