/** @file Tests of PO files. Some compare with gettext's own tools, where they are installed. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { entriesOf } from '../../../../../web/engine/document/gettext/entries.js';
import { read } from '../../../../../web/engine/document/gettext/gettext.js';
import { pluralForms } from '../../../../../web/engine/document/gettext/plural-forms.js';
import { decodeString, encodeString } from '../../../../../web/engine/document/gettext/strings.js';
import { rewritten, textsOf, upper } from '../support/translations.js';

const gettext = { skip: spawnSync('msgcat', ['--version']).status === 0 ? false : 'no msgcat' };

/** @param {string} program @param {string[]} args @param {string} input */
const runTool = (program, args, input) => spawnSync(program, args, { input, encoding: 'utf8' });

const header = `# Translation
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
`;

const file = `${header}
# By hand
#. For people
#: src/a.c:1
#, c-format
#| msgid "old"
msgid "Open %s in \\"%s\\"\\n"
msgstr ""

msgctxt "menu"
msgid "Open"
msgstr "Obre"

msgctxt ""
msgid "Open"
msgstr ""

#, fuzzy
msgid "Maybe"
msgstr "Potser"

#, c-format
msgid "%d file in the folder"
msgid_plural "%d files in the folder"
msgstr[1] ""
msgstr[0] ""

msgid "%s"
msgstr ""

#, fuzzy
#~ msgid "Gone"
#~ msgstr ""

msgid "123"
msgstr ""
`;

test('only what is not translated yet is, and is flagged', () => {
  const document = read(file);
  assert.deepEqual(textsOf(document), [
    'Open %s in "%s"',
    'Open',
    '%d file in the folder',
    '%d files in the folder',
  ]);
  const written = rewritten(document, upper);
  const expected = file
    .replace('#, c-format\n#|', '#, fuzzy, c-format\n#|')
    .replace(
      '\\n"\nmsgstr ""\n\nmsgctxt "menu"',
      '\\n"\nmsgstr "OPEN %s IN \\"%s\\"\\n"\n\nmsgctxt "menu"',
    )
    .replace(
      'msgctxt ""\nmsgid "Open"\nmsgstr ""',
      '#, fuzzy\nmsgctxt ""\nmsgid "Open"\nmsgstr "OPEN"',
    )
    .replace('#, c-format\nmsgid "%d', '#, fuzzy, c-format\nmsgid "%d')
    .replace('msgstr[1] ""', 'msgstr[1] "%d FILES IN THE FOLDER"')
    .replace('msgstr[0] ""', 'msgstr[0] "%d FILE IN THE FOLDER"');
  assert.equal(written, expected);
  const plain = rewritten(read(file, { flagFuzzy: false }), upper);
  assert.equal(
    plain,
    expected.replaceAll('fuzzy, c-', 'c-').replace('#, fuzzy\nmsgctxt', 'msgctxt'),
  );
});

test('line ends stay, and there is nothing to do a second time', () => {
  const windows = rewritten(read(file.replaceAll('\n', '\r\n')), upper);
  assert.equal(windows.replaceAll('\r\n', '\n'), rewritten(read(file), upper));
  assert.equal(read(windows).blocks.length, 0);
  assert.equal(entriesOf(windows).length, entriesOf(file).length);
});

test('placeholders that change places are numbered where the format allows it', () => {
  const swap = (/** @type {string} */ flags) => {
    const document = read(`${flags}msgid "%s of %d"\nmsgstr ""\n`, { flagFuzzy: false });
    const pieces = [{ kept: 1, text: '%d' }, { text: ': ' }, { kept: 0, text: '%s' }];
    return document.write([pieces]);
  };
  assert.match(String(swap('#, c-format\n')), /msgstr "%2\$d: %1\$s"/);
  assert.match(String(swap('#, python-format\n')), /msgstr ""/);
  assert.match(String(swap('')), /msgstr ""/);
});

