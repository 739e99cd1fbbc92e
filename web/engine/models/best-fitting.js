/** @file Which models of a manifest fit the languages that are asked for best. */

import { bestFit, serves } from '../base/language-tags.js';

/** @typedef {import('./manifest.js').ModelEntry} ModelEntry */

const sides = /** @type {const} */ ([
  { side: 'source', key: 'sourceLanguage' },
  { side: 'target', key: 'targetLanguage' },
]);

/**
 * @param {readonly Readonly<ModelEntry>[]} models
 * @param {{sourceLanguage?: string, targetLanguage?: string}} wanted BCP 47 tags.
 * @returns {Readonly<ModelEntry>[]} The models whose languages fit all that is wanted, reduced to those
 *   whose source language fits best, and of these to those whose target language does; in their order.
 * @throws {RangeError} When a tag is not a language tag.
 */
export function bestFitting(models, wanted) {
  const tags = sides.flatMap(({ side, key }) => {
    const tag = wanted[key];
    return tag === undefined ? [] : [{ side, key, tag }];
  });
  let fitting = models.filter((model) =>
    tags.every(({ side, key, tag }) => serves(model[key], tag, side)),
  );
  for (const { side, key, tag } of tags) {
    const available = fitting.map((model) => model[key]);
    const best = bestFit(available, tag, side);
    fitting = fitting.filter((model) => model[key] === best);
  }
  return fitting;
}
