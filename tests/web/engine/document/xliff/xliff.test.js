/** @file Tests of XLIFF. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from '../../../../../web/engine/document/xliff/xliff.js';
import { parseXml, textContent } from '../../../../../web/engine/document/xml/tree.js';
import { rewritten, textsOf, upper } from '../support/translations.js';

const old = `<?xml version="1.0" encoding="UTF-8"?>
<!-- a comment -->
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="a" source-language="es" datatype="plaintext">
    <header><note>Not this</note></header>
    <body>
      <trans-unit id="2">
        <source>One <g id="1">bold</g> <x id="2"/>&amp;amp; <ph id="3">%s</ph> end</source>
        <note>Nor this</note>
      </trans-unit>
      <trans-unit id="1" translate="no"><source>Not translated</source></trans-unit>
      <trans-unit id="1"><source>Done</source><target>Fet</target></trans-unit>
      <group translate="no"><trans-unit id="3"><source>Not either</source></trans-unit></group>
      <trans-unit id="4"><source>New <mrk mtype="protected">Name</mrk> text</source><target xml:lang="ca" state='new'>New text</target><alt-trans><source>x</source><target>Other words</target></alt-trans></trans-unit>
      <trans-unit id="5"><source>A <bpt id="1">&lt;b><sub>sub text</sub></bpt>paired<ept id="1">&lt;/b></ept> code</source><target/></trans-unit>
      <trans-unit id="6"><source>First. Second.</source><seg-source><mrk mtype="seg" mid="1">First.</mrk> <mrk mtype="seg" mid="2">Second.</mrk></seg-source></trans-unit>
      <trans-unit id="7"><source><![CDATA[Data <x> words]]></source></trans-unit>
      <trans-unit id="8"><source>%d</source></trans-unit>
    </body>
  </file>
</xliff>
`;

const recent = `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="es">
<file id="f"><unit id="u"><originalData><data id="d">%s</data></originalData>
<segment id="a"><source>See <ph id="1" dataRef="d"/> and <pc id="2">this <cp hex="0001"/>one</pc>.</source></segment>
<ignorable><source> </source></ignorable>
<segment state="initial"><source>An <sc id="3"/>open<ec startRef="3"/> <mrk id="m" translate="no">Thing</mrk></source><target>old</target></segment>
<segment state="final"><source>Done</source><target>Fet</target></segment>
</unit></file></xliff>`;

test('units of version 1.2 get targets, with the codes of their sources', () => {
  const document = read(old, { targetLanguage: 'ca' });
  assert.deepEqual(textsOf(document), [
    'One bold &amp; %s end',
    'New Name text',
    'A paired code',
    'First.',
    'Second.',
    'Data <x> words',
  ]);
  const written = rewritten(document, upper);
  const state = 'state="translated" state-qualifier="mt-suggestion"';
  for (const part of [
    `end</source>\n        <target ${state}>ONE <g id="1">BOLD</g> <x id="2"/>&amp;AMP; <ph id="3">%s</ph> END</target>\n        <note>`,
    `<target xml:lang="ca" ${state}>NEW <mrk mtype="protected">Name</mrk> TEXT</target><alt-trans>`,
    `<target ${state}>A <bpt id="1">&lt;b><sub>sub text</sub></bpt>PAIRED<ept id="1">&lt;/b></ept> CODE</target>`,
    `</seg-source><target ${state}><mrk mtype="seg" mid="1">FIRST.</mrk> <mrk mtype="seg" mid="2">SECOND.</mrk></target>`,
    `<target ${state}>DATA &lt;X&gt; WORDS</target>`,
    'datatype="plaintext" target-language="ca">',
  ]) {
    assert.ok(written.includes(part), `${part}\n${written}`);
  }
  assert.equal(read(written).blocks.length, 0);
  const sources = (/** @type {string} */ xml) => xml.match(/<source>[^]*?<\/source>/g);
  assert.deepEqual(sources(written), sources(old));
});

test('segments of version 2 get targets and a state', () => {
  const document = read(recent, { targetLanguage: 'ca' });
  assert.deepEqual(textsOf(document), ['See %s and this one.', 'An open Thing']);
  const written = rewritten(document, upper);
  for (const part of [
    '<segment id="a" state="translated"><source>See',
    '</source><target>SEE <ph id="1" dataRef="d"/> AND <pc id="2">THIS <cp hex="0001"/>ONE</pc>.</target></segment>',
    '<segment state="translated"><source>An',
    '<target>AN <sc id="3"/>OPEN<ec startRef="3"/> <mrk id="m" translate="no">Thing</mrk></target>',
    'srcLang="es" trgLang="ca">',
    '<segment state="final"><source>Done</source><target>Fet</target></segment>',
  ]) {
    assert.ok(written.includes(part), `${part}\n${written}`);
  }
  assert.equal(read(written).blocks.length, 0);
});

test('prefixes, line ends and a declared encoding', () => {
  const source = `<?xml version='1.0' encoding='iso-8859-1'?>\r\n<x:xliff xmlns:x="u" version="1.2">\r\n<x:trans-unit>\r\n\t<x:source>two\r\n  words</x:source>\r\n</x:trans-unit></x:xliff>`;
  const written = rewritten(read(source), upper);
  assert.ok(written.includes("encoding='UTF-8'?>\r\n"));
  assert.match(
    written,
    /<\/x:source>\r\n\t<x:target [^>]*>TWO WORDS<\/x:target>\r\n<\/x:trans-unit>/,
  );
});

test('damaged, foreign and hostile files are rejected with their place', () => {
  const cases = [
    { source: '<xliff version="1.2">\n<a></b></xliff>', line: 2 },
    { source: '<html/>', line: 1 },
    { source: '<xliff version="3"/>', line: 1 },
    { source: '', line: 1 },
    {
      source:
        '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n<xliff version="1.2">&e;</xliff>',
      line: 2,
    },
    { source: '<a>'.repeat(100_000), line: 1 },
  ];
  for (const { source, line } of cases) {
    assert.throws(() => read(source), { code: 'invalid_document', line }, source.slice(0, 50));
  }
});

test('elements know their places in the source', () => {
  const source = '<a>é😀\r\n<b c="&gt;>">x<!-- < --><![CDATA[<y>]]>&#65;</b >\r<d/></a>';
  const root = parseXml(source);
  const [, b, , d] = /** @type {any[]} */ (root.children);
  assert.equal(source.slice(b.start, b.innerStart), '<b c="&gt;>">');
  assert.equal(source.slice(b.innerEnd, b.end), '</b >');
  assert.equal(source.slice(d.start, d.end), '<d/>');
  assert.equal(textContent(b), 'x<y>A');
});
