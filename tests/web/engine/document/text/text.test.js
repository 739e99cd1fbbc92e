/** @file Tests of plain text. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from '../../../../../web/engine/document/text/text.js';
import { assertCopies, rewritten, textsOf, upper } from '../support/translations.js';

const letter = `Dear Ms. Smith,

we thank you for your letter of the third of May, in which you ask
whether the library is open on Sundays. It is, from ten in the morning
until four in the afternoon, but not in August. The reading room on the
first floor is closed until further notice.

> Is the library open on Sundays, or is it not? I should like to know
> so that I can plan my visit to it.

- one thing

Yours sincerely,
The Librarian
`;

test('a copy has the bytes of the source', () => {
  for (const source of [letter, letter.replaceAll('\n', '\r\n'), '', '\n\n', 'a', ' a \n\tb ']) {
    assertCopies(read, source);
  }
});

test('wrapped lines are joined to paragraphs, short lines are not', () => {
  assert.deepEqual(
    textsOf(read(letter)).map((text) => text.slice(0, 20)),
    [
      'Dear Ms. Smith,',
      'we thank you for you',
      'Is the library open ',
      'one thing',
      'Yours sincerely,',
      'The Librarian',
    ],
  );
});

test('translations are wrapped at the width of the source, behind its marks', () => {
  const doubled = rewritten(read(letter), (text) => `${text} ${text}`);
  const lines = doubled.split('\n');
  assert.ok(lines.every((line) => line.length <= 71));
  assert.equal(lines.filter((line) => line.startsWith('> ')).length, 3);
  assert.ok(doubled.includes('\n- one thing one thing\n'));
  const windows = rewritten(read(letter.replaceAll('\n', '\r\n')), upper);
  assert.equal(windows, letter.toUpperCase().replaceAll('\n', '\r\n'));
});

test('lines that are not wrapped are blocks of their own', () => {
  const source = '  One line\r\n1) Another\r\n\r\n1234\r\n* A third\r\n';
  const document = read(source);
  assert.deepEqual(textsOf(document), ['One line', 'Another', 'A third']);
  assert.equal(rewritten(document, upper), source.toUpperCase());
});

test('a translation cannot add lines', () => {
  assert.equal(
    rewritten(read('a\nb\n'), () => 'x\n\ny'),
    'x y\nx y\n',
  );
});

test('a file of one huge line is read quickly', () => {
  const source = 'word '.repeat(200_000);
  assert.equal(rewritten(read(source), upper).length, source.length);
});
