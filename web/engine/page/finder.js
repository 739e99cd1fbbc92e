/** @file Finds what is to be translated in what the page has, or has changed. */

import { AttributeText } from './attribute-text.js';
import { PassageReader } from './passage-text.js';
import { Passage } from './passage.js';
import { Roles } from './roles.js';
import { RunFinder } from './runs.js';
import { isLeftAlone, outerOf, stateIn, stateWithin } from './states.js';
import { frameDocument, walk } from './walk.js';

/** @typedef {import('./memory.js').Memory} Memory */
/** @typedef {import('./queue.js').Job} Job */
/** @typedef {import('./runs.js').Run} Run */
/** @typedef {import('./slices.js').Slices} Slices */
/** @typedef {import('./states.js').State} State */
/** @typedef {import('./walk.js').Place} Place */
/** @typedef {import('./watcher.js').Changes} Changes */
/** @typedef {import('./watcher.js').Watcher} Watcher */

/**
 * @typedef {object} FinderParts
 * @property {Memory} memory
 * @property {Watcher} watcher
 * @property {Slices} slices
 * @property {AbortSignal} signal Ends the search.
 * @property {readonly string[]} attributes
 * @property {boolean} observe Whether further trees are followed too.
 * @property {(job: Job) => void} onJob
 */

/** @param {Node} node @returns {Generator<Text>} The text nodes in it, or itself. */
function* textsIn(node) {
  if (node.nodeType === 3) yield /** @type {Text} */ (node);
  for (const child of node.childNodes) yield* textsIn(child);
}

/** @param {Node} parent @returns {boolean} Whether white space in it counts as one space. */
function collapsesSpace(parent) {
  const element = parent.nodeType === 1 ? /** @type {Element} */ (parent) : null;
  const style = element?.ownerDocument.defaultView?.getComputedStyle(element);
  return !/^(pre|break-spaces|preserve)/.test(style?.whiteSpace ?? '');
}

/** Goes through changes in slices and hands out what is to be translated. */
export class Finder {
  #parts;
  #roles = new Roles();
  #runs;
  /** The last passage with a text node. @type {WeakMap<Text, Passage>} */
  #passages = new WeakMap();
  /** @type {WeakSet<Node>} */
  #met = new WeakSet();

  /** @param {FinderParts} parts */
  constructor(parts) {
    this.#parts = parts;
    this.#runs = new RunFinder(parts.memory, this.#roles);
  }

