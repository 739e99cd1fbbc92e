/** @file Tests of SRT and WebVTT. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cuesOf } from '../../../../../web/engine/document/subtitles/cues.js';
import { divisionsOf } from '../../../../../web/engine/document/subtitles/divide.js';
import { read } from '../../../../../web/engine/document/subtitles/subtitles.js';
import { assertCopies, rewritten, textsOf, upper } from '../support/translations.js';

const subRip = (/** @type {string} */ source) => read(source, { isWebVtt: false });
const webVtt = (/** @type {string} */ source) => read(source, { isWebVtt: true });

const film = `1
00:00:01,000 --> 00:00:03,000
Hello. <i>I went to</i>
the store

2
00:00:03,000 --> 00:00:04,000
yesterday. Then we

3
00:00:04,100 --> 00:00:07,000 X1:1 X2:2
came home.

4
00:00:08,000 --> 00:00:09,000
{\\an8}- Who is there?
- <b>Nobody.</b>

5
100:00:10,000-->100:00:11,000
<font color="#fff">The end & more</font>
`;

const web = `\
WEBVTT Kind: captions
Language: en

STYLE
::cue { color: red }

NOTE This is a note
on two lines

intro
00:01.000 --> 00:02.000 align:start position:10%
<v Mary>Tea &amp; milk, <c.loud>please</c>&nbsp;!
00:02.000 --> 00:03.000
<v Bob>Of course.</v> <00:02.500>Now.

REGION
id:x
`;

test('sentences that run over cues are joined, and divided at word boundaries', () => {
  const document = subRip(film);
  assert.deepEqual(textsOf(document), [
    'Hello.',
    'I went to the store yesterday.',
    'Then we came home.',
    'Who is there?',
    'Nobody.',
    'The end & more',
  ]);
  const written = rewritten(document, upper);
  const lines = written.split('\n');
  assert.deepEqual(lines.slice(2, 4), ['HELLO. <i>I WENT', 'TO</i> THE STORE']);
  assert.deepEqual([lines[7], lines[11]], ['YESTERDAY. THEN', 'WE CAME HOME.']);
  assert.deepEqual(lines.slice(15, 17), ['{\\an8}- WHO IS THERE?', '- <b>NOBODY.</b>']);
  assert.equal(lines[20], '<font color="#fff">THE END & MORE</font>');
  assert.equal(lines.length, film.split('\n').length);
});

test('a copy has the bytes of the source, whatever its line ends', () => {
  for (const lineEnd of ['\n', '\r\n', '\r']) {
    assertCopies(subRip, film.replaceAll('\n', lineEnd));
    assertCopies(webVtt, web.replaceAll('\n', lineEnd));
  }
  assertCopies(subRip, '');
});

test('settings, styles, notes, names and voices of WebVTT stay', () => {
  const document = webVtt(web);
  assert.deepEqual(textsOf(document), ['Tea & milk, please\u00a0!', 'Of course. Now.']);
  const written = rewritten(document, upper);
  assert.ok(
    written.includes('\n<v Mary>TEA &amp; MILK, <c.loud>PLEASE</c>\u00a0!\n00:02'),
    written,
  );
  assert.ok(written.includes('\n<v Bob>OF COURSE.</v> <00:02.500>NOW.\n'), written);
  for (const part of web.split('\n\n').filter((one) => !one.startsWith('intro'))) {
    assert.ok(written.includes(part));
  }
  assert.deepEqual(cuesOf(written, true).length, 2);
});

test('translations take as many lines as they need, none longer than those of the file', () => {
  const source = `1\r\n00:00:01,000 --> 00:00:03,000\r\n${'x'.repeat(20)} ${'y'.repeat(19)}\r\nb c\r\n\r\n`;
  const written = rewritten(subRip(source), () => 'word '.repeat(20).trim());
  const lines = written.split('\r\n').slice(2, -2);
  assert.equal(lines.length, 3);
  assert.ok(lines.every((line) => line.length <= 40));
  assert.equal(lines.join(' '), 'word '.repeat(20).trim());
});

