/** @file The models that translators use in one worker, each loaded once for all of them. */

/** @typedef {import('../native/types.js').ModelInfo} ModelInfo */
/** @typedef {import('./calls.js').Calls} Calls */
/** @typedef {import('./calls.js').Link} Link */
/** @typedef {import('./protocol.js').LoadedFile} LoadedFile */
/** @typedef {import('./protocol.js').ModelSettings} ModelSettings */

/**
 * Where a model's files come from. The worker asks again when it starts afresh, so that nobody has to
 * keep their bytes in memory.
 *
 * @typedef {object} ModelSource
 * @property {ModelSettings} [settings]
 * @property {(options: {signal: AbortSignal, onProgress: (fraction: number) => void}) =>
 *   Promise<LoadedFile[]>} open Gives files whose bytes may be transferred away.
 * @property {(other: ModelSource) => boolean} isSame Whether both give the same model.
 */

/**
 * A model that translators use.
 *
 * @typedef {object} Slot
 * @property {number} model Its number in messages.
 * @property {ModelSource} source
 * @property {number} users
 * @property {AbortController} controller Ends the opening when nobody wants the model any more.
 * @property {Set<(fraction: number) => void>} listeners Of the progress of opening.
 * @property {Set<(fraction: number) => void>} loadListeners Of the progress of loading.
 * @property {Promise<LoadedFile[]> | null} opened Null while the worker has no such model.
 * @property {Promise<ModelInfo> | null} loaded Null while the worker has no such model.
 */

/**
 * @param {Uint8Array | Blob} bytes
 * @returns {Uint8Array<ArrayBuffer> | Blob} Bytes that are all of their buffer.
 */
function transferable(bytes) {
  if (bytes instanceof Blob) return bytes;
  const { buffer } = bytes;
  const isWhole = buffer instanceof ArrayBuffer && bytes.byteLength === buffer.byteLength;
  return isWhole ? new Uint8Array(buffer) : new Uint8Array(bytes);
}

/** The slots of one worker. */
export class Slots {
  #link;
  #calls;
  #onChange;
  #opening = 0;
  /** @type {Set<Slot>} */
  #slots = new Set();
  #lastNumber = 0;

  /**
   * @param {Link} link
   * @param {Calls} calls
   * @param {() => void} onChange Called when files are opened or have been.
   */
  constructor(link, calls, onChange) {
    this.#link = link;
    this.#calls = calls;
    this.#onChange = onChange;
  }

  /** Whether files of a model are on their way to the worker. */
  get areOpening() {
    return this.#opening > 0;
  }

  /**
   * @param {ModelSource} source
   * @returns {Slot} The one for this model, with one more user.
   */
  take(source) {
    let slot = [...this.#slots].find((other) => other.source.isSame(source));
    if (!slot) {
      const model = ++this.#lastNumber;
      const controller = new AbortController();
      const listeners = { listeners: new Set(), loadListeners: new Set() };
      slot = { model, source, users: 0, controller, ...listeners, opened: null, loaded: null };
      this.#slots.add(slot);
    }
    slot.users++;
    return slot;
  }

  /**
   * Takes one user from the slot and frees the model after the last.
   *
   * @param {Slot} slot
   */
  release(slot) {
    if (--slot.users > 0) return;
    this.#slots.delete(slot);
    slot.controller.abort();
    this.#link.post({ type: 'unload', model: slot.model });
  }

  /** Notes that the worker has ended, so that models are loaded again when they are wanted. */
  forget() {
    for (const slot of this.#slots) slot.opened = slot.loaded = null;
  }

  /**
   * Loads the slot's model unless that is done or under way.
   *
   * @param {Slot} slot
   * @returns {Promise<ModelInfo>}
   */
  load(slot) {
    if (slot.loaded) return slot.loaded;
    const onProgress = (/** @type {number} */ fraction) => {
      for (const listener of slot.listeners) listener(fraction);
    };
    const { source, controller } = slot;
    // The worker compiles its module while the files are on their way. If it cannot start, that shows
    // when they are sent.
    this.#link.connect().catch(() => {});
    const opened = this.#open(source, { signal: controller.signal, onProgress });
    const loaded = opened.then((files) => this.#send(slot, files));
    slot.opened = opened;
    slot.loaded = loaded;
    loaded.catch(() => {
      if (slot.loaded === loaded) slot.opened = slot.loaded = null;
    });
    return loaded;
  }

  /**
   * @param {ModelSource} source
   * @param {Parameters<ModelSource['open']>[0]} options
   */
  async #open(source, options) {
    this.#opening++;
    this.#onChange();
    try {
      return await source.open(options);
    } finally {
      this.#opening--;
      this.#onChange();
    }
  }

  /**
   * Runs `begin` when the worker has the model, in the same turn, so that the worker has it still.
   *
   * @param {Slot} slot
   * @param {() => void} begin
   */
  async whenLoaded(slot, begin) {
    let loaded;
    do {
      loaded = this.load(slot);
      await loaded;
    } while (slot.loaded !== loaded);
    begin();
  }

  /**
   * @param {Slot} slot
   * @param {LoadedFile[]} opened
   * @returns {Promise<ModelInfo>}
   */
  async #send({ model, source, loadListeners }, opened) {
    const { settings = {} } = source;
    const files = opened.map(({ name, bytes }) => ({ name, bytes: transferable(bytes) }));
    const transfer = files.flatMap(({ bytes }) => (bytes instanceof Blob ? [] : [bytes.buffer]));
    await this.#link.connect();
    return new Promise((resolve, reject) => {
      const call = this.#calls.open({
        owner: null,
        onFailure: reject,
        onAnswer: (answer) => {
          if (answer.type === 'result') resolve(answer.value);
          if (answer.type !== 'progress') return;
          for (const listener of loadListeners) listener(answer.fraction);
        },
      });
      this.#calls.post(call, { type: 'load', call, model, files, settings }, transfer);
    });
  }
}
