/** @file Builds ONNX graphs: values are named, and each node is added after those that it reads. */

import { Message } from './protobuf.mjs';

/** ONNX's codes of element types. */
export const elementTypes = { float: 1, uint8: 2, int8: 3, int64: 7, bool: 9 };

// LayerNormalization came with version 17; version 8 of the file format is of the same release.
const OPSET = 17;
const IR_VERSION = 8;

/** @typedef {keyof typeof elementTypes} ElementType */
/** @typedef {(number | string)[]} Shape Sizes; a name for one that is known at run time only. */

/**
 * @typedef {object} Tensor
 * @property {ElementType} type
 * @property {number[]} shape
 * @property {Float32Array | Uint8Array | Int8Array | BigInt64Array} data
 */

/**
 * @param {string} name
 * @param {Tensor} tensor
 */
function tensorMessage(name, { type, shape, data }) {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const message = new Message().ints(1, shape).int(2, elementTypes[type]);
  return message.text(8, name).bytes(9, bytes);
}

/**
 * @param {string} name
 * @param {ElementType} type
 * @param {Shape} shape
 */
function valueInfo(name, type, shape) {
  const dimensions = new Message();
  for (const size of shape) {
    const dimension = new Message();
    if (typeof size === 'string') dimension.text(2, size);
    else dimension.int(1, size);
    dimensions.message(1, dimension);
  }
  const tensor = new Message().int(1, elementTypes[type]).message(2, dimensions);
  return new Message().text(1, name).message(2, new Message().message(1, tensor));
}

/**
 * @param {string} name
 * @param {Attribute} value
 */
function attributeMessage(name, value) {
  const message = new Message().text(1, name);
  if (value instanceof Graph) return message.message(6, value.toMessage()).int(20, 5);
  if (Array.isArray(value)) return message.ints(8, value).int(20, 7);
  if (typeof value === 'object') return message.message(5, tensorMessage('', value)).int(20, 4);
  if (Number.isInteger(value)) return message.int(3, value).int(20, 2);
  return message.float(2, value).int(20, 1);
}

/** @typedef {number | number[] | Tensor | Graph} Attribute A whole number is an int, else a float. */

/** A graph, or the branch of another one, which sees the values of that one. */
export class Graph {
  #name;
  #message = new Message();
  #values = 0;
  /** @type {Map<string, string>} */
  #constants = new Map();

  /** @param {string} name Begins the names of its values, so that branches have others. */
  constructor(name) {
    this.#name = name;
    this.#message.text(2, name);
  }

  /** @param {string} name @param {ElementType} type @param {Shape} shape */
  input(name, type, shape) {
    this.#message.message(11, valueInfo(name, type, shape));
    return name;
  }

  /** @param {string} name @param {ElementType} type @param {Shape} shape */
  output(name, type, shape) {
    this.#message.message(12, valueInfo(name, type, shape));
    return name;
  }

  /**
   * @param {string} name
   * @param {Tensor} tensor
   * @returns {string} The name.
   */
  initializer(name, tensor) {
    this.#message.message(5, tensorMessage(name, tensor));
    return name;
  }

  /**
   * @param {'float' | 'int64'} type
   * @param {number | number[]} value A scalar, or a vector.
   * @returns {string} The name of an initializer, one for equal values.
   */
  constant(type, value) {
    const key = `${type} ${JSON.stringify(value)}`;
    const known = this.#constants.get(key);
    if (known) return known;
    const values = [value].flat();
    const data =
      type === 'float' ? Float32Array.from(values) : BigInt64Array.from(values.map(BigInt));
    const shape = Array.isArray(value) ? [value.length] : [];
    const name = this.initializer(`${this.#name}_constant${this.#constants.size}`, {
      type,
      shape,
      data,
    });
    this.#constants.set(key, name);
    return name;
  }

  /**
   * @param {string} operator
   * @param {readonly string[]} inputs
   * @param {Record<string, Attribute>} [attributes]
   * @param {readonly string[]} [outputs] Their names; made up if not given.
   * @returns {string} The name of the first output.
   */
  node(operator, inputs, attributes = {}, outputs = [`${this.#name}_${this.#values++}`]) {
    const message = new Message();
    for (const input of inputs) message.text(1, input);
    for (const output of outputs) message.text(2, output);
    message.text(4, operator);
    for (const [name, value] of Object.entries(attributes)) {
      message.message(5, attributeMessage(name, value));
    }
    this.#message.message(1, message);
    return outputs[0];
  }

  toMessage() {
    return this.#message;
  }

  /** @returns {Uint8Array} A file with this graph. */
  toFile() {
    const operators = new Message().text(1, '').int(2, OPSET);
    const model = new Message().int(1, IR_VERSION).text(2, 'stepglot');
    return model.message(7, this.#message).message(8, operators).toBytes();
  }
}
