/** @file Tests of reading text files in any encoding, and of rejecting what is none. */

import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { test } from 'node:test';
import { decodeText, TextLines } from '../../../../web/engine/text-files/lines.js';

/** @param {string} text */
const utf16be = (text) => Buffer.from(text, 'utf16le').swap16();

/** @param {string} text Below U+0100. */
const latin1 = (text) => Buffer.from(text, 'latin1');

const text = 'El café está frío.\r\n\n«¿Qué?» 🙂\nfin';

/** @type {[string, Buffer][]} */
const unicode = [
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
  ['UTF-16LE with a mark', Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16BE with a mark', utf16be(`\ufeff${text}`)],
  ['UTF-16LE without a mark', Buffer.from(text, 'utf16le')],
  ['UTF-16BE without a mark', utf16be(text)],
];

/** @param {Uint8Array[]} chunks */
function linesOf(chunks) {
  /** @type {string[]} */
  const notices = [];
  const lines = new TextLines('notes.txt', (notice) => notices.push(notice));
  const found = chunks.flatMap((chunk) => [...lines.add(chunk)]);
  return { found: [...found, ...lines.end()], notices };
}

const expected = ['El café está frío.\r\n', '\n', '«¿Qué?» 🙂\n', 'fin'];

for (const [name, bytes] of unicode) {
  test(`${name} is read, wherever the bytes are cut, and nothing is said`, () => {
    assert.deepEqual(decodeText(bytes, 'notes.txt'), { text, notice: '' });
    for (let cut = 0; cut <= bytes.length; cut++) {
      const { found, notices } = linesOf([bytes.subarray(0, cut), bytes.subarray(cut)]);
      assert.deepEqual([found, notices], [expected, []], `cut at ${cut}`);
    }
    const single = linesOf([...bytes].map((byte) => Uint8Array.of(byte)));
    assert.deepEqual(single.found, expected);
  });
}

test('a mark within a text is kept', () => {
  for (const encoding of /** @type {const} */ (['utf8', 'utf16le'])) {
    const bytes = Buffer.from('\ufeffa\n\ufeffb', encoding);
    assert.equal(decodeText(bytes, 'notes.txt').text, 'a\n\ufeffb');
  }
});

test('lines are given as soon as they end', () => {
  const lines = new TextLines('pipe', assert.fail);
  assert.deepEqual([...lines.add(Buffer.from('a\n'))], ['a\n']);
  assert.deepEqual([...lines.add(Buffer.from('é\nb'))], ['é\n']);
  assert.deepEqual([...lines.add(Buffer.from('\nc'))], ['b\n']);
  assert.deepEqual([...lines.end()], ['c']);
  const wide = new TextLines('pipe', assert.fail);
  assert.deepEqual([...wide.add(Buffer.from('\ufeffa\n', 'utf16le'))], ['a\n']);
});

/**
 * Texts with lines that are not UTF-8: their bytes, what they are read as, and the line that is named.
 *
 * @type {[string, Buffer, string, number][]}
 */
const windows = [
  ['one line', latin1('El caf\xe9 est\xe1 fr\xedo.\n'), 'El café está frío.\n', 1],
  ['quotation marks', latin1('\x93It\x92s\x94 \x96 5 \x80\n'), '“It’s” – 5 €\n', 1],
  ['lines of ASCII first', latin1('uno\ndos\nma\xf1ana\ntres'), 'uno\ndos\nmañana\ntres', 3],
  ['what looks like UTF-8 later', latin1('ma\xf1ana\nCAF\xc9\xbb\n'), 'mañana\nCAFÉ»\n', 1],
  [
    'among lines of UTF-8',
    Buffer.concat([Buffer.from('año\n'), latin1('ma\xf1ana\n'), Buffer.from('café\n')]),
    'año\nmañana\ncafé\n',
    2,
  ],
  [
    'before lines of UTF-8',
    Buffer.concat([latin1('ma\xf1ana\n'), Buffer.from('«¿Qué?»\n')]),
    'mañana\n«¿Qué?»\n',
    1,
  ],
];

for (const [name, bytes, decoded, line] of windows) {
  test(`Windows-1252 is read and reported once: ${name}`, () => {
    const notice =
      `notes.txt: line ${line} is not UTF-8; it and such lines after it are read as` +
      ' Windows-1252';
    assert.deepEqual(decodeText(bytes, 'notes.txt'), { text: decoded, notice });
    const { found, notices } = linesOf([...bytes].map((byte) => Uint8Array.of(byte)));
    assert.deepEqual([found.join(''), notices], [decoded, [notice]]);
  });
}

/** @type {[string, Buffer, RegExp][]} */
const rejected = [
  ['UTF-32LE', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), /^notes\.txt is in UTF-32, /],
  ['UTF-32BE', Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x61]), /^notes\.txt is in UTF-32, /],
  ['UTF-32 without a mark', Buffer.from([0x61, 0, 0, 0, 0x0a, 0, 0, 0]), /zero bytes .* line 1/],
  ['a zero byte in a text', Buffer.from('uno\ndos\0\n'), /not a text file: .* line 1/],
  ['gzip', gzipSync('uno\n'), /not a text file/],
  [
    'control characters',
    Buffer.from('uno\n\x01\x02\x03\x04dos\n'),
    /line 2 has control characters/,
  ],
  ['a zero in UTF-16', Buffer.from('\ufeffuno\n\0\n', 'utf16le'), /line 2 has control characters/],
  ['half a character in UTF-16', Buffer.from([0xff, 0xfe, 0x61, 0, 0x62]), /not valid UTF-16/],
  ['half a pair in UTF-16', Buffer.from([0xff, 0xfe, 0, 0xd8, 0x61, 0]), /not valid UTF-16/],
  ['UTF-8 cut off', Buffer.from('El café está frío').subarray(0, -2), /line 1 is UTF-8 with wrong/],
  ['a byte of no encoding', latin1('ma\xf1ana\x81'), /line 1 is neither UTF-8 nor Windows-1252/],
  // "Привет" in Windows-1251, and "你好，世界" in GB 18030.
  ['Cyrillic', latin1('\xcf\xf0\xe8\xe2\xe5\xf2\n'), /unknown encoding: line 1/],
  ['Chinese', latin1('\xc4\xe3\xba\xc3\xa3\xac\xca\xc0\xbd\xe7\n'), /unknown encoding: line 1/],
];

for (const [name, bytes, message] of rejected) {
  test(`rejected: ${name}`, () => {
    assert.throws(() => decodeText(bytes, 'notes.txt'), { message });
  });
}

test('a stray control character and repeated dashes are text', () => {
  const dos = decodeText(Buffer.from('uno dos tres\n\x1a'), 'notes.txt');
  assert.equal(dos.text, 'uno dos tres\n\x1a');
  assert.equal(decodeText(latin1('\x97\x97\x97\x97\x97\x97\x97\n'), 'notes.txt').text, '———————\n');
});
