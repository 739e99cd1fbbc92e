/** @file Finds what is wrong with the structure of the sources. */

import { circles } from './circles.mjs';
import { importsOf } from './imports.mjs';
import { longParameterLists } from './parameters.mjs';
import { longestFile, roomOf, rooms } from './rooms.mjs';

/** @typedef {Map<string, string>} Sources Contents by path from the checkout. */

/** A C++ source and its header are one unit. @param {string} path */
const unitOf = (path) => path.replace(/\.(cc|h)$/, '');

/**
 * @param {string} path
 * @param {string} imported
 * @returns {string | undefined} What is wrong with the import.
 */
function fault(path, imported) {
  const [from, to] = [roomOf(path), roomOf(imported)];
  if (to < 0) return `${path} imports ${imported}, which is in no room`;
  if (to > from)
    return `${path} imports upward: ${imported} (${rooms[to]} builds on ${rooms[from]})`;
  return undefined;
}

/**
 * Imports that run upward or in a circle, files without a room, files that are too long, and functions
 * with too many parameters.
 *
 * @param {string} root The checkout, in which C++ and Python imports are looked up.
 * @param {Sources} sources
 * @returns {string[]} One line for each fault.
 */
export function structureFaults(root, sources) {
  const faults = [];
  /** @type {Map<string, Set<string>>} */
  const graph = new Map();
  for (const [path, code] of sources) {
    const lines = code.split('\n').length - 1;
    if (!path.startsWith('tests/') && lines > longestFile)
      faults.push(`${path} has ${lines} lines; at most ${longestFile} fit one subject`);
    faults.push(longParameterLists(path, code));
    if (roomOf(path) < 0) {
      faults.push(`${path} is in no room`);
      continue;
    }
    const unit = unitOf(path);
    const targets = graph.get(unit) ?? graph.set(unit, new Set()).get(unit);
    for (const imported of importsOf(root, path, code)) {
      faults.push(fault(path, imported) ?? []);
      if (unitOf(imported) !== unit) targets?.add(unitOf(imported));
    }
  }
  for (const circle of circles(graph)) faults.push(`a circle of imports: ${circle.join(', ')}`);
  return faults.flat();
}
