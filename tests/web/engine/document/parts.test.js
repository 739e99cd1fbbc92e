/** @file Tests of the parts that a text is translated in. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitText } from '../../../../web/engine/document/parts.js';

test('parts join to the text and know where they start', () => {
  const line = 'A sentence of some length stands here, and here. ';
  const texts = [
    '',
    '\n',
    'one',
    'one\n\n\ntwo\r\n',
    `${line.repeat(30)}\n`.repeat(4),
    '  # a\n- b',
  ];
  for (const text of texts) {
    for (const isMarkdown of [false, true]) {
      const parts = splitText(text, { isMarkdown });
      assert.equal(parts.map((part) => part.text).join(''), text);
      for (const part of parts) assert.ok(text.startsWith(part.text, part.start));
    }
  }
});

test('lines go together, up to a length after which a new part begins', () => {
  const parts = splitText(`${'x'.repeat(250)}\n`.repeat(6), { isMarkdown: false });
  assert.deepEqual(
    parts.map((part) => part.text.length),
    [502, 502, 502],
  );
});

test('blank lines are kept, and in Markdown its markers and code', () => {
  const text = '# Title\n\n- one\n1. two\n> three\n\n```sh\nls # four\n```\nfive\n';
  const translated = (/** @type {boolean} */ isMarkdown) =>
    splitText(text, { isMarkdown })
      .filter((part) => !part.isKept)
      .map((part) => part.text);
  assert.deepEqual(translated(true), ['Title\n', 'one\n', 'two\n', 'three\n', 'five\n']);
  assert.equal(translated(false).length, 3);
});

test('wrapped lines stay together until a sentence ends', () => {
  const line = `${'x'.repeat(70)}\n`;
  const text = `${line.repeat(9)}End.\n${line}\n${line}`;
  const parts = splitText(text, { isMarkdown: false, isWrapped: true });
  assert.deepEqual(
    parts.map((part) => part.text),
    [`${line.repeat(9)}End.\n`, line, '\n', line],
  );
});
