/** @file Which models of a manifest fit the languages that are asked for best. */

import { bestFit, fit } from '../base/language-tags.js';

/** @typedef {import('./manifest.js').ModelEntry} ModelEntry */

/**
 * @param {readonly Readonly<ModelEntry>[]} models
 * @param {{sourceLanguage?: string, targetLanguage?: string}} wanted BCP 47 tags.
 * @returns {Readonly<ModelEntry>[]} The models whose languages fit all that is wanted, reduced to those
 *   whose source language fits best, and of these to those whose target language does; in their order.
 * @throws {RangeError} When a tag is not a language tag.
 */
export function bestFitting(models, wanted) {
  const sides = /** @type {const} */ (['sourceLanguage', 'targetLanguage']);
  const tags = sides.flatMap((side) => {
    const tag = wanted[side];
    return tag === undefined ? [] : [{ side, tag }];
  });
  let fitting = models.filter((model) => tags.every(({ side, tag }) => fit(model[side], tag) > 0));
  for (const { side, tag } of tags) {
    const best = bestFit(
      fitting.map((model) => model[side]),
      tag,
    );
    fitting = fitting.filter((model) => model[side] === best);
  }
  return fitting;
}
