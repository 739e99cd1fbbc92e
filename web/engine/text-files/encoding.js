/** @file The encoding of a text file, as far as its beginning tells. */

/** @typedef {'utf-8' | 'utf-16le' | 'utf-16be'} Encoding */

/**
 * What the beginning of a file says.
 *
 * @typedef {object} Beginning
 * @property {Encoding | 'utf-32'} encoding UTF-8 also where it may turn out to be Windows-1252.
 * @property {number} mark Length of the byte order mark; 0 when there is none.
 */

/** UTF-32 before UTF-16, whose mark it begins with. @type {{encoding: Beginning['encoding'], bytes: number[]}[]} */
const marks = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-32', bytes: [0xff, 0xfe, 0, 0] },
  { encoding: 'utf-32', bytes: [0, 0, 0xfe, 0xff] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];

const NEWLINE = 0x0a;

// Enough characters to tell UTF-16 from other bytes with zeros among them.
const SAMPLE = 4096;

// Of the characters in a UTF-16 text of a Latin script, those below U+0100; dashes are above.
const SHARE = 0.75;

/** @type {(head: Uint8Array, mark: number[]) => boolean} Whether all bytes that are in both agree. */
const agrees = (head, mark) => mark.every((byte, i) => i >= head.length || head[i] === byte);

/**
 * @param {Uint8Array} head
 * @returns {Encoding} UTF-16 when nearly every other byte is zero and no byte between is.
 */
function withoutMark(head) {
  const pairs = Math.floor(Math.min(head.length, SAMPLE) / 2);
  const zeros = [0, 0];
  for (let i = 0; i < 2 * pairs; i++) if (head[i] === 0) zeros[i % 2] += 1;
  const [even, odd] = zeros;
  if (even === 0 && odd > 0 && odd >= SHARE * pairs) return 'utf-16le';
  if (odd === 0 && even > 0 && even >= SHARE * pairs) return 'utf-16be';
  return 'utf-8';
}

/**
 * @param {Uint8Array} head The first bytes of a file.
 * @param {boolean} isWhole Whether there are no more.
 * @returns {Beginning | undefined} None when more bytes are needed; they are not once a line is there.
 */
export function beginningOf(head, isWhole) {
  const possible = marks.filter(({ bytes }) => agrees(head, bytes));
  if (!isWhole && possible.some(({ bytes }) => bytes.length > head.length)) return undefined;
  const mark = possible.find(({ bytes }) => bytes.length <= head.length);
  if (mark) return { encoding: mark.encoding, mark: mark.bytes.length };
  if (!isWhole && head.length < SAMPLE && !head.includes(NEWLINE)) return undefined;
  return { encoding: withoutMark(head), mark: 0 };
}
