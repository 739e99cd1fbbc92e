/** @file Brings a SentencePiece model's pieces into the order that Marian wants: `</s>` 0, `<unk>` 1. */

/**
 * A field of a protocol buffer message.
 *
 * @typedef {object} Field
 * @property {number} number
 * @property {Uint8Array} bytes The whole field, tag included.
 * @property {Uint8Array} content Of a field with a length; else empty.
 */

/**
 * @param {Uint8Array} message
 * @param {number} at
 * @returns {[value: number, end: number]}
 */
function readVarint(message, at) {
  let value = 0;
  let end = at;
  for (let scale = 1; ; scale *= 128) {
    const byte = message[end++];
    value += (byte % 128) * scale;
    if (byte < 128) return [value, end];
  }
}

/** @param {Uint8Array} message A sound one. @returns {Field[]} */
function fieldsOf(message) {
  const fields = [];
  for (let at = 0; at < message.length;) {
    const [tag, start] = readVarint(message, at);
    const wireType = tag % 8;
    let end = start + (wireType === 5 ? 4 : 8);
    let content = message.subarray(0, 0);
    if (wireType === 0) [, end] = readVarint(message, start);
    if (wireType === 2) {
      const [length, from] = readVarint(message, start);
      end = from + length;
      content = message.subarray(from, end);
    }
    fields.push({ number: Math.floor(tag / 8), bytes: message.subarray(at, end), content });
    at = end;
  }
  return fields;
}

/** @param {number} value @returns {number[]} */
const varint = (value) =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];

// Fields of the trainer's specification, all of them numbers.
const unknownId = 40;
const beginId = 41;
const endId = 42;
const padId = 43;

/**
 * @param {Uint8Array} specification The trainer's.
 * @param {Map<number, number>} ids By field number.
 * @returns {Uint8Array} The whole field.
 */
function withIds(specification, ids) {
  const kept = fieldsOf(specification).filter(({ number }) => !ids.has(number));
  const content = Buffer.concat([
    ...kept.map(({ bytes }) => bytes),
    ...[...ids].map(([number, id]) => Uint8Array.from([...varint(number * 8), ...varint(id)])),
  ]);
  return Buffer.concat([Uint8Array.from([2 * 8 + 2, ...varint(content.length)]), content]);
}

/**
 * @param {Uint8Array} spm A SentencePiece model with the ids unk 0, bos 1, eos 2, pad 3.
 * @returns {{spm: Uint8Array, oldIds: number[]}} The same pieces in another order, and for each new id
 *   which one it was.
 */
export function marianVocabulary(spm) {
  const fields = fieldsOf(spm);
  const pieces = fields.filter(({ number }) => number === 1);
  const oldIds = pieces.map((_, id) => id);
  oldIds.splice(0, 4, 2, 0, 1, 3);
  const ids = new Map([
    [unknownId, 1],
    [beginId, 2],
    [endId, 0],
    [padId, 3],
  ]);
  const others = fields
    .filter(({ number }) => number !== 1)
    .map(({ number, bytes, content }) => (number === 2 ? withIds(content, ids) : bytes));
  return { spm: Buffer.concat([...oldIds.map((id) => pieces[id].bytes), ...others]), oldIds };
}
