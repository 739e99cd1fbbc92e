/** @file What an element is to the text around it, by how the browser lays it out. */

import { isLeftAlone, opaqueNames, silentNames, stateWithin } from './states.js';

/** @typedef {import('./states.js').State} State */

/**
 * - `span`: surrounds words of a sentence;
 * - `kept`: the same, but its words stay as they are;
 * - `apart`: a place in the sentence; text in it is none of the sentence's;
 * - `block`: ends the sentence before it and the one in it;
 * - `break`: ends the sentence before it;
 * - `none`: as if it were not there.
 *
 * @typedef {'span' | 'kept' | 'apart' | 'block' | 'break' | 'none'} Role
 */

// For elements without a style: those of a document that is not shown.
const blockNames = new Set(
  (
    'address article aside blockquote body caption center col colgroup dd details dialog div dl dt ' +
    'fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup html legend li main ' +
    'menu nav ol p pre search section summary table tbody td tfoot th thead title tr ul'
  ).split(' '),
);

const apartNames = new Set(['button', 'rp', 'rt', 'svg']);

/** @param {Node | null} node */
const hasWords = (node) => node?.nodeType === 3 && /\S/.test(/** @type {Text} */ (node).data);

/** @param {Element} element @returns {'span' | 'apart' | 'block'} */
function layoutOf(element) {
  const style = element.ownerDocument.defaultView?.getComputedStyle(element);
  const display = style?.display || (blockNames.has(element.localName) ? 'block' : 'inline');
  if (display === 'inline' || display === 'contents' || display === 'ruby') return 'span';
  if (display === 'none') return 'apart';
  if (display.startsWith('inline-')) {
    // Among words it is one of them; a button or a label beside others is not.
    return hasWords(element.previousSibling) || hasWords(element.nextSibling) ? 'span' : 'apart';
  }
  const isOut = style && (/absolute|fixed/.test(style.position) || style.cssFloat !== 'none');
  return isOut ? 'apart' : 'block';
}

/**
 * @param {Element} element
 * @param {State} within
 * @returns {Role} By the element alone.
 */
function ownRole(element, within) {
  const name = element.localName;
  if (silentNames.has(name) || name === 'wbr') return 'none';
  if (name === 'br' || name === 'hr') return 'break';
  if (apartNames.has(name) || opaqueNames.has(name) || element.shadowRoot) return 'apart';
  const layout = layoutOf(element);
  return layout === 'span' && isLeftAlone(within) ? 'kept' : layout;
}

/** The roles of elements, each worked out once: for as long as nothing changes. */
export class Roles {
  /** @type {Map<Element, Role>} */
  #known = new Map();

  /**
   * @param {Element} element
   * @param {State} within Of what is in it.
   * @returns {Role}
   */
  of(element, within) {
    let role = this.#known.get(element);
    if (role) return role;
    role = ownRole(element, within);
    // An inline element around blocks or lines is laid out as they are.
    if (role === 'span' && this.#isBroken(element, within)) role = 'block';
    this.#known.set(element, role);
    return role;
  }

  /**
   * @param {Element} element
   * @param {State} within
   */
  #isBroken(element, within) {
    for (const child of element.children) {
      const role = this.of(child, stateWithin(child, within));
      if (role === 'block' || role === 'break') return true;
    }
    return false;
  }
}
