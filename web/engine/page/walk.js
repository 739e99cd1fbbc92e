/** @file Goes through a page: its elements, shadow trees and frames. */

import { isLeftAlone, opaqueNames, silentNames, stateWithin } from './states.js';

/** @typedef {import('./roles.js').Roles} Roles */
/** @typedef {import('./states.js').State} State */

/**
 * A place that is met on the way: an `element` with attributes; a `container`, whose text is not part
 * of what is around it; a `root`, the shadow root or the document of a frame; a `frame`, which may
 * load another document later; a `promise` of an element that is not defined yet.
 *
 * @typedef {{element: Element} | {container: Node, state: State} | {root: Document | ShadowRoot} |
 *   {frame: Element} | {promise: Element}} Place
 */

/** @param {Element} element @returns {Document | null} Null for one of another origin. */
export function frameDocument(element) {
  try {
    return /** @type {HTMLIFrameElement} */ (element).contentDocument;
  } catch {
    return null;
  }
}

/**
 * @param {Element} element
 * @param {State} within
 * @returns {Generator<Place>}
 */
function* placesBeside(element, within) {
  // Something in it may be turned on again.
  if (element.shadowRoot) yield { root: element.shadowRoot };
  if (!within.isOff && (element.localName === 'iframe' || element.localName === 'frame')) {
    yield { frame: element };
    const inner = frameDocument(element);
    if (inner) yield { root: inner };
  }
  if (element.localName.includes('-') && element.matches(':not(:defined)')) {
    yield { promise: element };
  }
}

/**
 * Goes through the children of a node as they are when it gets there.
 *
 * @param {Node} parent
 * @param {State} state In the parent.
 * @param {Roles} roles
 * @returns {Generator<Place>}
 */
function* walkChildren(parent, state, roles) {
  for (const child of [...parent.childNodes]) {
    if (child.nodeType !== 1 || child.parentNode !== parent) continue;
    yield* walkElement(/** @type {Element} */ (child), state, roles);
  }
}

/**
 * @param {Element} element
 * @param {State} state Of what the element is in.
 * @param {Roles} roles
 * @returns {Generator<Place>}
 */
function* walkElement(element, state, roles) {
  const name = element.localName;
  if (silentNames.has(name)) return;
  const within = stateWithin(element, state);
  if (!state.isClosed) {
    // A form field is closed, but not what is written about it.
    if (!within.isOff) yield { element };
    yield* placesBeside(element, within);
  }
  if (opaqueNames.has(name)) return;
  if (!isLeftAlone(within)) {
    const role = isLeftAlone(state) ? 'block' : roles.of(element, within);
    if (role !== 'span') yield { container: element, state: within };
  }
  yield* walkChildren(element, within, roles);
}

/**
 * @param {Node} node A document, a shadow root or an element.
 * @param {State} state Of what it is in.
 * @param {Roles} roles
 * @returns {Generator<Place>}
 */
export function* walk(node, state, roles) {
  if (node.nodeType === 1) yield* walkElement(/** @type {Element} */ (node), state, roles);
  else {
    if (!isLeftAlone(state)) yield { container: node, state };
    yield* walkChildren(node, state, roles);
  }
}
