/** @file The choice of languages, among the pairs that there are models for. */

import { byId, element } from './dom.js';
import { languageName } from './format.js';
import { change, settings } from './settings.js';

/** @typedef {(source: string, target: string, isSwapped: boolean) => void} OnChoose */

const sourceSelect = byId('source-language', HTMLSelectElement);
const targetSelect = byId('target-language', HTMLSelectElement);
const swap = byId('swap', HTMLButtonElement);

/** @type {[string, string][]} */
let pairs = [];
/** @type {OnChoose} */
let tell = () => {};

/**
 * @param {HTMLSelectElement} select
 * @param {string[]} tags
 * @param {string} chosen
 */
function fill(select, tags, chosen) {
  const options = [...new Set(tags)].map((tag) =>
    element('option', { value: tag, selected: tag === chosen }, languageName(tag)),
  );
  select.replaceChildren(...options);
}

/** @param {string} source @param {string} target */
const exists = (source, target) => pairs.some(([a, b]) => a === source && b === target);

/** @param {string} source @param {string} target */
function show(source, target) {
  const targets = pairs.filter(([from]) => from === source).map(([, to]) => to);
  fill(
    sourceSelect,
    pairs.map(([from]) => from),
    source,
  );
  fill(targetSelect, targets, target);
  swap.disabled = !exists(target, source);
  swap.title = swap.disabled
    ? `There is no model from ${languageName(target)} to ${languageName(source)}`
    : 'Swap languages';
}

/**
 * Chooses a pair; another with the same source, or the first there is, when there is no such pair.
 *
 * @param {string} source
 * @param {string} target
 * @param {boolean} [isSwapped] Whether the two have changed places.
 */
export function choosePair(source, target, isSwapped = false) {
  const [first] = pairs.filter(([from]) => from === source);
  const [from, to] = exists(source, target) ? [source, target] : (first ?? pairs[0]);
  show(from, to);
  change({ sourceLanguage: from, targetLanguage: to });
  tell(from, to, isSwapped);
}

/**
 * Lets the user choose.
 *
 * @param {[string, string][]} available The pairs there are; at least one.
 * @param {OnChoose} onChoose
 */
export function startLanguagePair(available, onChoose) {
  pairs = available;
  tell = onChoose;
  for (const select of [sourceSelect, targetSelect]) {
    select.addEventListener('change', () => choosePair(sourceSelect.value, targetSelect.value));
  }
  swap.addEventListener('click', () => choosePair(targetSelect.value, sourceSelect.value, true));
}

/** Chooses the pair that was chosen the last time. */
export const chooseLastPair = () => choosePair(settings.sourceLanguage, settings.targetLanguage);

/**
 * Shows the pair of a model of the user's own, which is not in the list.
 *
 * @param {string} source
 * @param {string} target
 */
export function showOwnPair(source, target) {
  fill(sourceSelect, [source, ...pairs.map(([from]) => from)], source);
  fill(targetSelect, [target], target);
  swap.disabled = true;
}