test('a span that is divided is closed and opened again', () => {
  const source = `1
00:00:01,000 --> 00:00:02,000
we all <i>went

2
00:00:02,000 --> 00:00:03,000
home</i> now
`.replace('went', 'went on</i>');
  const document = subRip(source.replace('home</i>', 'home'));
  assert.deepEqual(textsOf(document), ['we all went on home now']);
  const pieces = [{ text: 'all of us ' }, { open: 0 }, { text: 'went home' }, { close: 0 }];
  const written = /** @type {string} */ (document.write([pieces]));
  assert.ok(written.includes('all of us\n') || written.includes('all of us <i>went</i>'), written);
  assert.equal(written.match(/<i>/g)?.length, written.match(/<\/i>/g)?.length);
});

test('texts are divided by time, and rather after a punctuation mark', () => {
  assert.deepEqual(divisionsOf('aaaa bbbb cccc dddd', [1, 1]), [10]);
  assert.deepEqual(divisionsOf('aaaa bbbb cccc dddd', [1, 3]), [5]);
  assert.deepEqual(divisionsOf('aaa bbbb, c dddd', [1, 1]), [10]);
  assert.deepEqual(divisionsOf('one two', [1, 1, 1]), [4, 7]);
  assert.deepEqual(divisionsOf('', [1, 1]), [0]);
});

test('cues without empty lines between, with empty lines within, and out of order', () => {
  const source = `7
00:00:05,000 --> 00:00:06,000
One

still one.
8
00:00:01,000 --> 00:00:00,500
Two.`;
  const document = subRip(source);
  assert.deepEqual(textsOf(document), ['One', 'still one.', 'Two.']);
  assert.equal(rewritten(document, upper), source.toUpperCase());
  const vtt = `WEBVTT\n\n00:05.000-->00:06.000\nOne\n\nno cue\n\n9\n00:01.000 --> 00:02.000\nTwo`;
  assert.deepEqual(textsOf(webVtt(vtt)), ['One', 'Two']);
});

test('a comma in WebVTT, an arrow in a text, an abbreviation before a name', () => {
  assert.deepEqual(textsOf(webVtt('WEBVTT\n\n00:01,000 --> 00:02,000\nOne')), ['One']);
  const arrow = '1\n00:00:01,000 --> 00:00:02,000\nfrom here --> there\n';
  assert.deepEqual(textsOf(subRip(arrow)), ['from here --> there']);
  const name = `1\n00:00:01,000 --> 00:00:02,000\nI saw Mr. Smith and

2\n00:00:02,000 --> 00:00:03,000\nhis wife.`;
  assert.deepEqual(textsOf(subRip(name)), ['I saw Mr. Smith and his wife.']);
});

test('what is no file of subtitles is rejected with its place', () => {
  const cases = [
    { run: () => webVtt('1\n00:01.000 --> 00:02.000\nOne'), line: 1, column: 1 },
    { run: () => subRip('Dear Sir,\n'), line: 1, column: 1 },
    { run: () => subRip('1\n00:00:01,000 --> 0:02\nOne'), line: 2, column: 1 },
    { run: () => webVtt('WEBVTT\n\n00:01.000 --> soon\nOne'), line: 3, column: 1 },
  ];
  for (const { run, line, column } of cases) {
    assert.throws(run, { name: 'StepglotError', code: 'invalid_document', line, column });
  }
});

test('a film of ten thousand cues is read and written quickly', () => {
  const cues = Array.from(
    { length: 10_000 },
    (_, i) => `${i}\n00:00:01,000 --> 00:00:02,000\nsome words, and then\n\n`,
  );
  const start = performance.now();
  rewritten(subRip(cues.join('')), upper);
  assert.ok(performance.now() - start < 5000);
});
