/** @file Tests how wrapped lines are told from others. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasWrappedLines } from '../../../../web/engine/document/wrapped-lines.js';

const mail = `Dear Ms. Smith,

we thank you for your letter of the third of May, in which you ask
whether the library is open on Sundays. It is, from ten in the morning
until four in the afternoon, but not in August. The reading room on the
first floor is closed until further notice.

> Is the library open?

Yours sincerely,
The Librarian
`;

test('paragraphs of wrapped lines', () => {
  assert.equal(hasWrappedLines(mail), true);
  assert.equal(hasWrappedLines(mail.replaceAll('\n', '\r\n')), true);
  const russian = 'это длинная строка, которая переносится на следующую строку,\n'.repeat(3);
  assert.equal(hasWrappedLines(russian), true);
});

test('lines that end where sentences do, or of any length', () => {
  const sentence = 'This sentence is just about as long as a line that is wrapped.\n';
  const headline = 'Council Votes to Open the Library on Sundays and in August Too\n';
  for (const text of [
    '',
    'one',
    'one\ntwo\nthree',
    sentence.repeat(5),
    headline.repeat(5),
    `${'a paragraph on one line that nobody wrapped '.repeat(9)}\n`.repeat(5),
    mail.replace(/(?<!\n)\n(?!\n)/g, ' '),
    '- one thing to buy, which is long enough to be a line of a text\n'.repeat(5),
    'a short line\nand one that is longer than all of the others by far, far\nend\nof\nit',
  ]) {
    assert.equal(hasWrappedLines(text), false, text);
  }
});
