/**
 * @file Which languages of a region are closer to another region's than to the language at large.
 *
 * Taken from the Unicode CLDR 48, `parentLocales` in supplementalData.xml: those of languages that are
 * written alike. Elsewhere the parent is what is left without the region.
 */

/** The regions below a parent, by its tag. @type {Record<string, string>} */
const regions = {
  'en-001':
    '150 AG AI AU BB BI BM BS BW BZ CC CK CM CX CY DG DM ER FJ FK FM GB GD GG GH GI GM GS GY HK ID IE ' +
    'IL IM IN IO JE JM KE KI KN KY LC LR LS MG MO MS MT MU MV MW MY NA NF NG NR NU NZ PG PK PN PW RW ' +
    'SB SC SD SG SH SL SS SX SZ TC TK TO TT TV TZ UG VC VG VU WS ZA ZM ZW',
  'en-150': 'AT BE CH CZ DE DK EE ES FI FR GE HU IT LT LV NL NO PL PT RO SE SI SK UA',
  'es-419': 'AR BO BR BZ CL CO CR CU DO EC GT HN JP MX NI PA PE PR PY SV US UY VE',
  'pt-PT': 'AO CH CV FR GQ GW LU MO MZ ST TL',
  'zh-Hant-HK': 'MO',
};

/** The parent by the tag of its child. */
const parents = new Map(
  Object.entries(regions).flatMap(([parent, list]) => {
    const base = parent.slice(0, parent.lastIndexOf('-'));
    return list.split(' ').map((region) => [`${base}-${region}`, parent]);
  }),
);

/**
 * @param {string} base A language, with its script where that is not the usual one.
 * @param {string | undefined} region
 * @returns {string[]} The language of the region, its parents, and last the language at large.
 */
export function lineage(base, region) {
  const line = [];
  const first = region === undefined ? undefined : `${base}-${region}`;
  for (let tag = first; tag !== undefined; tag = parents.get(tag)) line.push(tag);
  return [...line, base];
}
