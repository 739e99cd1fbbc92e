/** @file Tests of Word documents. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from '../../../../../web/engine/document/office/docx.js';
import { parseXml } from '../../../../../web/engine/document/xml/tree.js';
import { changed, textsOf, upper } from '../support/translations.js';
import { docxBody, docxOf, unpack } from './archives.js';

/** @param {string} body @param {(text: string) => string} [change] */
function translated(body, change = upper) {
  const document = read(docxOf(body));
  const pieces = document.blocks.map((block) => changed(block, change));
  const bytes = /** @type {Uint8Array} */ (document.write(pieces));
  for (const [name, text] of Object.entries(unpack(bytes))) {
    if (name.endsWith('.xml')) parseXml(text);
  }
  return bytes;
}

/** @param {string} text @param {string} [look] */
const run = (text, look = '') => `<w:r>${look && `<w:rPr>${look}</w:rPr>`}<w:t>${text}</w:t></w:r>`;

/** @param {string} content */
const paragraph = (content) => `<w:p><w:pPr><w:jc/></w:pPr>${content}</w:p>`;

/** @param {string} body @returns {string[]} Of the document without the note. */
const bodyTexts = (body) => textsOf(read(docxOf(body))).slice(0, -1);

/** @param {string} xml @returns {string} Texts, with those that are bold in asterisks. */
const shown = (xml) =>
  [...xml.matchAll(/<w:r>(<w:rPr>.*?<\/w:rPr>)?<w:t[^>]*>([^<]*)<\/w:t><\/w:r>/g)]
    .map(([, look = '', text]) => (look.includes('<w:b/>') ? `*${text}*` : text))
    .join('');

test('runs are joined, and words keep their look', () => {
  const body = paragraph(
    run('The ho') +
      '<w:proofErr w:type="a"/>' +
      run('use', '<w:lang w:val="es"/>') +
      run(' is ') +
      run('very old', '<w:b/>') +
      run('.'),
  );
  assert.deepEqual(bodyTexts(body), ['The house is very old.']);
  const written = docxBody(translated(body));
  assert.equal(shown(written), 'THE HOUSE IS *VERY OLD*.');
  assert.ok(written.includes('<w:pPr><w:jc/></w:pPr>'));
});

test('a copy has the parts of the source', () => {
  const source = docxOf(paragraph(run('A ') + run('b', '<w:b/>')));
  assert.deepEqual(
    unpack(translated(paragraph(run('A ') + run('b', '<w:b/>')), (text) => text)),
    unpack(source),
  );
});

test('hyphens, tabs and line breaks between the texts of a run', () => {
  const body = paragraph(
    '<w:r><w:t>mal</w:t><w:noBreakHyphen/><w:t>estar con</w:t><w:softHyphen/><w:t>tinuo</w:t><w:br/><w:t>next</w:t><w:tab/><w:t xml:space="preserve">one </w:t></w:r>',
  );
  assert.deepEqual(bodyTexts(body), ['mal\u2011estar continuo next one ']);
  const written = docxBody(translated(body));
  assert.match(
    written,
    /MAL\u2011ESTAR CONTINUO<\/w:t><\/w:r><w:r><w:br\/><\/w:r>.*NEXT.*<w:tab\/>.*ONE/,
  );
});

test('fields are kept, links are translated', () => {
  const mark = (/** @type {string} */ type) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
  const field = (/** @type {string} */ code, /** @type {string} */ text) =>
    `${mark('begin')}<w:r><w:instrText>${code}</w:instrText></w:r>${mark('separate')}${run(text)}${mark('end')}`;
  const body = paragraph(
    run('On page ') +
      field(' PAGE ', '7 of') +
      run(' see ') +
      field(' HYPERLINK "x" ', 'this link') +
      run(' and ') +
      `<w:hyperlink w:id="1">${run('that one')}</w:hyperlink>` +
      run(' now') +
      `<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>`,
  );
  assert.deepEqual(bodyTexts(body), ['On page 7 of see this link and that one now']);
  const written = docxBody(translated(body));
  for (const part of [
    '> PAGE <',
    '>7 of<',
    ' HYPERLINK "x" ',
    '>THIS LINK<',
    '<w:hyperlink w:id="1">',
    '>THAT ONE<',
    '<w:delText>gone</w:delText>',
  ]) {
    assert.equal(written.split(part).length, 2, part);
  }
  assert.equal(written.match(/fldCharType/g)?.length, 6);
});

test('text boxes are paragraphs of their own, in both of their forms', () => {
  const box = `<w:txbxContent>${paragraph(run('In the box'))}</w:txbxContent>`;
  const body = paragraph(
    `${run('Some ')}<w:r><mc:AlternateContent><mc:Choice>${box}</mc:Choice><mc:Fallback>${box}</mc:Fallback></mc:AlternateContent><w:t>words</w:t></w:r>`,
  );
  assert.deepEqual(bodyTexts(body), ['Some words', 'In the box', 'In the box']);
  const written = docxBody(translated(body));
  assert.equal(written.match(/IN THE BOX/g)?.length, 2);
  assert.match(written, /SOME .*<mc:AlternateContent>.*WORDS/);
});

test('notes are translated behind their mark, separators stay', () => {
  const notes = unpack(translated(paragraph(run('a'))))['word/footnotes.xml'];
  assert.match(notes, /<w:t>sep<\/w:t>/);
  assert.match(notes, /<w:footnoteRef\/><w:tab\/>.*THE NOTE/);
});

test('readings of ruby stay, their base is translated; controls keep their place', () => {
  const body = paragraph(
    `${run('a ')}<w:r><w:ruby><w:rt>${run('reading')}</w:rt><w:rubyBase>${run('base')}</w:rubyBase></w:ruby></w:r>${run(' in ')}<w:sdt><w:sdtPr/><w:sdtContent>${run('control')}</w:sdtContent></w:sdt><w:r></w:r>${run(' end')}`,
  );
  assert.deepEqual(bodyTexts(body), ['a base in control end']);
  const written = docxBody(translated(body));
  for (const part of ['reading', 'BASE', '<w:sdtPr/>', 'CONTROL'])
    assert.ok(written.includes(part), part);
});
