/** @file Language tags: their canonical form, and which of the available languages fits best. */

/**
 * @param {string} tag
 * @returns {string} The canonical form of a BCP 47 tag: `EN-us` becomes `en-US`, `iw` becomes `he`.
 * @throws {RangeError} When it is not a language tag.
 */
export function canonicalTag(tag) {
  return Intl.getCanonicalLocales(tag)[0];
}

/**
 * How well a language serves who asked for another: the language must be the same, and the script
 * too unless the request names one that is more than the language has (`sr` serves `sr-Latn`); the
 * same region and fewer differences are better. Likely subtags decide what a tag leaves out, so that
 * `zh-Hant` serves `zh-TW` and `zh-Hans` serves `zh`.
 *
 * @param {string} available A valid tag.
 * @param {string} requested A valid tag.
 * @returns {number} 0 when it does not serve at all; more is better.
 */
export function fit(available, requested) {
  if (canonicalTag(available) === canonicalTag(requested)) return 8;
  const [have, want] = [available, requested].map((tag) => new Intl.Locale(tag).maximize());
  if (have.language !== want.language) return 0;
  const isPrefix = `${canonicalTag(requested)}-`.startsWith(`${canonicalTag(available)}-`);
  const isSameScript = have.script === want.script;
  if (!isSameScript && !isPrefix) return 0;
  return (isSameScript ? 4 : 0) + (have.region === want.region ? 2 : 0) + (isPrefix ? 1 : 0);
}

/**
 * @param {readonly string[]} available Valid tags.
 * @param {string} requested A valid tag.
 * @returns {string | undefined} The one that fits best, the first of equals; none when none serves.
 */
export function bestFit(available, requested) {
  let best;
  for (const tag of available) {
    const score = fit(tag, requested);
    if (score > (best?.score ?? 0)) best = { tag, score };
  }
  return best?.tag;
}
