/** @file Tests of JSON files of messages. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from '../../../../../web/engine/document/messages/messages.js';
import { assertCopies, rewritten, textsOf, upper } from '../support/translations.js';

/** @param {unknown} value */
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

/** @param {string} message @param {(text: string) => string} change */
const icu = (message, change) =>
  JSON.parse(rewritten(read(json({ a: message, b: '{x}' })), change)).a;

const app = {
  title: 'The title',
  '@title': { description: 'Shown at the top' },
  url: 'https://example.org/a',
  type: 'button',
  mail: 'me@example.org',
  constant: 'NOT_A_TEXT',
  count: 3,
  '': 'Empty key',
  nested: [{ text: 'One' }, 'two words', null, '—'],
  12: 'A number as a key',
};

test('texts are translated, keys and what programs read are not', () => {
  const document = read(json(app));
  assert.deepEqual(textsOf(document).sort(), [
    'A number as a key',
    'Empty key',
    'One',
    'The title',
    'two words',
  ]);
  const written = JSON.parse(rewritten(document, upper));
  assert.deepEqual(Object.keys(written), Object.keys(app));
  assert.deepEqual([written.url, written.nested[1]], [app.url, 'TWO WORDS']);
});

test('a copy has the bytes of the source', () => {
  for (const source of [
    json(app),
    '{"a":"caf\\u00e9 \\/ {x}","a":\t"b c",\r\n "__proto__": "Some text"}',
    '// comment\n{"a": "b", /* c */ }',
  ]) {
    assertCopies(read, source);
  }
});

test('equal keys and __proto__ are each written in their place', () => {
  const source = '{"a": "one", "a": "two", "__proto__": "three four"}';
  assert.equal(
    rewritten(read(source), upper),
    '{"a": "ONE", "a": "TWO", "__proto__": "THREE FOUR"}',
  );
});

test('escapes are written as the file has them', () => {
  assert.equal(rewritten(read('{"a": "caf\\u00e9"}'), upper), '{"a": "CAF\\u00c9"}');
  assert.equal(rewritten(read('{"a": "café"}'), upper), '{"a": "CAFÉ"}');
  assert.equal(
    rewritten(read('{"a": "b"}'), () => '"\n\u2028\\'),
    '{"a": "\\"\\n\u2028\\\\"}',
  );
});

test('arguments, plurals and selects of ICU stay', () => {
  assert.equal(icu('Hello, {name}!', upper), 'HELLO, {name}!');
  assert.equal(
    icu('{n, plural, offset:1 =0 {no file} one {# file} other {# files in {dir}}}', upper),
    '{n, plural, offset:1 =0 {NO FILE} one {# FILE} other {# FILES IN {dir}}}',
  );
  assert.equal(
    icu('You have {n, plural, one {# cat} other {# cats}} at {t, date, ::yMMM}.', upper),
    'YOU HAVE {n, plural, one {# CAT} other {# CATS}} AT {t, date, ::yMMM}.',
  );
  const nested = '{g, select, f {her {n, selectordinal, one {#st} other {#th}} cat} other {a #}}';
  assert.equal(
    icu(nested, upper),
    '{g, select, f {HER {n, selectordinal, one {#st} other {#th}} CAT} other {A #}}',
  );
});

test('apostrophes quote as ICU has it', () => {
  assert.deepEqual(textsOf(read(json({ a: "It''s '{'x'}' {y}" }))), ["It's {x} {y}"]);
  assert.equal(
    icu('the {name}', () => "l'"),
    "l''{name}",
  );
  assert.equal(
    icu('the cat', () => "l'ase d'en {x} # ''"),
    "l'ase d'en '{'x'}' # ''''",
  );
  assert.equal(
    icu('{n, plural, other {a}}', () => 'b #'),
    "{n, plural, other {b '#'}}",
  );
});

test('tags in messages surround their words', () => {
  const document = read(json({ a: 'Press <b>the <i>key</i></b> now<br> or <0/> later {x}' }));
  const [{ text, marks }] = document.blocks;
  assert.equal(text, 'Press the key now or  later {x}');
  assert.deepEqual(
    marks.map(({ kind }) => kind),
    ['span', 'span', 'point', 'point', 'kept'],
  );
  const written = JSON.parse(rewritten(document, upper)).a;
  assert.equal(written, 'PRESS <b>THE <i>KEY</i></b> NOW<br> OR <0/> LATER {x}');
});

test('placeholders of other libraries stay', () => {
  const source = {
    a: 'Hi {{name}}, see $t(key.other) and %(count)d or %1$s, 100% done',
    b: "It's {fine}",
  };
  const written = JSON.parse(rewritten(read(json(source)), upper));
  assert.equal(written.a, 'HI {{name}}, SEE $t(key.other) AND %(count)d OR %1$s, 100% DONE');
  assert.equal(written.b, "IT'S {fine}");
});

test('of the messages of an extension only the texts are translated', () => {
  const source = {
    hello: {
      message: 'Hello $NAME$',
      description: 'A greeting',
      placeholders: { name: { content: '$1', example: 'Some body' } },
    },
    bye: { message: 'Good bye' },
  };
  assert.deepEqual(textsOf(read(json(source))), ['Hello $NAME$', 'Good bye']);
});

test('a message that does not parse is left as it is and reported', () => {
  const document = read(json({ a: 'A {n, plural, one {x}', b: '{x} it is' }));
  assert.deepEqual(textsOf(document), ['{x} it is']);
  assert.match(document.notices?.[0] ?? '', /^line 2, column 8: not a valid message/);
});

test('a damaged file is rejected with its place', () => {
  const cases = [
    { source: '', line: 1, column: 1 },
    { source: '{"a": "b"', line: 1, column: 10 },
    { source: '{\n  "a": "b" "c": 1}', line: 2, column: 12 },
    { source: '['.repeat(100_000), line: 1, column: 201 },
  ];
  for (const { source, line, column } of cases) {
    assert.throws(() => read(source), { code: 'invalid_document', line, column });
  }
});
