/** @file Writes messages of protocol buffers, as ONNX and SentencePiece store their models. */

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;

/**
 * @param {number} value A whole number; negative ones take ten bytes.
 * @returns {Uint8Array}
 */
function varint(value) {
  const bytes = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

/** A message's fields, in the order in which they are added. Each method returns the message. */
export class Message {
  /** @type {Uint8Array[]} */
  #parts = [];
  #length = 0;

  /** @param {...Uint8Array} parts */
  #push(...parts) {
    for (const part of parts) this.#length += part.length;
    this.#parts.push(...parts);
    return this;
  }

  /**
   * @param {number} field
   * @param {number} wireType
   */
  #tag(field, wireType) {
    return this.#push(varint(field * 8 + wireType));
  }

  /** @param {number} field @param {number} value A whole number. */
  int(field, value) {
    return this.#tag(field, VARINT).#push(varint(value));
  }

  /** @param {number} field @param {readonly number[]} values Whole numbers, not packed. */
  ints(field, values) {
    for (const value of values) this.int(field, value);
    return this;
  }

  /** @param {number} field @param {number} value */
  float(field, value) {
    return this.#tag(field, FIXED_32).#push(new Uint8Array(Float32Array.of(value).buffer));
  }

  /** @param {number} field @param {Uint8Array} value Not copied until the file is written. */
  bytes(field, value) {
    return this.#tag(field, LENGTH_DELIMITED).#push(varint(value.length), value);
  }

  /** @param {number} field @param {string} value */
  text(field, value) {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  /** @param {number} field @param {Message} value */
  message(field, value) {
    return this.#tag(field, LENGTH_DELIMITED).#push(varint(value.#length), ...value.#parts);
  }

  /** @returns {Uint8Array} The file. */
  toBytes() {
    return Buffer.concat(this.#parts);
  }
}
