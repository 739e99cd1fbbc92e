/** @file The choice of languages: two lists, and a button that swaps them. */

import { byId, element } from '../../shell/dom.js';
import { languageName, pairName } from '../../shell/format.js';

/** @typedef {import('../../context.js').Context} Context */
/** @typedef {import('../../models/language-pair.js').Choice} Choice */
/** @typedef {import('../../models/language-pair.js').Pair} Pair */

/** @param {string} tag @param {boolean} isChosen */
const option = (tag, isChosen) =>
  element('option', { value: tag, selected: isChosen }, languageName(tag));

/** @param {Pair} pair Whose source is not the chosen one. */
const pairOption = ([source, target]) =>
  element(
    'option',
    { value: `${source}:${target}` },
    `${languageName(target)}, from ${languageName(source)}`,
  );

/**
 * @param {readonly Pair[]} candidates
 * @param {string} target Preferred as the source of a pair, so that the languages change places.
 * @returns {Pair[]} One for each language that they translate to.
 */
function onePerTarget(candidates, target) {
  const sorted = candidates.toSorted((a, b) => Number(b[0] === target) - Number(a[0] === target));
  return sorted.filter(([, to], index) => sorted.findIndex((pair) => pair[1] === to) === index);
}

export class LanguagePicker {
  #source = byId('source-language', HTMLSelectElement);
  #target = byId('target-language', HTMLSelectElement);
  #swap = byId('swap', HTMLButtonElement);
  #context;

  /** @param {Context} context */
  constructor(context) {
    this.#context = context;
    const { settings, languages } = context;
    this.#source.addEventListener('change', () =>
      this.#choose(this.#source.value, settings.targetLanguage),
    );
    this.#target.addEventListener('change', () => {
      const [first, second] = this.#target.value.split(':');
      if (second !== undefined) this.#choose(first, second);
      else if (context.translators.customModel()) this.#chooseTarget(first);
      else this.#choose(settings.sourceLanguage, first);
    });
    this.#swap.addEventListener('click', () =>
      this.#choose(settings.targetLanguage, settings.sourceLanguage, 'swap'),
    );
    languages.onChoice((choice) => this.#show(choice));
    context.translators.changes.addEventListener('change', () => this.#offerTargets());
  }

  /**
   * @param {string} source
   * @param {string} target
   * @param {'user' | 'swap'} [origin]
   */
  #choose(source, target, origin) {
    const { announce, languages, settings } = this.#context;
    languages.choosePair(source, target, origin);
    // Without seeing it nobody expects that the other side may change as well.
    announce(pairName(settings));
  }

  /** @param {string} target Of the custom model in use. */
  #chooseTarget(target) {
    const { announce, languages, settings } = this.#context;
    languages.chooseTarget(target);
    announce(pairName(settings));
  }

  /** Offers all languages that a multilingual custom model translates to, once it is loaded. */
  async #offerTargets() {
    const { languages, settings, translators } = this.#context;
    const model = translators.customModel();
    if (!model) return;
    const { info } = await translators.translator();
    const tags =
      info?.targetTokens.map(({ language }) => language).filter((tag) => tag !== '') ?? [];
    if (tags.length === 0 || translators.customModel() !== model) return;
    const { targetLanguage } = settings;
    this.#showTargets(targetLanguage, [targetLanguage, ...tags], languages.availablePairs());
  }

  /** @param {Choice} choice */
  #show({ source, target, isCustom }) {
    const pairs = this.#context.languages.availablePairs();
    const own = pairs.filter(([from]) => from === source).map(([, to]) => to);
    const targets = isCustom ? [target] : own;
    const others = isCustom ? pairs : pairs.filter(([, to]) => !own.includes(to));
    const sources = new Set([source, ...pairs.map(([from]) => from)]);
    this.#source.replaceChildren(...[...sources].map((tag) => option(tag, tag === source)));
    this.#showTargets(target, targets, others);
    this.#showSwap(source, target, isCustom);
  }

  /**
   * Offers the targets of the chosen source, and below them all others with a source that has a model
   * for them: so that every pair is at most two choices away.
   *
   * @param {string} target That is chosen.
   * @param {string[]} targets
   * @param {readonly Pair[]} others
   */
  #showTargets(target, targets, others) {
    const own = [...new Set(targets)].map((tag) => option(tag, tag === target));
    this.#target.replaceChildren(...own);
    const pairs = onePerTarget(others, target).map(pairOption);
    if (pairs.length > 0) {
      this.#target.append(element('optgroup', { label: 'From another language' }, ...pairs));
    }
  }

  /**
   * @param {string} source
   * @param {string} target
   * @param {boolean} isCustom
   */
  #showSwap(source, target, isCustom) {
    const reverse = `${languageName(target)} to ${languageName(source)}`;
    this.#swap.disabled = isCustom || !this.#context.languages.hasModel(target, source);
    if (isCustom) this.#swap.title = 'Custom models translate one way only';
    else if (this.#swap.disabled) this.#swap.title = `There is no model from ${reverse}`;
    else this.#swap.title = 'Swap languages';
  }
}
