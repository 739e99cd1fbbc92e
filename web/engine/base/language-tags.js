/** @file Language tags: their canonical form, and which of the available languages fits best. */

import { lineage } from './parent-locales.js';

/**
 * Languages that are two names of one, after the macro-languages in `languageMatching` of CLDR 48.
 * `Intl.getCanonicalLocales` leaves these alone; others, such as `cmn` for `zh`, it replaces.
 *
 * @type {Record<string, string>}
 */
const synonyms = { nb: 'no' };

/**
 * Which side of a translation a language is on. A model that reads a language may read each of its
 * scripts; it writes one.
 *
 * @typedef {'source' | 'target'} Side
 */

/**
 * @param {string} tag
 * @returns {string} The canonical form of a BCP 47 tag: `EN-us` becomes `en-US`, `iw` becomes `he`.
 * @throws {RangeError} When it is not a language tag.
 */
export function canonicalTag(tag) {
  return Intl.getCanonicalLocales(tag)[0];
}

/**
 * @param {string} name A BCP 47 tag, perhaps with underscores, as files and systems name languages.
 * @returns {string} The canonical tag: `zh_hant` becomes `zh-Hant`.
 * @throws {RangeError} When it is not a language tag.
 */
export const tagOfName = (name) => canonicalTag(name.replaceAll('_', '-'));

/**
 * A tag without what likely subtags say of it anyway.
 *
 * @typedef {object} Analysis
 * @property {string} tag The canonical tag.
 * @property {string} language One name for all synonyms.
 * @property {string} script Also where the tag names none.
 * @property {boolean} hasScript Whether the tag itself names the script.
 * @property {boolean} hasRegion Whether the tag itself names the region.
 * @property {string[]} lineage From the language of the region to that of all regions.
 * @property {string} variants Such as `valencia`.
 */

/** @param {string} tag A valid tag. @returns {Analysis} */
function analyse(tag) {
  const canonical = canonicalTag(tag);
  const locale = new Intl.Locale(canonical);
  const { baseName, region, script = '' } = locale.maximize();
  // Not `locale.language`, which V8 leaves undefined for `und`.
  const [named] = canonical.split('-');
  const language = synonyms[named] ?? named;
  // Nothing is likely for languages such as Klingon.
  const { script: usual = '' } = new Intl.Locale(language).maximize();
  const base = script === usual ? language : `${language}-${script}`;
  const isUsual = region === new Intl.Locale(base).maximize().region;
  return {
    tag: canonical,
    language,
    script,
    hasScript: locale.script !== undefined,
    hasRegion: locale.region !== undefined,
    lineage: lineage(base, isUsual ? undefined : region),
    variants: baseName.split('-').slice(3).join('-'),
  };
}

/**
 * @param {Analysis} have
 * @param {Analysis} want
 * @returns {number} How far the regions and variants are apart, less than 1000.
 */
function regionalDistance(have, want) {
  const up = want.lineage.findIndex((tag) => have.lineage.includes(tag));
  const down = have.lineage.indexOf(want.lineage[up]);
  const variants = have.variants === want.variants ? 0 : 2;
  return 1 + 100 * up + 10 * down + variants + (have.hasRegion ? 1 : 0);
}

/**
 * How badly a language serves who asked for another. Languages must be the same, and scripts too, be
 * they named or implied: `zh-TW` is `zh-Hant`, which is not `zh`. Of regions the closest by CLDR's
 * parent locales is the best: for `pt-AO` Portugal's, then Brazil's, which is `pt` at large.
 *
 * @param {string} available A valid tag.
 * @param {string} requested A valid tag.
 * @param {Side} side A source may have any script where `available` names none.
 * @returns {number} 0 for the same tag, more for a worse one, infinite when it does not serve at all.
 */
export function distance(available, requested, side) {
  const [have, want] = [analyse(available), analyse(requested)];
  if (have.tag === want.tag) return 0;
  if (have.language !== want.language || have.language === 'und') return Infinity;
  if (have.script === want.script) return regionalDistance(have, want);
  return side === 'source' && !have.hasScript ? 1000 : Infinity;
}

/**
 * @param {string} available A valid tag.
 * @param {string} requested A valid tag.
 * @param {Side} side
 * @returns {boolean} Whether the language serves who asked for the other.
 */
export const serves = (available, requested, side) =>
  distance(available, requested, side) < Infinity;

/**
 * @param {readonly string[]} available Valid tags.
 * @param {string} requested A valid tag.
 * @param {Side} side
 * @returns {string | undefined} The one that fits best, the first of equals; none when none serves.
 */
export function bestFit(available, requested, side) {
  let best;
  for (const tag of available) {
    const apart = distance(tag, requested, side);
    if (apart < (best?.apart ?? Infinity)) best = { tag, apart };
  }
  return best?.tag;
}