  /** @param {Job} job @returns {boolean} Whether nothing has taken its place. */
  isLatest(job) {
    if (job instanceof AttributeText) return true;
    return job.leaves.every(({ node }) => this.#passages.get(node) === job);
  }

  /** @param {Changes} changes */
  async find({ added, touched, attributes }) {
    this.#roles = new Roles();
    this.#runs = new RunFinder(this.#parts.memory, this.#roles);
    for (const [element, names] of attributes) {
      if (!stateIn(element).isOff) this.#addAttributes(element, names);
    }
    // Roots that are met on the way come in at the end.
    for (const node of added) await this.#goThrough(node, added);
    for (const node of touched) {
      if (await this.#isOver()) return;
      for (const run of this.#runs.runsAround(node)) this.#addRun(run);
    }
  }

  get #mustPause() {
    return this.#parts.slices.isOver || this.#parts.signal.aborted;
  }

  /** @returns {Promise<boolean>} Whether the search has ended; the browser has had its turn. */
  async #isOver() {
    const { slices, signal } = this.#parts;
    if (slices.isOver) await slices.next();
    return signal.aborted;
  }

  /**
   * @param {Node} node
   * @param {Set<Node>} added All that is to be gone through; gets the roots.
   */
  async #goThrough(node, added) {
    if (node.nodeType === 3 || node.nodeType === 8) return;
    const outer = outerOf(node);
    const state = outer ? stateIn(outer) : stateIn(node);
    for (let around = node.parentNode; around; around = around.parentNode) {
      if (added.has(around)) return;
    }
    if (node.nodeType === 1 && isLeftAlone(stateWithin(/** @type {Element} */ (node), state))) {
      this.#undoIn(/** @type {Element} */ (node));
    }
    for (const place of walk(node, state, this.#roles)) {
      if (this.#mustPause && (await this.#isOver())) return;
      if ('container' in place) await this.#findIn(place);
      else this.#visit(place, added);
    }
  }

  /** @param {{container: Node, state: State}} place */
  async #findIn({ container, state }) {
    for (const run of this.#runs.runsOf(container, state)) {
      if (run) this.#addRun(run);
      if (this.#mustPause && (await this.#isOver())) return;
    }
  }

  /**
   * @param {Exclude<Place, {container: Node}>} place
   * @param {Set<Node>} added
   */
  #visit(place, added) {
    if ('element' in place) this.#addAttributes(place.element, this.#parts.attributes);
    else if ('root' in place) {
      this.#follow(place.root);
      added.add(place.root);
    } else if (!this.#parts.observe) return;
    else if ('frame' in place) this.#awaitFrame(place.frame);
    else this.#awaitDefinition(place.promise);
  }

  /** @param {Node} root */
  #follow(root) {
    if (!this.#parts.observe || this.#met.has(root)) return;
    this.#met.add(root);
    this.#parts.watcher.observe(root);
  }

  /** @param {Element} frame Loads another document some day. */
  #awaitFrame(frame) {
    if (this.#met.has(frame)) return;
    this.#met.add(frame);
    const { watcher, signal } = this.#parts;
    const onLoad = () => {
      const inner = frameDocument(frame);
      if (!inner) return;
      this.#follow(inner);
      watcher.add(inner);
    };
    frame.addEventListener('load', onLoad, { signal });
  }

  /** @param {Element} element Has a shadow root when it is defined, perhaps. */
  #awaitDefinition(element) {
    const { watcher, signal } = this.#parts;
    customElements.whenDefined(element.localName).then(
      () => signal.aborted || watcher.add(element),
      () => {},
    );
  }

  /**
   * @param {Element} element
   * @param {Iterable<string>} names
   */
  #addAttributes(element, names) {
    const { memory, onJob } = this.#parts;
    for (const name of names) {
      const value = element.getAttribute(name);
      if (!value || !/\p{L}/u.test(value) || memory.isAttributeIntact(element, name)) continue;
      onJob(new AttributeText(element, name, memory));
    }
  }

  /** @param {Element} element Was turned off. */
  #undoIn(element) {
    const { memory, watcher, attributes } = this.#parts;
    watcher.whileWriting(() => {
      for (const text of textsIn(element)) memory.of(text)?.owner.undo();
      for (const each of [element, ...element.querySelectorAll('*')]) {
        for (const name of attributes) memory.undoAttribute(each, name);
      }
      return [];
    });
  }

  /** @param {Run} run */
  #addRun(run) {
    const texts = run.nodes.flatMap((node) => [...textsIn(node)]);
    const owners = new Set(texts.map((text) => this.#passages.get(text)));
    const reshaped = [...owners].filter((owner) => owner?.isReshaped);
    if (owners.size === 1 && reshaped.length === 1 && reshaped[0]?.isIntact) return;
    if (reshaped.length === 0) {
      this.#addPassage(run);
      return;
    }
    // What was in the order of the translation is read in the page's.
    this.#parts.watcher.whileWriting(() => reshaped.flatMap((owner) => owner?.unshape() ?? []));
    const first = texts.find((text) => text.parentNode);
    for (const again of first ? this.#runs.runsAround(first) : []) this.#addPassage(again);
  }

  /** @param {Passage} passage */
  #isToCome(passage) {
    return passage.isWaiting && passage.isCurrent && this.isLatest(passage);
  }

  /** @param {Run} run */
  #addPassage({ parent, nodes, state }) {
    const { memory, onJob } = this.#parts;
    const collapses = collapsesSpace(parent);
    const text = new PassageReader(memory, this.#roles, collapses).read(nodes, state);
    if (!/\p{L}/u.test(text.block.text) || text.leaves.length === 0) return;
    const passage = new Passage({ parent, nodes, collapses }, text, memory);
    const before = this.#passages.get(text.leaves[0].node);
    // It waits already, or is there.
    if (before?.isSame(passage) && (before.isIntact || this.#isToCome(before))) return;
    for (const { node } of text.leaves) this.#passages.set(node, passage);
    onJob(passage);
  }
}
