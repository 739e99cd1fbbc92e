/** @file The choice of languages, among the pairs that there are models for. */

import { announce } from '../shell/announcer.js';
import { byId, element } from '../shell/dom.js';
import { languageName, pairName } from '../shell/format.js';
import { change, settings } from '../shell/settings.js';

/** @typedef {[source: string, target: string]} Pair */
/** @typedef {(source: string, target: string, isSwapped: boolean) => void} OnChoose */

const sourceSelect = byId('source-language', HTMLSelectElement);
const targetSelect = byId('target-language', HTMLSelectElement);
const swap = byId('swap', HTMLButtonElement);

/** @type {Pair[]} */
let pairs = [];
/** @type {OnChoose} */
let tell = () => {};

/** @param {string} tag @param {boolean} isChosen */
const option = (tag, isChosen) =>
  element('option', { value: tag, selected: isChosen }, languageName(tag));

/** @param {Pair} pair That has another source than the one chosen. */
const pairOption = ([source, target]) =>
  element(
    'option',
    { value: `${source}:${target}` },
    `${languageName(target)}, from ${languageName(source)}`,
  );

/** @param {string} source @param {string} target */
const exists = (source, target) => pairs.some(([a, b]) => a === source && b === target);

/**
 * @param {readonly Pair[]} candidates
 * @param {string} target What the source of a pair is best, so that the languages change places.
 * @returns {Pair[]} One for each language that they translate to.
 */
function onePerTarget(candidates, target) {
  const sorted = candidates.toSorted((a, b) => Number(b[0] === target) - Number(a[0] === target));
  return sorted.filter(([, to], index) => sorted.findIndex((pair) => pair[1] === to) === index);
}

/**
 * Offers every source, the targets that there are for the one chosen, and below them all other targets
 * with a source that they can be had from: so that every pair is two choices away at most.
 *
 * @param {Pair} chosen
 * @param {string[]} targets That the source has.
 * @param {readonly Pair[]} candidates Pairs for the other targets.
 */
function show([source, target], targets, candidates) {
  const sources = new Set([source, ...pairs.map(([from]) => from)]);
  sourceSelect.replaceChildren(...[...sources].map((tag) => option(tag, tag === source)));
  const own = [...new Set(targets)].map((tag) => option(tag, tag === target));
  const others = onePerTarget(candidates, target).map(pairOption);
  targetSelect.replaceChildren(...own);
  if (others.length > 0) {
    targetSelect.append(element('optgroup', { label: 'From another language' }, ...others));
  }
}

/** @param {string} source @param {string} target */
function showSwap(source, target) {
  swap.disabled = !exists(target, source);
  swap.title = swap.disabled
    ? `There is no model from ${languageName(target)} to ${languageName(source)}`
    : 'Swap languages';
}

/**
 * @param {string} source
 * @param {string} target
 * @returns {Pair} This one; when there is none such, back to the source before, another with the same
 *   source, or the first there is.
 */
function nearest(source, target) {
  const [first] = pairs.filter(([from]) => from === source);
  const wishes = [target, settings.sourceLanguage];
  const found = wishes.find((wish) => exists(source, wish));
  return found === undefined ? (first ?? pairs[0]) : [source, found];
}

/**
 * Chooses a pair; a near one when there is no such pair.
 *
 * @param {string} source
 * @param {string} target
 * @param {boolean} [isSwapped] Whether the two have changed places.
 */
export function choosePair(source, target, isSwapped = false) {
  const [from, to] = nearest(source, target);
  const targets = pairs.filter(([other]) => other === from).map(([, tag]) => tag);
  show(
    [from, to],
    targets,
    pairs.filter(([, tag]) => !targets.includes(tag)),
  );
  showSwap(from, to);
  change({ sourceLanguage: from, targetLanguage: to });
  tell(from, to, isSwapped);
}

/** @param {string} source @param {string} target @param {boolean} [isSwapped] As chosen by the user. */
function chooseByHand(source, target, isSwapped) {
  choosePair(source, target, isSwapped);
  // Whoever does not see it may not expect that the other side changes as well.
  announce(pairName(settings));
}

/**
 * Lets the user choose.
 *
 * @param {Pair[]} available The pairs there are; at least one.
 * @param {OnChoose} onChoose
 */
export function startLanguagePair(available, onChoose) {
  pairs = available;
  tell = onChoose;
  sourceSelect.addEventListener('change', () =>
    chooseByHand(sourceSelect.value, settings.targetLanguage),
  );
  targetSelect.addEventListener('change', () => {
    const [first, second] = targetSelect.value.split(':');
    if (second === undefined) chooseByHand(settings.sourceLanguage, first);
    else chooseByHand(first, second);
  });
  swap.addEventListener('click', () =>
    chooseByHand(settings.targetLanguage, settings.sourceLanguage, true),
  );
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
  show([source, target], [target], pairs);
  swap.disabled = true;
  swap.title = 'A model of your own has no way back';
}
