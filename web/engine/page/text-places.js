/** @file Which text nodes take which texts of a translation, so that few nodes have to move. */

/**
 * @param {readonly (Node | null)[]} list
 * @param {number} from
 * @param {-1 | 1} step
 * @returns {Node | null} The next element, or null at the end.
 */
function elementBeside(list, from, step) {
  for (let i = from + step; i >= 0 && i < list.length; i += step) {
    if (list[i]?.nodeType === 1) return list[i];
  }
  return null;
}

/** @param {Node} node @returns {boolean} Whether it has words: such a node is the better place for others. */
const hasWords = (node) => /\S/.test(/** @type {Text} */ (node).data);

/**
 * Gives each text the node between the elements that it is between, where there is one.
 *
 * @param {readonly Node[]} own Elements and text nodes of a passage, as the page has them.
 * @param {readonly (Node | null)[]} wanted The elements in the order of the translation, with null
 *   for each text.
 * @returns {(Node | null)[]} The same with a node for each text, or null where a new one is needed.
 */
export function matchTexts(own, wanted) {
  const placed = [...wanted];
  const free = new Set(own.filter((node) => node.nodeType === 3));
  const take = (/** @type {(node: Node, place: number) => boolean} */ fits) => {
    for (const [place, node] of placed.entries()) {
      if (node) continue;
      const fitting = [...free].filter((each) => fits(each, place));
      const found = fitting.find(hasWords) ?? fitting[0];
      if (!found) continue;
      placed[place] = found;
      free.delete(found);
    }
  };
  const beside = (/** @type {-1 | 1} */ step) => {
    const elements = new Map(own.map((node, i) => [node, elementBeside(own, i, step)]));
    return (/** @type {Node} */ node, /** @type {number} */ place) =>
      elements.get(node) === elementBeside(wanted, place, step);
  };
  const [isAfter, isBefore] = [beside(-1), beside(1)];
  take((node, place) => isAfter(node, place) && isBefore(node, place));
  take(isAfter);
  take(isBefore);
  take(() => true);
  return placed;
}
