/**
 * @file Writes models as Marian's `.npz` files: NumPy arrays in a zip archive, not compressed. A
 * deliberate second opinion beside the writer in scripts/train/formats/marian_file.py.
 */

import { settingsText } from './marian-model.mjs';

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

/** @param {Uint8Array} bytes @returns {number} */
const crc32 = (bytes) =>
  ~bytes.reduce((crc, byte) => crcTable[(crc ^ byte) & 0xff] ^ (crc >>> 8), ~0) >>> 0;

/**
 * @param {string} type NumPy's name of the elements' type.
 * @param {number[]} shape
 * @param {Uint8Array} data
 * @returns {Uint8Array} A `.npy` file.
 */
function npy(type, shape, data) {
  const sizes = `${shape.join(', ')}${shape.length === 1 ? ',' : ''}`;
  const head = `{'descr': '${type}', 'fortran_order': False, 'shape': (${sizes}), }`;
  // Magic, version and length take ten bytes; the whole head is a multiple of 64.
  const text = `${head.padEnd(Math.ceil((head.length + 11) / 64) * 64 - 11)}\n`;
  const start = Uint8Array.from([0x93, ...Buffer.from('NUMPY'), 1, 0, text.length, 0]);
  return Buffer.concat([start, Buffer.from(text), data]);
}

/**
 * What the local and the central record of an archive member have in common.
 *
 * @param {Uint8Array} name
 * @param {Uint8Array} data
 */
function zipFields(name, data) {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0); // version 2.0
  fields.writeUInt16LE(0x21, 8); // 1 January 1980
  fields.writeUInt32LE(crc32(data), 10);
  fields.writeUInt32LE(data.length, 14);
  fields.writeUInt32LE(data.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

/** @param {Map<string, Uint8Array>} files @returns {Uint8Array} A zip archive. */
function zip(files) {
  /** @type {Uint8Array[]} */
  const members = [];
  /** @type {Uint8Array[]} */
  const records = [];
  let offset = 0;
  for (const [path, data] of files) {
    const name = Buffer.from(path);
    const fields = zipFields(name, data);
    const member = Buffer.concat([Buffer.from('PK\x03\x04'), fields, name, data]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    records.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, place, name]));
    members.push(member);
    offset += member.length;
  }
  const directory = Buffer.concat(records);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...members, directory, end]);
}

/**
 * @param {import('./marian-model.mjs').MarianModel} model
 * @returns {Uint8Array} The file, with float32 weights.
 */
export function writeMarianNpz({ settings, parameters }) {
  const files = new Map();
  for (const [name, { shape, data }] of parameters) {
    files.set(`${name}.npy`, npy('<f4', shape, new Uint8Array(data.slice().buffer)));
  }
  const text = Buffer.from(`${settingsText(settings)}\0`);
  return zip(files.set('special:model.yml.npy', npy('<i1', [text.length], text)));
}
