/** @file Finds the runs of a page: consecutive nodes whose words are translated together. */

import { isLeftAlone, outerOf, stateIn, stateWithin } from './states.js';

/** @typedef {import('./memory.js').Memory} Memory */
/** @typedef {import('./roles.js').Role} Role */
/** @typedef {import('./roles.js').Roles} Roles */
/** @typedef {import('./states.js').State} State */

/** Consecutive children of a node. @typedef {{parent: Node, nodes: Node[], state: State}} Run */

const linkNames = new Set(['a', 'label', 'summary']);

/** Finds runs by what elements are to the text around them. */
export class RunFinder {
  #memory;
  #roles;

  /**
   * @param {Memory} memory
   * @param {Roles} roles
   */
  constructor(memory, roles) {
    this.#memory = memory;
    this.#roles = roles;
  }

  /**
   * @param {Node} parent Whose text is not part of what is around it.
   * @param {State} state In it.
   * @returns {Generator<Run | null>} Those of its own text, without that of blocks in it; null where
   *   a child was looked at and there is none yet.
   */
  *runsOf(parent, state) {
    if (isLeftAlone(state)) return;
    /** @type {Node[]} */
    let nodes = [];
    for (const node of [...parent.childNodes, null]) {
      if (node && !this.#ends(node, state)) nodes.push(node);
      else if (nodes.length > 0) {
        yield* this.#refine({ parent, nodes, state });
        nodes = [];
      }
      yield null;
    }
  }

  /**
   * @param {Node} node
   * @returns {Run[]} Those of the sentence that it is in.
   */
  runsAround(node) {
    let top = node;
    let parent = node.parentNode;
    while (parent?.nodeType === 1 && this.#isSpan(/** @type {Element} */ (parent))) {
      top = parent;
      parent = parent.parentNode;
    }
    if (!parent) return [];
    const state = stateIn(parent);
    if (isLeftAlone(state) || this.#ends(top, state)) return [];
    const nodes = [top];
    for (let next = top.nextSibling; next && !this.#ends(next, state); next = next.nextSibling) {
      nodes.push(next);
    }
    for (
      let next = top.previousSibling;
      next && !this.#ends(next, state);
      next = next.previousSibling
    ) {
      nodes.unshift(next);
    }
    return this.#refine({ parent, nodes, state });
  }

  /**
   * @param {Element} element
   * @returns {boolean} Whether its text belongs to what is around it.
   */
  #isSpan(element) {
    const outer = outerOf(element);
    const outerState = outer ? stateIn(outer) : { isOff: false, isClosed: false };
    // What is turned on within what is off is on its own.
    if (isLeftAlone(outerState)) return false;
    return this.#roles.of(element, stateWithin(element, outerState)) === 'span';
  }

  /**
   * @param {Node} node
   * @param {State} state
   * @returns {Role | undefined} Of an element.
   */
  #roleOf(node, state) {
    if (node.nodeType !== 1) return undefined;
    const element = /** @type {Element} */ (node);
    return this.#roles.of(element, stateWithin(element, state));
  }

  /** @param {Node} node @param {State} state */
  #ends(node, state) {
    const role = this.#roleOf(node, state);
    return role === 'block' || role === 'break';
  }

  /** @param {Node} node @param {State} state @returns {boolean} Whether it has words to translate. */
  #hasWords(node, state) {
    if (node.nodeType === 3)
      return /\p{L}/u.test(this.#memory.sourceOf(/** @type {Text} */ (node)));
    if (this.#roleOf(node, state) !== 'span') return false;
    const within = stateWithin(/** @type {Element} */ (node), state);
    return [...node.childNodes].some((child) => this.#hasWords(child, within));
  }

  /** @param {Node} node @param {State} state @returns {boolean} Whether it shows text of the sentence. */
  #showsText(node, state) {
    if (node.nodeType === 3) return /\S/.test(this.#memory.sourceOf(/** @type {Text} */ (node)));
    const role = this.#roleOf(node, state);
    return (role === 'span' || role === 'kept') && /\S/.test(node.textContent ?? '');
  }

  /**
   * Leaves out what is at the ends without text, and takes off elements around all of it.
   *
   * @param {Run} run
   * @returns {Run[]} Without those that have no words.
   */
  #refine({ parent, nodes: all, state }) {
    if (!all.some((node) => this.#hasWords(node, state))) return [];
    const first = all.findIndex((node) => this.#showsText(node, state));
    const last = all.findLastIndex((node) => this.#showsText(node, state));
    const nodes = all.slice(first, last + 1);
    const shown = nodes.filter((node) => this.#showsText(node, state));
    if (shown.every((node) => node.nodeType === 1) && this.#areSeparate(nodes, shown)) {
      return shown.flatMap((node) => this.#within(/** @type {Element} */ (node), state));
    }
    return [{ parent, nodes, state }];
  }

  /** @param {Element} element @param {State} state @returns {Run[]} Of what is in it. */
  #within(element, state) {
    if (this.#roleOf(element, state) !== 'span') return [];
    const nodes = [...element.childNodes];
    return this.#refine({ parent: element, nodes, state: stateWithin(element, state) });
  }

  /**
   * @param {readonly Node[]} nodes
   * @param {readonly Node[]} shown The elements among them.
   * @returns {boolean} Whether the elements are no sentence: one alone, links side by side, or words
   *   without a space between them.
   */
  #areSeparate(nodes, shown) {
    if (shown.every((node) => linkNames.has(/** @type {Element} */ (node).localName))) return true;
    const isSpace = (/** @type {Node | undefined} */ node) =>
      node?.nodeType === 3 && /\s/.test(/** @type {Text} */ (node).data);
    return shown.every((node, i) => {
      const place = nodes.indexOf(node);
      return i === 0 || !nodes.slice(nodes.indexOf(shown[i - 1]), place).some(isSpace);
    });
  }
}
