/** @file A plain reader and writer of safetensors files, independent of the core's. */

/** @typedef {{dtype: string, shape: number[], data: Uint8Array}} Tensor */
/** @typedef {{metadata: Record<string, string>, tensors: Map<string, Tensor>}} Container */

/**
 * @param {Uint8Array} file A sound file.
 * @returns {Container}
 */
export function readSafetensors(file) {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const start = 8 + Number(view.getBigUint64(0, true));
  const { __metadata__: metadata = {}, ...entries } = JSON.parse(
    new TextDecoder().decode(file.subarray(8, start)),
  );
  const tensors = Object.entries(entries).map(
    ([
      name,
      {
        dtype,
        shape,
        data_offsets: [from, to],
      },
    ]) => {
      // A copy, so that the elements are aligned.
      const data = Uint8Array.from(file.subarray(start + from, start + to));
      return /** @type {[string, Tensor]} */ ([name, { dtype, shape, data }]);
    },
  );
  return { metadata, tensors: new Map(tensors) };
}

/**
 * @param {Container} container
 * @returns {Uint8Array} A file whose tensors lie in the container's order.
 */
export function writeSafetensors({ metadata, tensors }) {
  /** @type {Record<string, unknown>} */
  const header = { __metadata__: metadata };
  let end = 0;
  for (const [name, { dtype, shape, data }] of tensors) {
    header[name] = { dtype, shape, data_offsets: [end, end + data.length] };
    end += data.length;
  }
  const json = JSON.stringify(header);
  const head = new TextEncoder().encode(json.padEnd(Math.ceil(json.length / 8) * 8));
  const file = new Uint8Array(8 + head.length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(head.length), true);
  file.set(head, 8);
  let offset = 8 + head.length;
  for (const { data } of tensors.values()) {
    file.set(data, offset);
    offset += data.length;
  }
  return file;
}

/**
 * @param {Container} container
 * @param {string} name
 * @returns {Float32Array} The elements of an F32 tensor.
 */
export function floats({ tensors }, name) {
  return new Float32Array(find(tensors, name, 'F32').data.buffer);
}

/**
 * @param {Container} container
 * @param {string} name
 * @returns {number[]} The elements of an I32 tensor.
 */
export function integers({ tensors }, name) {
  return [...new Int32Array(find(tensors, name, 'I32').data.buffer)];
}

/**
 * @param {Container} container
 * @param {string} name
 * @returns {string} The U8 tensor's bytes as UTF-8.
 */
export function text({ tensors }, name) {
  return new TextDecoder().decode(find(tensors, name, 'U8').data);
}

/**
 * @param {Map<string, Tensor>} tensors
 * @param {string} name
 * @param {string} dtype
 */
function find(tensors, name, dtype) {
  const tensor = tensors.get(name);
  if (tensor?.dtype === dtype) return tensor;
  throw new Error(`no ${dtype} tensor ${name}`);
}
