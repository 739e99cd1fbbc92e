/** @file Changed copies of the WebAssembly module, which really fail where the sound one would not. */

/** @param {Uint8Array} bytes @param {number} at @returns {[value: number, end: number]} */
function readLeb(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

/** @param {Uint8Array} module @param {number} wanted @returns {[begin: number, end: number]} */
function section(module, wanted) {
  for (let at = 8; at < module.length;) {
    const id = module[at];
    const [length, begin] = readLeb(module, at + 1);
    if (id === wanted) return [begin, begin + length];
    at = begin + length;
  }
  throw new Error(`the module has no section ${wanted}`);
}

/** @param {Uint8Array} module */
function checked(module) {
  if (!WebAssembly.validate(/** @type {BufferSource} */ (module))) throw new Error('not a module');
  return module;
}

/**
 * A module that traps as soon as it decodes: each `i32x4.dot_i16x8_s`, the int8 product, became
 * `unreachable`.
 *
 * @param {Uint8Array} original
 */
export function trapping(original) {
  const module = original.slice();
  const [begin, end] = section(module, 10);
  for (let at = begin; at < end - 2; at++) {
    if (module[at] !== 0xfd || module[at + 1] !== 0xba || module[at + 2] !== 0x01) continue;
    module.set([0x00, 0x01, 0x01], at);
  }
  return checked(module);
}

/**
 * A module whose memory grows no further than to `bytes`.
 *
 * @param {Uint8Array} original
 * @param {number} bytes
 */
export function limited(original, bytes) {
  const module = original.slice();
  const [begin] = section(module, 5);
  const [flags] = [module[begin + 1]];
  if (flags !== 1) throw new Error('the memory has no limit');
  const [, most] = readLeb(module, begin + 2);
  const [, end] = readLeb(module, most);
  let pages = bytes / 65536;
  for (let at = most; at < end; at++) {
    module[at] = (pages & 0x7f) | (at < end - 1 ? 0x80 : 0);
    pages >>= 7;
  }
  return checked(module);
}
