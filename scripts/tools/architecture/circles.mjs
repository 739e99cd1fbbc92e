/** @file Finds the circles of a directed graph. */

/**
 * The strongly connected components of more than one node (Tarjan 1972), each sorted by name.
 *
 * @param {Map<string, Set<string>>} graph Each node with those that it points to.
 * @returns {string[][]}
 */
export function circles(graph) {
  /** @type {Map<string, number>} */
  const order = new Map();
  /** @type {Map<string, number>} The earliest open node that can be reached. */
  const lowest = new Map();
  /** @type {string[]} */
  const open = [];
  /** @type {string[][]} */
  const found = [];

  const visit = (/** @type {string} */ node) => {
    const place = order.size;
    order.set(node, place);
    lowest.set(node, place);
    open.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!order.has(next)) visit(next);
      if (open.includes(next))
        lowest.set(node, Math.min(Number(lowest.get(node)), Number(lowest.get(next))));
    }
    if (lowest.get(node) !== place) return;
    const component = open.splice(open.indexOf(node));
    if (component.length > 1) found.push(component.sort());
  };

  for (const node of graph.keys()) if (!order.has(node)) visit(node);
  return found;
}
