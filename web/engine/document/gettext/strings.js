/** @file Strings of PO files: their escapes, and how they are folded. */

/** @type {Record<string, string>} */
const ESCAPES = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', v: '\v', f: '\f' };
const NAMES = Object.fromEntries(Object.entries(ESCAPES).map(([name, char]) => [char, name]));

const ESCAPED = /\\(?:([0-7]{1,3})|x([\da-f]{1,2})|([^]))/gi;
const utf8 = new TextDecoder();

/**
 * @param {string} raw What is between the quotation marks.
 * @returns {string} Octal and hexadecimal escapes are bytes of UTF-8.
 */
export function decodeString(raw) {
  if (!raw.includes('\\')) return raw;
  let text = '';
  /** @type {number[]} */
  let bytes = [];
  let at = 0;
  const flush = () => {
    text += utf8.decode(new Uint8Array(bytes));
    bytes = [];
  };
  for (const { index, 0: whole, 1: octal, 2: hexadecimal, 3: name } of raw.matchAll(ESCAPED)) {
    const isByte = name === undefined;
    if (index > at || !isByte) flush();
    text += raw.slice(at, index);
    at = index + whole.length;
    if (isByte) bytes.push((octal ? parseInt(octal, 8) : parseInt(hexadecimal, 16)) & 0xff);
    else text += ESCAPES[name] ?? name;
  }
  flush();
  return text + raw.slice(at);
}

/** @param {string} text @returns {string} As it is between quotation marks. */
export const encodeString = (text) =>
  // eslint-disable-next-line no-control-regex
  text.replace(/["\\]|[\0-\x1f\x7f]/g, (char) => {
    const octal = char.charCodeAt(0).toString(8).padStart(3, '0');
    return `\\${NAMES[char] ?? (char < ' ' || char === '\x7f' ? octal : char)}`;
  });

const WIDE =
  /[\p{Extended_Pictographic}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff01-\uff60]/u;

/** @param {string} text @returns {number} Columns of a terminal that it takes. */
function columnsOf(text) {
  let columns = 0;
  for (const char of text) columns += /\p{Mn}/u.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return columns;
}

// The width of lines that gettext's own tools write, with the quotation marks.
const WIDTH = 79;

/**
 * @param {string} line Encoded, with `\n` at its end at most.
 * @returns {string[]} Parts that fit into a line each, where they have spaces.
 */
function fold(line) {
  /** @type {string[]} */
  const parts = [];
  let part = '';
  for (const word of line.match(/ *[^ ]+ *| +/g) ?? []) {
    if (part !== '' && columnsOf(part + word.trimEnd()) > WIDTH - 2) {
      parts.push(part);
      part = '';
    }
    part += word;
  }
  return [...parts, part];
}

/**
 * Writes a keyword and its string as gettext's tools do: on one line where it fits, else with a line
 * for each line of the text, which are folded at spaces.
 *
 * @param {string} keyword
 * @param {string} text
 * @param {{lineEnd: string, isFolded: boolean}} style
 * @returns {string}
 */
export function writeString(keyword, text, { lineEnd, isFolded }) {
  const encoded = encodeString(text);
  const lines = encodeString(text).match(/(?:[^\\]|\\[^n])*?\\n|(?:[^\\]|\\[^n])+/g) ?? [''];
  const isShort = columnsOf(keyword) + columnsOf(encoded) + 3 <= WIDTH;
  if (lines.length === 1 && (isShort || !isFolded)) return `${keyword} "${encoded}"`;
  const parts = isFolded ? lines.flatMap(fold) : lines;
  return [`${keyword} ""`, ...parts.map((part) => `"${part}"`)].join(lineEnd);
}
