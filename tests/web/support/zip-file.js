/** @file A plain writer of zip archives, independent of the core's reader. */

import { crc32, deflateRawSync } from 'node:zlib';

/**
 * @param {Record<string, number>} fields Values by kind and name: `u16 method`, `u32 crc`.
 * @returns {Buffer} Little-endian, in their order.
 */
function pack(fields) {
  return Buffer.concat(
    Object.entries(fields).map(([name, value]) => {
      const bytes = Buffer.alloc(name.startsWith('u16') ? 2 : 4);
      bytes.writeUIntLE(value, 0, bytes.length);
      return bytes;
    }),
  );
}

/**
 * @param {Record<string, Uint8Array>} members By name.
 * @returns {Buffer} The archive, its members deflated.
 */
export function writeZip(members) {
  /** @type {Buffer[]} */
  const parts = [];
  /** @type {Buffer[]} */
  const directory = [];
  let offset = 0;
  for (const [name, content] of Object.entries(members)) {
    const path = Buffer.from(name);
    const packed = deflateRawSync(content);
    const common = {
      ...{ 'u16 version': 20, 'u16 flags': 0, 'u16 method': 8, 'u16 time': 0, 'u16 date': 33 },
      ...{ 'u32 crc': crc32(content), 'u32 packed': packed.length, 'u32 size': content.length },
      ...{ 'u16 name': path.length, 'u16 extra': 0 },
    };
    const local = Buffer.concat([pack({ 'u32 magic': 0x04034b50, ...common }), path, packed]);
    const rest = { 'u16 comment': 0, 'u16 disk': 0, 'u16 kind': 0, 'u32 mode': 0 };
    directory.push(
      pack({ 'u32 magic': 0x02014b50, 'u16 by': 20, ...common, ...rest, 'u32 offset': offset }),
      path,
    );
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const count = Object.keys(members).length;
  const end = {
    ...{ 'u32 magic': 0x06054b50, 'u16 disk': 0, 'u16 first': 0, 'u16 here': count },
    ...{ 'u16 all': count, 'u32 size': central.length, 'u32 offset': offset, 'u16 comment': 0 },
  };
  return Buffer.concat([...parts, central, pack(end)]);
}
