/** @file The language pair that is chosen: one that has a model, or that of a custom model. */

import { change, settings } from '../shell/settings.js';
import { retarget, store, useCustom, usePair } from './translators.js';

/** @typedef {import('./kept-imports.js').ImportInfo} ImportInfo */

/** @typedef {[source: string, target: string]} Pair */

/**
 * How a pair came to be chosen: by the user, who may have swapped its languages, by a link to the page,
 * or once more as at the last visit.
 *
 * @typedef {'user' | 'swap' | 'link' | 'restored'} Origin
 */

/**
 * @typedef {object} Choice
 * @property {string} source
 * @property {string} target
 * @property {boolean} isCustom Whether it is the pair of a custom model.
 * @property {Origin} origin
 */

/** @type {readonly Pair[]} */
let available = [];

/** @type {((choice: Choice) => void)[]} */
const listeners = [];

/** @param {(choice: Choice) => void} listener Called once the translator of a choice is on its way. */
export function onChoice(listener) {
  listeners.push(listener);
}

/** @param {Choice} choice */
function tell(choice) {
  for (const listener of listeners) listener(choice);
}

/** @returns {readonly Pair[]} The pairs that have a model; none until they are known. */
export const availablePairs = () => available;

/** Learns which pairs have a model. */
export async function findPairs() {
  const models = await store.models();
  available = models.map(({ sourceLanguage, targetLanguage }) => [sourceLanguage, targetLanguage]);
}

/** @param {string} source @param {string} target */
export const hasModel = (source, target) =>
  available.some(([from, to]) => from === source && to === target);

/**
 * @param {string} source
 * @param {string} target
 * @returns {Pair} This one. If it has no model: back to the source before, else another pair with the
 *   same source, else the first.
 */
function nearest(source, target) {
  const [first] = available.filter(([from]) => from === source);
  const wishes = [target, settings.sourceLanguage];
  const found = wishes.find((wish) => hasModel(source, wish));
  return found === undefined ? (first ?? available[0]) : [source, found];
}

/**
 * Chooses a pair, or one near to it if it has no model, and uses its model.
 *
 * @param {string} source
 * @param {string} target
 * @param {Origin} [origin]
 */
export function choosePair(source, target, origin = 'user') {
  const [sourceLanguage, targetLanguage] = nearest(source, target);
  change({ sourceLanguage, targetLanguage });
  usePair(sourceLanguage, targetLanguage);
  tell({ source: sourceLanguage, target: targetLanguage, isCustom: false, origin });
}

/**
 * Uses a custom model, for its languages.
 *
 * @param {ImportInfo} info
 * @param {Blob | null} file As `useCustom` takes it.
 * @param {Origin} [origin]
 * @returns {Promise<void>} Resolves when the model is loaded or has failed to, which the page shows.
 */
export function chooseCustom(info, file, origin = 'user') {
  const { sourceLanguage, targetLanguage } = info;
  change({ sourceLanguage, targetLanguage });
  const used = useCustom(info, file);
  tell({ source: sourceLanguage, target: targetLanguage, isCustom: true, origin });
  return used;
}

/**
 * Uses the custom model in use for another language that it can translate to.
 *
 * @param {string} targetLanguage
 */
export function chooseTarget(targetLanguage) {
  const used = retarget(targetLanguage);
  if (!used) return;
  change({ targetLanguage });
  const { sourceLanguage: source } = settings;
  tell({ source, target: targetLanguage, isCustom: true, origin: 'user' });
}
