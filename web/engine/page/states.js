/** @file What elements say about the text within them: whether it may be translated. */

/**
 * @typedef {object} State
 * @property {boolean} isOff `translate="no"`, the class `notranslate`, or code: what is within can
 *   turn it on again.
 * @property {boolean} isClosed Nothing within is ever translated: scripts, form fields, editable text.
 */

/** @type {State} */
const open = { isOff: false, isClosed: false };

const names = (/** @type {string} */ list) => new Set(list.split(' '));

/** Their text is not a language. */
export const codeNames = names('code kbd math samp tt var');

/** They have no place in the text around them. */
export const silentNames = names('link meta noscript script style template');

/** What they show is not their text, or belongs to the user or to a form. */
export const opaqueNames = names(
  'audio canvas datalist embed frame iframe img input meter object progress select textarea video',
);

/** @param {Element} element @returns {boolean | undefined} What it says itself. */
function ownSwitch(element) {
  if (element.classList.contains('notranslate')) return false;
  // The property would be wrong in shadow trees and is missing in SVG.
  const value = element.getAttribute('translate')?.toLowerCase();
  if (value === 'no') return false;
  if (value === 'yes' || value === '') return true;
  return codeNames.has(element.localName) ? false : undefined;
}

/** @param {Element} element */
function isEditable(element) {
  const value = element.getAttribute('contenteditable')?.toLowerCase();
  return value === '' || value === 'true' || value === 'plaintext-only';
}

/**
 * @param {Element} element
 * @param {State} state Of what it is in.
 * @returns {State} Of what is in it.
 */
export function stateWithin(element, state) {
  const name = element.localName;
  // Of the head only the title is text.
  if (name === 'title' && element.parentElement?.localName === 'head') return open;
  const isClosed =
    state.isClosed ||
    name === 'head' ||
    silentNames.has(name) ||
    opaqueNames.has(name) ||
    isEditable(element);
  const own = ownSwitch(element);
  return { isOff: own === undefined ? state.isOff : !own, isClosed };
}

/** @param {Node} node @returns {Node | null} What it is in; of a shadow root its host. */
export const outerOf = (node) =>
  node.parentNode ?? /** @type {Partial<ShadowRoot>} */ (node).host ?? null;

/** @param {Node} node @returns {State} Of what is in it, by all that it is in itself. */
export function stateIn(node) {
  const elements = [];
  let top = node;
  for (let outer = /** @type {Node | null} */ (node); outer; outer = outerOf(outer)) {
    if (outer.nodeType === 1) elements.unshift(/** @type {Element} */ (outer));
    top = outer;
  }
  const isEdited = /** @type {Partial<Document>} */ (top).designMode === 'on';
  const state = isEdited ? { isOff: false, isClosed: true } : open;
  return elements.reduce((within, element) => stateWithin(element, within), state);
}

/** @param {State} state @returns {boolean} Whether text in this state is left alone. */
export const isLeftAlone = ({ isOff, isClosed }) => isOff || isClosed;
