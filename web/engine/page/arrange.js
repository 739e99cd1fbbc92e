/** @file Puts nodes of one parent into an order, moving as little as it can. */

// Moving text costs nothing; an element may lose what it plays or shows.
/** @param {Node} node @returns {number} */
const weightOf = (node) => (node.nodeType === 1 ? 1000 : 1);

/**
 * @param {readonly Node[]} nodes In the order that is wanted.
 * @param {readonly number[]} places Where each is now.
 * @returns {Set<Node>} The heaviest of those that are in order already: they can stay.
 */
function stayingAmong(nodes, places) {
  const best = nodes.map(weightOf);
  const before = nodes.map(() => -1);
  let last = -1;
  for (let i = 0; i < nodes.length; i++) {
    const own = best[i];
    for (let j = 0; j < i; j++) {
      if (places[j] < places[i] && best[j] + own > best[i])
        [best[i], before[i]] = [best[j] + own, j];
    }
    if (last < 0 || best[i] > best[last]) last = i;
  }
  /** @type {Set<Node>} */
  const staying = new Set();
  for (; last >= 0; last = before[last]) staying.add(nodes[last]);
  return staying;
}

/** @typedef {Node & {moveBefore?: (node: Node, next: Node | null) => void}} Mover */

/**
 * @param {Mover} parent
 * @param {Node} node
 * @param {Node | null} next
 */
function move(parent, node, next) {
  if (parent.moveBefore && node.parentNode === parent && parent.isConnected) {
    // Keeps the focus, what frames show and what animations do.
    parent.moveBefore(node, next);
    return;
  }
  const { activeElement } = /** @type {Document} */ (node.ownerDocument);
  const hadFocus = node.contains(activeElement);
  parent.insertBefore(node, next);
  if (hadFocus) /** @type {HTMLElement} */ (activeElement).focus({ preventScroll: true });
}

/**
 * Puts nodes into an order. Others of the parent stay beside the neighbours they have.
 *
 * @param {Node} parent
 * @param {readonly Node[]} nodes Children of the parent, or new ones.
 * @returns {Node[]} Those that were moved or added.
 */
export function arrange(parent, nodes) {
  const now = new Map(
    [...parent.childNodes].map((node, place) => [/** @type {Node} */ (node), place]),
  );
  const present = nodes.filter((node) => now.has(node));
  const places = present.map((node) => Number(now.get(node)));
  const isSorted = places.every((place, i) => i === 0 || places[i - 1] < place);
  const staying = isSorted ? new Set(present) : stayingAmong(present, places);
  const moved = nodes.filter((node) => !staying.has(node));
  let next = /** @type {Node | null} */ (null);
  // Backwards, so that what each comes before has its place; the last ones come after a staying one.
  const lastStaying = nodes.findLastIndex((node) => staying.has(node));
  for (let i = lastStaying; i >= 0; i--) {
    if (!staying.has(nodes[i])) move(parent, nodes[i], next);
    next = nodes[i];
  }
  for (let i = lastStaying + 1; i < nodes.length; i++) {
    move(parent, nodes[i], i === 0 ? parent.firstChild : nodes[i - 1].nextSibling);
  }
  return moved;
}
