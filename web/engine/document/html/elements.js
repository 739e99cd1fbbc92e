/** @file What the elements of HTML mean to a translator. */

/** @param {string} names */
const set = (names) => new Set(names.split(' '));

/** They follow the words that they surround. Elements that HTML does not know are like these. */
const block = set(
  'address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt ' +
    'fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr ' +
    'html legend li link listing main menu meta nav noscript ol optgroup option p plaintext pre search ' +
    'section summary table tbody td template tfoot th thead title tr ul xmp',
);

/** Elements without content and end tag. */
const empty = set(
  'area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr',
);

/** What is in them is not text for people, or of another language than words. */
const opaque = set(
  'applet embed frame iframe noembed noframes plaintext rp rt rtc script style svg textarea xmp',
);

/** They hold the place of a thing between words; what they have inside is translated for itself. */
const island = set('audio canvas datalist meter object picture progress select template video');

/** They go into the translation as they are. */
const kept = set('code kbd math samp var');

/** Their text is written without character references. */
const raw = set('iframe noembed noframes plaintext script style xmp');

/** White space counts in them. */
const preformatted = set('listing pre textarea');

/** Attributes that people read. */
export const textAttributes = Object.freeze([
  'title',
  'alt',
  'placeholder',
  'label',
  'aria-label',
  'aria-description',
]);

/** @param {string} name */
export const isBlock = (name) => block.has(name);

/** @param {string} name */
export const isEmptyElement = (name) => empty.has(name);

/** @param {string} name */
export const isOpaque = (name) => opaque.has(name);

/** @param {string} name */
export const isIsland = (name) => island.has(name);

/** @param {string} name */
export const isKept = (name) => kept.has(name);

/** @param {string} name */
export const isRawText = (name) => raw.has(name);

/** @param {string} name */
export const isPreformatted = (name) => preformatted.has(name);
