/** @file Tests of Markdown. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from '../../../../../web/engine/document/markdown/markdown.js';
import { parseMarkdown } from '../../../../../web/engine/document/markdown/parse.js';
import { assertCopies, rewritten, textsOf, upper } from '../support/translations.js';

/** @typedef {import('../../../../../web/engine/document/markdown/parse.js').MarkdownNode} MarkdownNode */

const page = `---
title: The title
---

# A *first* heading #

A paragraph with **bold text**, \`code\`, a [link](https://x.org "Title here") and
an ![old picture](a.png) of [the house][1] or of [Madrid], see <https://example.org/a>.

Second\\
heading with mi\\_nombre@example.org
===

> Quoted text that is wrapped over
> two lines of this file.
> > Inner one  
> > breaks here

1. First
   goes on
2. [ ] Second ~~gone~~ &amp; &eacute; \\* not a list
   - Inner

| Head one | b \\| c |
| -------- | :---: |
| cell \`a\\|b\` | **x** y |
| more | cells | than | heads |

\`\`\`sh
ls # not this
\`\`\`

<div>Not this</div>

A note[^1], <b>tagged</b> <!-- not this --> text, $a_1 + b_1$ and {{ site[0] }}.

[^1]: The note's text.

[1]: https://x.org "Not this"
[madrid]: https://m.org
`;

/**
 * @param {MarkdownNode} node
 * @returns {unknown} Its type and those within, without texts.
 */
function structureOf({ type, children, url, referenceType }) {
  const inner = (children ?? []).map(structureOf).filter((child) => child !== 'text');
  if (inner.length === 0 && !url) return type;
  return [type, url ?? '', referenceType ? 'reference' : '', ...inner];
}

test('a copy has the bytes of the source, whatever its line ends', () => {
  assertCopies(read, page);
  assertCopies(read, page.replaceAll('\n', '\r\n'));
  assertCopies(read, '');
});

test('paragraphs, headings, cells, notes and descriptions of images are translated', () => {
  assert.deepEqual(textsOf(read(page)), [
    'A first heading',
    'A paragraph with bold text, code, a link and an  of the house or of Madrid, see https://example.org/a.',
    'old picture',
    'Second heading with mi_nombre@example.org',
    'Quoted text that is wrapped over two lines of this file.',
    'Inner one breaks here',
    'First goes on',
    'Second gone & é * not a list',
    'Inner',
    'Head one',
    'b | c',
    'cell a|b',
    'x y',
    'more',
    'cells',
    'than',
    'heads',
    'A note, tagged  text, $a_1 + b_1$ and {{ site[0] }}.',
    "The note's text.",
  ]);
});

test('what is read again after translation has the same structure', () => {
  const doubled = (/** @type {string} */ text) => `${text} ${text}`.trim();
  for (const source of [page, page.replaceAll('\n', '\r\n')]) {
    for (const change of [upper, doubled]) {
      const written = rewritten(read(source), change);
      assert.deepEqual(structureOf(parseMarkdown(written)), structureOf(parseMarkdown(source)));
      for (const kept of [
        'title: The title',
        'ls # not this',
        '<div>Not this</div>',
        '| -------- | :---: |',
        '$a_1 + b_1$',
        '{{ site[0] }}',
        '(https://x.org "Title here")',
        '[1]: https://x.org "Not this"',
      ]) {
        assert.ok(written.includes(kept), kept);
      }
    }
  }
});

test('marks are written by the source', () => {
  const written = rewritten(read(page), upper);
  assert.ok(written.includes('# A *FIRST* HEADING #\n'));
  assert.ok(written.includes('![OLD PICTURE](a.png)'));
  assert.ok(written.includes('[THE HOUSE][1]'));
  assert.match(written, /\[MADRID\]\[Madrid\]/);
  assert.ok(written.includes('> > INNER ONE  \n> > BREAKS HERE'));
  assert.ok(written.includes('| CELL `a\\|b` | **X** Y |'));
});

test('texts cannot become markup', () => {
  const texts = [
    '# a',
    '- a',
    '+',
    '1. a',
    '> a',
    '===',
    '---',
    '***',
    '```',
    '~~~',
    '[a](b)',
    '![a](b)',
    '<b>',
    '&amp;',
    '*a* _b_',
    '`a`',
    'a | b',
    '[^1]',
    '[x] a',
    '    a',
    'snake_case_name',
    'a\n\nb',
    '| a |',
  ];
  for (const [source, parent] of [
    ['word\n', 'paragraph'],
    ['- word\n', 'list'],
    ['> word\n', 'blockquote'],
    ['## word\n', 'heading'],
    ['|a|\n|-|\n|word|\n', 'table'],
    ['word\n===\n', 'heading'],
  ]) {
    const wanted = structureOf(parseMarkdown(source));
    for (const text of texts) {
      const written = rewritten(read(source), () => text);
      assert.deepEqual(structureOf(parseMarkdown(written)), wanted, `${parent}: ${written}`);
    }
  }
});

test('wrapped lines do not begin like a list or a heading', () => {
  const source = 'some words that are wrapped\nover two lines\n';
  for (const sign of ['-', '1.', '#', '+', '>', '===', '---', '|']) {
    const written = rewritten(
      read(source),
      () => `${'aaaa '.repeat(5)}${sign} ${'bbb '.repeat(9)}`,
    );
    assert.deepEqual(structureOf(parseMarkdown(written)), ['root', '', '', 'paragraph'], written);
  }
});

test('emphasis that its signs cannot mark becomes tags', () => {
  const document = read('a **b** c\n');
  const pieces = [{ text: 'x' }, { open: 0 }, { text: '(y)' }, { close: 0 }, { text: 'z' }];
  assert.equal(document.write([pieces]), 'x<strong>(y)</strong>z\n');
});

test('addresses stay, written with escapes or not', () => {
  const source = 'Write to me@example.org or www.example.org today, or to mi\\_n@example.org\n';
  const [{ text, marks }] = read(source).blocks;
  assert.equal(marks.filter(({ kind }) => kind === 'kept').length, 2);
  assert.ok(text.endsWith('mi_n@example.org'));
});

test('rules at the beginning are no front matter', () => {
  assert.deepEqual(textsOf(read('---\n\nText: one\n\n---\n\nTwo\n')), ['Text: one', 'Two']);
  assert.deepEqual(textsOf(read('+++\ntitle = "a"\n+++\nTwo\n')), ['Two']);
});

test('deep and huge files are read', () => {
  const nested = `${'*a '.repeat(3000)}b${'*'.repeat(3000)}`;
  for (const source of [
    nested,
    `${'> '.repeat(500)}a`,
    'word '.repeat(100_000),
    `${'['.repeat(5000)}a`,
  ]) {
    assertCopies(read, source);
  }
});
