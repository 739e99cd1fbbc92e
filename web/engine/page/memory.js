/** @file What the page itself wrote, where a translation is now. */

/**
 * Something of the page that is translated and can be put back.
 *
 * @typedef {object} Undoable
 * @property {() => void} undo
 */

/**
 * @typedef {object} Written
 * @property {string} source What the page wrote.
 * @property {string} text What was written in its place.
 * @property {Undoable} owner
 * @property {number} time When, by `performance.now()`.
 * @property {number} returns How often the page put its text back at once.
 */

/** A page that puts its text back so soon and so often does it whatever we write. */
const AT_ONCE = 50;
const MOST_RETURNS = 10;

/** What was written, without keeping alive what the page has dropped. */
export class Memory {
  /** @type {WeakMap<Text, Written>} */
  #texts = new WeakMap();
  /** @type {WeakMap<Element, Map<string, {source: string | null, text: string}>>} */
  #attributes = new WeakMap();
  /** @type {Set<WeakRef<Undoable>>} */
  #owners = new Set();
  /** @type {FinalizationRegistry<WeakRef<Undoable>>} */
  #dropped = new FinalizationRegistry((reference) => this.#owners.delete(reference));

  /** @param {Text} node @returns {Written | undefined} What was written there last. */
  of(node) {
    return this.#texts.get(node);
  }

  /** @param {Text} node @returns {boolean} Whether it has what was written there. */
  isIntact(node) {
    return this.#texts.get(node)?.text === node.data;
  }

  /** @param {Text} node @returns {string} What the page wrote into it last. */
  sourceOf(node) {
    const written = this.#texts.get(node);
    return written && written.text === node.data ? written.source : node.data;
  }

  /**
   * @param {Text} node
   * @returns {boolean} Whether the page puts its text back whenever it is translated.
   */
  isContested(node) {
    const written = this.#texts.get(node);
    if (!written || node.data !== written.source) return false;
    const isAtOnce = performance.now() - written.time < AT_ONCE;
    written.returns = isAtOnce ? written.returns + 1 : 0;
    return written.returns > MOST_RETURNS;
  }

  /**
   * @param {Text} node
   * @param {{source: string, text: string, owner: Undoable}} entry
   */
  write(node, entry) {
    const returns = this.#texts.get(node)?.returns ?? 0;
    this.#texts.set(node, { ...entry, time: performance.now(), returns });
    if (node.data !== entry.text) node.data = entry.text;
  }

  /** @param {Text} node Puts back what the page wrote, unless it has written since. */
  undo(node) {
    const source = this.sourceOf(node);
    this.#texts.delete(node);
    if (node.data !== source) node.data = source;
  }

  /**
   * @param {Element} element
   * @param {string} name
   * @returns {boolean} Whether the attribute has what was written there.
   */
  isAttributeIntact(element, name) {
    return this.#attributes.get(element)?.get(name)?.text === element.getAttribute(name);
  }

  /**
   * @param {Element} element
   * @param {string} name
   * @param {{source: string | null, text: string, owner: Undoable}} entry Without a source where
   *   there was no attribute.
   */
  writeAttribute(element, name, entry) {
    const all = this.#attributes.get(element) ?? new Map();
    this.#attributes.set(element, all.set(name, entry));
    if (element.getAttribute(name) !== entry.text) element.setAttribute(name, entry.text);
  }

  /**
   * @param {Element} element
   * @param {string} name
   */
  undoAttribute(element, name) {
    const written = this.#attributes.get(element)?.get(name);
    if (!written) return;
    if (element.getAttribute(name) === written.text) {
      if (written.source === null) element.removeAttribute(name);
      else element.setAttribute(name, written.source);
    }
    this.#attributes.get(element)?.delete(name);
  }

  /** @param {Undoable} owner Something that has written, and that can put it back. */
  add(owner) {
    const reference = new WeakRef(owner);
    this.#owners.add(reference);
    this.#dropped.register(owner, reference);
  }

  /** @returns {Generator<Undoable>} Takes out all that is still there. */
  *takeAll() {
    for (const reference of this.#owners) {
      this.#owners.delete(reference);
      const owner = reference.deref();
      if (owner) yield owner;
    }
  }
}
