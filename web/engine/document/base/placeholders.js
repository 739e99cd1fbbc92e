/** @file What programs put values into: parts of messages that translations keep. */

/** @typedef {import('./inline.js').Token} Token */

const PLACEHOLDERS = [
  // Mustache and its like, i18next's references, template literals, Ruby, ICU and Python, Chrome.
  String.raw`\{\{[^{}]*\}\}`,
  String.raw`\$t\([^()]*\)`,
  String.raw`[$%#]\{[^{}\s][^{}]*\}`,
  String.raw`\{[\w.$:@-]*\}`,
  String.raw`\$[A-Z\d_@]+\$`,
  // printf, with Python's names; a percentage before a word is none.
  String.raw`%\([\w.]+\)[-+0#]*\d*(?:\.\d+)?[a-zA-Z]`,
  String.raw`%\d+\$[-+0#']*\d*(?:\.\d+)?(?:hh?|ll?|[qjzt])?[@a-zA-Z]`,
  String.raw`(?<![\d%])%[-+0#']*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh?|ll?|[qjzt])?[@diouxXeEfFgGaAcspn](?![a-zA-Z]*%)`,
  String.raw`%%`,
];

// Tags, with a name such as Vue's and React's messages have.
const TAGS = String.raw`<(\/?)([a-zA-Z][\w.:-]*|\d+)((?:\s[^<>]*?)?\/?)>`;

const PATTERN = new RegExp(`(${PLACEHOLDERS.join('|')})|${TAGS}`, 'g');

/**
 * @param {string} text
 * @param {number} offset Where it is in the source, in which it stands as it is.
 * @returns {Token[]} Placeholders are kept, tags are markup.
 */
export function placeholderTokens(text, offset) {
  /** @type {Token[]} */
  const tokens = [];
  let at = 0;
  const add = (
    /** @type {Token['kind']} */ kind,
    /** @type {number} */ end,
    /** @type {string} */ said,
    /** @type {string} */ name = '',
  ) => {
    if (end > at) tokens.push({ kind, start: offset + at, end: offset + end, text: said, name });
    at = end;
  };
  for (const match of text.matchAll(PATTERN)) {
    const [raw, placeholder, slash, tag, attributes] = match;
    add('text', match.index, text.slice(at, match.index));
    const end = match.index + raw.length;
    if (placeholder !== undefined) add('kept', end, raw);
    else if (attributes.endsWith('/') || /^(?:br|hr|img|wbr)$/i.test(tag)) add('point', end, '');
    else add(slash ? 'close' : 'open', end, '', tag);
  }
  add('text', text.length, text.slice(at));
  return tokens;
}
