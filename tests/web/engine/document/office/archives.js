/** @file Small documents of office programs, for tests. */

import { zipSync, unzipSync, strToU8, strFromU8 } from 'fflate';

/** @param {Record<string, string>} parts Texts by names. @returns {Uint8Array} */
export const pack = (parts) =>
  zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, text]) => [
        name,
        [strToU8(text), { level: name === 'mimetype' ? 0 : 6 }],
      ]),
    ),
  );

/** @param {Uint8Array} bytes @returns {Record<string, string>} */
export const unpack = (bytes) =>
  Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]),
  );

const namespaces =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"';

/** @param {string} body @returns {Uint8Array} An OpenDocument text. */
export const odtOf = (body) =>
  pack({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<?xml version="1.0"?><office:document-content ${namespaces}><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
    'styles.xml': `<office:document-styles ${namespaces}><text:p>Header here</text:p></office:document-styles>`,
    'Pictures/a.bin': 'raw bytes',
  });

/** @param {Uint8Array} bytes @returns {string} */
export const odtBody = (bytes) =>
  /<office:text>([^]*)<\/office:text>/.exec(unpack(bytes)['content.xml'])?.[1] ?? '';

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.';

/** @param {string} body @returns {Uint8Array} A Word document. */
export const docxOf = (body) =>
  pack({
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document2.xml" ContentType="${wordType}document.main+xml"/><Override PartName="/word/footnotes.xml" ContentType="${wordType}footnotes+xml"/></Types>`,
    'word/document2.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>${body}</w:body></w:document>`,
    'word/footnotes.xml':
      '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>sep</w:t></w:r></w:p></w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:tab/><w:t>The note</w:t></w:r></w:p></w:footnote></w:footnotes>',
  });

/** @param {Uint8Array} bytes @returns {string} */
export const docxBody = (bytes) =>
  /<w:body>([^]*)<\/w:body>/.exec(unpack(bytes)['word/document2.xml'])?.[1] ?? '';