test('plural forms are those of the header, else of CLDR', () => {
  const polish =
    'Plural-Forms: nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;\n';
  const { count, formOf } = pluralForms(polish, '');
  assert.equal(count, 3);
  const numbers = [1, 2, 5, 12, 22, 25, 112];
  assert.deepEqual(numbers.map(formOf), [0, 1, 2, 2, 1, 2, 2]);
  assert.deepEqual(numbers.map(pluralForms('', 'pl').formOf), numbers.map(formOf));
  const template = 'Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\n';
  const counts = ['ca', 'ja', 'ru', 'ar', 'es'].map((tag) => pluralForms(template, tag).count);
  assert.deepEqual(counts, [2, 1, 3, 6, 2]);
  const bad = ['n=1', '((n)', `${'('.repeat(1000)}n${')'.repeat(1000)}`, 'n ? 1', '$'];
  for (const formula of bad) {
    assert.equal(pluralForms(`Plural-Forms: nplurals=9; plural=${formula};`, 'ca').count, 2);
  }
});

test('forms that also count others than one have their number', () => {
  const entry = 'msgid "One file here"\nmsgid_plural "%d files here"\nmsgstr[0] ""\n';
  const written = rewritten(read(entry, { targetLanguage: 'ru', flagFuzzy: false }), upper);
  assert.equal(
    written,
    `${entry.replace('msgstr[0] ""', 'msgstr[0] "%d FILES HERE"')}`.replace(
      /\n$/,
      '\nmsgstr[1] "%d FILES HERE"\nmsgstr[2] "%d FILES HERE"\n',
    ),
  );
  const catalan = rewritten(read(entry, { targetLanguage: 'ca', flagFuzzy: false }), upper);
  assert.match(catalan, /msgstr\[0\] "ONE FILE HERE"\nmsgstr\[1\] "%d FILES HERE"/);
});

test('escapes are those of C', () => {
  assert.equal(decodeString('a\\n\\t\\\\ \\"\\101\\x41 \\303\\251'), 'a\n\t\\ "AA é');
  assert.equal(encodeString('a\n\t\\ "\x07\x01é'), 'a\\n\\t\\\\ \\"\\a\\001é');
});

test('a file in another encoding says afterwards that it is in UTF-8', () => {
  const source = `${header.replace('UTF-8', 'CHARSET')}\nmsgid "cafe"\nmsgstr ""\n`;
  assert.match(
    rewritten(read(source), () => 'café'),
    /charset=UTF-8\\n/,
  );
  assert.match(
    rewritten(read(source), () => 'cafe'),
    /charset=CHARSET\\n/,
  );
  const russian = header.replace('UTF-8', 'KOI8-R');
  assert.throws(() => read(russian), { code: 'invalid_document', line: 3, column: 1 });
});

test('a damaged file is rejected with its place', () => {
  const cases = [
    { source: 'msgid "a"\nmsgstr "b\n', line: 2, column: 8 },
    { source: 'msgid "a"\n', line: 1, column: 1 },
    { source: 'msgstr "a"\n', line: 1, column: 1 },
    { source: '# a\n  hello\n', line: 2, column: 1 },
    { source: '"a"\n', line: 1, column: 1 },
  ];
  for (const { source, line, column } of cases) {
    assert.throws(() => read(source), { code: 'invalid_document', line, column }, source);
  }
});

test('msgfmt accepts what is written, msgcat leaves it as it is', gettext, () => {
  const word = 'word1 longerword2 wd3 "quoted" ';
  const more = Array.from(
    { length: 40 },
    (_, i) =>
      `\nmsgid ${JSON.stringify(
        word
          .repeat(5)
          .slice(0, 50 + i)
          .trim() + i,
      )}\nmsgstr ""\n`,
  );
  const lines = '\nmsgid ""\n"one\\n"\n"two\\n"\nmsgstr ""\n';
  // These tools refuse the second form before the first.
  const inOrder = file.replace(/(msgstr\[1\] ""\n)(msgstr\[0\] ""\n)/, '$2$1');
  const { stdout: source, stderr } = runTool('msgcat', ['-'], inOrder + more.join('') + lines);
  assert.equal(stderr, '');
  assert.ok(source.length > file.length);
  const written = rewritten(read(source), upper);
  assert.equal(runTool('msgcat', ['-'], written).stdout, written);
  const checked = runTool('msgfmt', ['--check', '-o', '/dev/null', '-'], written);
  assert.equal(checked.status, 0, checked.stderr);
});
