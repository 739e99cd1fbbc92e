/** @file Tests of OpenDocument texts. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from '../../../../../web/engine/document/office/odt.js';
import { changed, textsOf, upper } from '../support/translations.js';
import { odtBody, odtOf, pack, unpack } from './archives.js';

/** @param {string} body @param {(text: string) => string} change */
function translated(body, change) {
  const document = read(odtOf(body));
  const pieces = document.blocks.map((block) => changed(block, change));
  return /** @type {Uint8Array} */ (document.write(pieces));
}

const body = `<text:tracked-changes><text:p>Deleted words</text:p></text:tracked-changes><text:h>A <text:span text:style-name="T1">bold</text:span> title</text:h><text:p>Seen on <text:date>1 May</text:date><text:s/>and<text:tab/>later<text:line-break/>again<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>The note</text:p></text:note-body></text:note>, <office:annotation><text:p>A comment</text:p></office:annotation>end  &amp; <text:a href="x">link</text:a></text:p><text:p><draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box></draw:frame></text:p><text:p><text:ruby><text:ruby-base>base</text:ruby-base><text:ruby-text>reading</text:ruby-text></text:ruby> text</text:p>`;

test('paragraphs, headings, notes and boxes are translated, the rest stays', () => {
  assert.deepEqual(textsOf(read(odtOf(body))), [
    'A bold title',
    'Seen on 1 May and later again, end & link',
    'The note',
    'In a box',
    'base text',
    'Header here',
  ]);
  const bytes = translated(body, upper);
  assert.equal(
    odtBody(bytes),
    body
      .replace(/(?<=>|^)[^<]+(?=<)/g, (text) => upper(text).replace('&AMP;', '&amp;'))
      .replace('DELETED WORDS', 'Deleted words')
      .replace('A COMMENT', 'A comment')
      .replace('1 MAY', '1 May')
      .replace('<text:s/>AND', ' AND')
      .replace('END  &', 'END &')
      .replace('READING', 'reading'),
  );
  assert.match(unpack(bytes)['styles.xml'], /HEADER HERE/);
});

test('a copy has the parts of the source, and the entry of the type is first', () => {
  const source = odtOf(body);
  const bytes = translated(body, (text) => text);
  assert.deepEqual(unpack(bytes), unpack(source));
  assert.equal(new TextDecoder().decode(bytes.subarray(30, 38)), 'mimetype');
  assert.deepEqual(unpack(translated(body, upper))['Pictures/a.bin'], 'raw bytes');
});

test('spaces in a row are elements', () => {
  assert.equal(
    odtBody(translated('<text:p>a</text:p>', () => 'b   c')),
    '<text:p>b <text:s text:c="2"/>c</text:p>',
  );
});

test('damaged and hostile archives are rejected', () => {
  const source = odtOf('<text:p>words</text:p>');
  const damaged = source.slice();
  damaged[damaged.indexOf(0x50, 100) + 60] ^= 0xff;
  const huge = source.slice();
  const view = new DataView(huge.buffer);
  for (let at = 0; at < huge.length - 4; at++) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 0x7fffffff, true);
  }
  for (const bytes of [source.subarray(0, 50), huge, new Uint8Array(0), pack({ a: 'b' })]) {
    assert.throws(() => read(bytes), { code: 'invalid_document' });
  }
  assert.throws(() => read(odtOf('<text:p>words</text:q>')), {
    code: 'invalid_document',
    line: 1,
    message: /^content\.xml: line 1, column \d+: not valid XML/,
  });
});
