/** @file Zip archives whose entries are replaced, while all others keep their compressed bytes. */

import { deflateSync, inflateSync } from 'fflate';
import { StepglotError } from '../../base/errors.js';

/**
 * @typedef {object} Entry
 * @property {string} name
 * @property {Uint8Array} central Its header in the directory.
 * @property {number} method 0 is stored, 8 deflated.
 * @property {number} crc
 * @property {number} size
 * @property {Uint8Array} data As it is in the archive.
 */

const DIRECTORY_END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const UTF8_NAME = 0x800;

// Larger parts are made to break programs: no text has as many letters.
const LARGEST = 2 ** 27;
const LARGEST_ALL = 2 ** 30;
const MOST_ENTRIES = 20_000;

/** @param {string} reason @returns {StepglotError} To be thrown. */
const fault = (reason) => new StepglotError('invalid_document', `the archive ${reason}`);

/** @param {Uint8Array} bytes */
const viewOf = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let i = 0; i < 8; i++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** @param {Uint8Array} bytes @returns {number} CRC-32. */
function crcOf(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** @param {Uint8Array} bytes @returns {number} The place of the end of the directory. */
function directoryEnd(bytes) {
  const view = viewOf(bytes);
  const first = Math.max(0, bytes.length - 22 - 0xffff);
  for (let at = bytes.length - 22; at >= first; at--) {
    if (view.getUint32(at, true) === DIRECTORY_END) return at;
  }
  throw fault('has no directory: it is cut short, or not an archive');
}

/** @param {Uint8Array} bytes @param {number} at @returns {Entry} */
function entryAt(bytes, at) {
  const view = viewOf(bytes);
  if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) throw fault('is damaged');
  const number = (/** @type {number} */ offset) => view.getUint16(at + offset, true);
  const nameEnd = at + 46 + number(28);
  const end = nameEnd + number(30) + number(32);
  const name = new TextDecoder().decode(bytes.subarray(at + 46, nameEnd));
  const [crc, packed, size] = [16, 20, 24].map((offset) => view.getUint32(at + offset, true));
  const local = view.getUint32(at + 42, true);
  if (number(8) & 1) throw fault(`is encrypted (${name})`);
  if (local + 30 > bytes.length || view.getUint32(local, true) !== LOCAL) throw fault('is damaged');
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + packed > bytes.length || end > bytes.length) throw fault('is cut short');
  const central = bytes.subarray(at, end);
  return {
    name,
    central,
    method: number(10),
    crc,
    size,
    data: bytes.subarray(start, start + packed),
  };
}

/**
 * @param {Uint8Array} bytes
 * @returns {Entry[]} In the order of the directory.
 * @throws {StepglotError} `invalid_document`.
 */
export function readZip(bytes) {
  const end = directoryEnd(bytes);
  const view = viewOf(bytes);
  const count = view.getUint16(end + 10, true);
  if (count > MOST_ENTRIES) throw fault(`has ${count} entries`);
  /** @type {Entry[]} */
  const entries = [];
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    const entry = entryAt(bytes, at);
    entries.push(entry);
    at += entry.central.length;
  }
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > LARGEST_ALL) throw fault(`would be ${total} bytes when unpacked`);
  return entries;
}

/**
 * @param {Entry} entry
 * @returns {string} Its content, a text in UTF-8.
 * @throws {StepglotError} `invalid_document` when it is damaged or too large.
 */
export function textOfEntry({ name, method, crc, size, data }) {
  if (size > LARGEST) throw fault(`has a part of ${size} bytes (${name})`);
  if (method !== 0 && method !== 8) throw fault(`is packed in an unknown way (${name})`);
  let content = data;
  try {
    if (method === 8) content = inflateSync(data, { out: new Uint8Array(size) });
  } catch {
    throw fault(`is damaged (${name})`);
  }
  if (content.length !== size || crcOf(content) !== crc) throw fault(`is damaged (${name})`);
  return new TextDecoder().decode(content);
}

/**
 * @param {Entry} entry
 * @param {string | undefined} text Its new content.
 * @returns {Entry}
 */
function replaced(entry, text) {
  if (text === undefined) return entry;
  const content = new TextEncoder().encode(text);
  const { length: size } = content;
  return { ...entry, method: 8, crc: crcOf(content), size, data: deflateSync(content) };
}

/**
 * @param {Entry} entry
 * @param {number} offset Of its local header.
 * @returns {{local: Uint8Array, central: Uint8Array}} Both headers.
 */
function headersOf({ central: old, method, crc, size, data }, offset) {
  const central = old.slice();
  const nameLength = viewOf(old).getUint16(28, true);
  const local = new Uint8Array(30 + nameLength);
  const [from, to] = [viewOf(central), viewOf(local)];
  // Without the flag for sizes after the data.
  from.setUint16(8, (from.getUint16(8, true) & UTF8_NAME) | 0, true);
  from.setUint16(10, method, true);
  for (const [at, value] of [
    [16, crc],
    [20, data.length],
    [24, size],
    [42, offset],
  ]) {
    from.setUint32(at, value, true);
  }
  to.setUint32(0, LOCAL, true);
  local.set(central.subarray(6, 32), 4);
  to.setUint16(28, 0, true);
  local.set(central.subarray(46, 46 + nameLength), 30);
  return { local, central };
}

/**
 * @param {readonly Entry[]} entries
 * @param {Map<string, string>} texts New contents by names.
 * @returns {Uint8Array} The archive.
 */
export function writeZip(entries, texts) {
  /** @type {Uint8Array[]} */
  const parts = [];
  /** @type {Uint8Array[]} */
  const directory = [];
  let offset = 0;
  for (const old of entries) {
    const entry = replaced(old, texts.get(old.name));
    const { local, central } = headersOf(entry, offset);
    parts.push(local, entry.data);
    directory.push(central);
    offset += local.length + entry.data.length;
  }
  const end = new Uint8Array(22);
  const view = viewOf(end);
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  view.setUint32(0, DIRECTORY_END, true);
  view.setUint16(8, entries.length, true);
  view.setUint16(10, entries.length, true);
  view.setUint32(12, size, true);
  view.setUint32(16, offset, true);
  const all = new Uint8Array(offset + size + end.length);
  let at = 0;
  for (const part of [...parts, ...directory, end]) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
