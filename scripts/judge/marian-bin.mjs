/**
 * @file Writes models as Marian's binary files (`.bin`, version 1), of float32 or eight-bit weights. A
 * deliberate second opinion beside the writer in scripts/train/formats/marian_file.py.
 */

import { settingsText } from './marian-model.mjs';

/** @typedef {import('./marian-model.mjs').MarianModel} MarianModel */
/** @typedef {import('./marian-model.mjs').Parameter} Parameter */

/** What multiplies the activations before rounding, by the name of the matrix they go into. */
/** @typedef {Map<string, number>} Alphas */

/**
 * One entry of a file.
 *
 * @typedef {object} Item
 * @property {string} name
 * @property {number} type
 * @property {number[]} shape
 * @property {Uint8Array} bytes
 */

// The codes of Bergamot's branch of Marian: element size, plus a bit for the class.
const int8 = 0x101;
const float32 = 0x404;
const intgemm8 = 0x4101;

// Bergamot uses the data where they lie, and its kernels want them aligned.
const alignment = 256;

/** @param {number} size */
const padded = (size) => Math.ceil(size / alignment) * alignment;

/** @param {string} name @returns {boolean} Whether Marian quantises a parameter of this name. */
const isQuantized = (name) => /_W.?$/.test(name) || name.includes('Wemb');

/** @param {MarianModel} model @returns {Item} */
function settingsItem({ settings }) {
  const bytes = new TextEncoder().encode(`${settingsText(settings)}\0`);
  return { name: 'special:model.yml', type: int8, shape: [bytes.length], bytes };
}

/** @param {string} name @param {Parameter} parameter @returns {Item} */
function floatItem(name, { shape, data }) {
  return { name, type: float32, shape, bytes: new Uint8Array(data.slice().buffer) };
}

/** @param {Float32Array} data */
function largest(data) {
  let most = 0;
  for (const value of data) most = Math.max(most, Math.abs(value));
  return most;
}

/**
 * Bytes are `value * multiplier`, rounded, and after them comes the multiplier. Matrices are
 * transposed, embeddings are not.
 *
 * @param {string} name
 * @param {Parameter} parameter
 * @returns {Item}
 */
function quantizedItem(name, { shape, data }) {
  const [rows, columns] = shape;
  const multiplier = Math.fround(127 / (largest(data) || 127));
  const bytes = new Uint8Array(data.length + 4);
  const isTransposed = !name.includes('Wemb');
  for (let i = 0; i < data.length; i++) {
    const to = isTransposed ? (i % columns) * rows + Math.floor(i / columns) : i;
    bytes[to] = Math.round(data[i] * multiplier);
  }
  new DataView(bytes.buffer).setFloat32(data.length, multiplier, true);
  return { name, type: intgemm8, shape, bytes };
}

/**
 * The multiplier of one matrix's input. Its name decides how it is stored: that of the embeddings ends
 * up quantised like the embeddings themselves.
 *
 * @param {string} name
 * @param {number} alpha
 * @returns {Item[]}
 */
function alphaItems(name, alpha) {
  const value = { shape: /** @type {[number, number]} */ ([1, 1]), data: Float32Array.of(alpha) };
  const scalar = (/** @type {Item} */ item) => ({ ...item, shape: [1] });
  if (name !== 'Wemb') return [scalar(floatItem(`${name}_QuantMultA`, value))];
  return [
    scalar(quantizedItem('Wemb_QuantMultA', value)),
    scalar(floatItem('none_QuantMultA', value)),
  ];
}

/** @param {MarianModel} model @param {Alphas} [alphas] @returns {Item[]} By name, like Marian. */
function itemsOf(model, alphas) {
  const items = [...model.parameters].map(([name, parameter]) =>
    alphas && isQuantized(name) ? quantizedItem(name, parameter) : floatItem(name, parameter),
  );
  for (const [name, alpha] of alphas ?? []) items.push(...alphaItems(name, alpha));
  return [settingsItem(model), ...items.sort((a, b) => (a.name < b.name ? -1 : 1))];
}

/**
 * @param {MarianModel} model
 * @param {Alphas} [alphas] Makes the weights eight-bit; one for each matrix.
 * @returns {Uint8Array} The file.
 */
export function writeMarianBin(model, alphas) {
  const items = itemsOf(model, alphas);
  const encoder = new TextEncoder();
  const names = items.map(({ name }) => encoder.encode(`${name}\0`));
  const heads = items.map(({ type, shape, bytes }, i) => [
    names[i].length,
    type,
    shape.length,
    padded(bytes.length),
  ]);
  const numbers = new BigUint64Array([1, items.length, ...heads.flat()].map(BigInt));
  const shapes = new Int32Array(items.flatMap(({ shape }) => shape));
  /** @type {Uint8Array[]} */
  const parts = [numbers, ...names, shapes].map((part) => new Uint8Array(part.buffer));
  const start = parts.reduce((sum, part) => sum + part.length, 0) + 8;
  parts.push(new Uint8Array(BigUint64Array.of(BigInt(padded(start) - start)).buffer));
  parts.push(new Uint8Array(padded(start) - start));
  for (const { bytes } of items) {
    parts.push(bytes, new Uint8Array(padded(bytes.length) - bytes.length));
  }
  return Buffer.concat(parts);
}
