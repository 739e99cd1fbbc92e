/** @file Follows what a page changes, and tells its writes from ours. */

/** @typedef {import('./memory.js').Memory} Memory */

/**
 * @typedef {object} Changes
 * @property {Set<Node>} added Nodes to go through: new, or with other switches than before.
 * @property {Set<Node>} touched Nodes whose sentences are other ones now.
 * @property {Map<Element, Set<string>>} attributes
 */

const switches = ['translate', 'contenteditable'];

/** Observes any number of trees. */
export class Watcher {
  #memory;
  #attributes;
  #onChange;
  #observer;
  /** @type {Changes} */
  #changes = { added: new Set(), touched: new Set(), attributes: new Map() };

  /**
   * @param {Memory} memory
   * @param {readonly string[]} attributes Names of those that are translated.
   * @param {() => void} onChange Called when the page has changed something.
   */
  constructor(memory, attributes, onChange) {
    this.#memory = memory;
    this.#attributes = attributes;
    this.#onChange = onChange;
    this.#observer = new MutationObserver((records) => this.#note(records, new Set()));
  }

  /** @param {Node} root */
  observe(root) {
    this.#observer.observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: [...this.#attributes, ...switches],
    });
  }

  /** Stops following. */
  disconnect() {
    this.#observer.disconnect();
  }

  /** @returns {Changes} Those since the last call. */
  take() {
    const changes = this.#changes;
    this.#changes = { added: new Set(), touched: new Set(), attributes: new Map() };
    return changes;
  }

  get hasChanges() {
    const { added, touched, attributes } = this.#changes;
    return added.size + touched.size + attributes.size > 0;
  }

  /**
   * Writes into the page. What is written is no change of the page, but what the page does meanwhile is.
   *
   * @param {() => Node[]} write Returns the nodes that it moves or adds.
   */
  whileWriting(write) {
    this.#note(this.#observer.takeRecords(), new Set());
    const moved = write();
    this.#note(this.#observer.takeRecords(), new Set(moved));
  }

  /** @param {Node} node Is gone through as if the page had added it. */
  add(node) {
    this.#changes.added.add(node);
    this.#onChange();
  }

  /**
   * @param {readonly MutationRecord[]} records
   * @param {ReadonlySet<Node>} moved By us.
   */
  #note(records, moved) {
    for (const record of records) {
      if (record.type === 'childList') this.#noteChildren(record, moved);
      else if (record.type === 'characterData') this.#noteText(/** @type {Text} */ (record.target));
      else this.#noteAttribute(record);
    }
    if (this.hasChanges) this.#onChange();
  }

  /** @param {Text} node */
  #noteText(node) {
    if (this.#memory.isIntact(node) || this.#memory.isContested(node)) return;
    this.#changes.touched.add(node);
  }

  /** @param {MutationRecord} record */
  #noteAttribute({ target, attributeName }) {
    const element = /** @type {Element} */ (target);
    const name = /** @type {string} */ (attributeName);
    if (switches.includes(name)) {
      this.#changes.added.add(element);
      this.#changes.touched.add(element);
      return;
    }
    if (this.#memory.isAttributeIntact(element, name)) return;
    const names = this.#changes.attributes.get(element) ?? new Set();
    this.#changes.attributes.set(element, names.add(name));
  }

  /**
   * @param {MutationRecord} record
   * @param {ReadonlySet<Node>} moved
   */
  #noteChildren({ addedNodes, removedNodes, previousSibling, nextSibling }, moved) {
    const isOwn = (/** @type {Node} */ node) => moved.has(node);
    if ([...addedNodes, ...removedNodes].every(isOwn)) return;
    for (const node of addedNodes) {
      this.#changes.added.add(node);
      this.#changes.touched.add(node);
    }
    for (const node of [previousSibling, nextSibling]) {
      if (node) this.#changes.touched.add(node);
    }
  }
}
