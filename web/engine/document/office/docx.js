/** @file Word documents: the runs of a paragraph joined, and divided again by how their words look. */

import { inlineOf } from '../base/inline.js';
import { writePieces } from '../base/pieces.js';
import { childOf, elementsOf, escapeXml, parseXml } from '../xml/tree.js';
import { readArchive } from './archive.js';
import { tokensOf } from './docx-tokens.js';
import { textOfEntry } from './zip.js';

/** @typedef {import('../base/edits.js').Slice} Slice */
/** @typedef {import('../base/inline.js').Inline} Inline */
/** @typedef {import('../blocks.js').Piece} Piece */
/** @typedef {import('../blocks.js').SourceDocument} SourceDocument */
/** @typedef {import('../xml/tree.js').XmlElement} XmlElement */
/** @typedef {import('./archive.js').PartText} PartText */
/** @typedef {import('./zip.js').Entry} Entry */

const PREFIXES = {
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'w',
  'http://purl.oclc.org/ooxml/wordprocessingml/main': 'w',
};

// The types of parts with text, in the order of reading.
const PARTS = ['document.main', 'template.main', 'header', 'footer', 'footnotes', 'endnotes'];

/** Writes the pieces of a paragraph as runs. */
class RunWriter {
  #inline;
  #source;
  #runs;
  #prefix;
  /** The runs whose look the text has, the current one last. @type {(XmlElement | undefined)[]} */
  #looks;
  /** @type {Map<number, XmlElement>} */
  #lookAt;

  /**
   * @param {Inline} inline
   * @param {string} source
   * @param {XmlElement} paragraph
   */
  constructor(inline, source, paragraph) {
    const { tokens, base } = tokensOf(paragraph, source);
    this.#inline = inline;
    this.#source = source;
    this.#runs = runsOf(paragraph);
    this.#prefix = paragraph.tag.replace(/[^:]*$/, '');
    this.#looks = [base];
    this.#lookAt = new Map(
      tokens.flatMap(({ kind, look, start }) => (kind === 'open' && look ? [[start, look]] : [])),
    );
  }

  /** @param {XmlElement | undefined} run @returns {string} Its start, to which content is added. */
  #begin(run) {
    const properties = run && childOf(run, 'w:rPr');
    const look = properties ? this.#source.slice(properties.start, properties.end) : '';
    return `<${this.#prefix}r>${look}`;
  }

  /** @param {number} place @returns {XmlElement | undefined} The run that it is within. */
  #runAt(place) {
    return this.#runs.find(({ innerStart, innerEnd }) => innerStart <= place && place <= innerEnd);
  }

  /** @param {{start: number, end: number}} range @param {Slice} slice Markup, in a run if it was. */
  #markup({ start, end }, slice) {
    if (start === end) return '';
    const run = this.#runAt(start);
    const raw = slice(start, end);
    return run ? `${this.#begin(run)}${raw}</${this.#prefix}r>` : raw;
  }

  /** @param {string} text */
  #text(text) {
    const tag = `${this.#prefix}t`;
    const content = escapeXml(text.replace(/[\t\r\n]+/g, ' '));
    const run = this.#begin(this.#looks.at(-1));
    return `${run}<${tag} xml:space="preserve">${content}</${tag}></${this.#prefix}r>`;
  }

  /**
   * @param {readonly Piece[]} pieces
   * @param {Slice} slice
   * @returns {string} In place of the inline's range: runs that it cuts are ended and begun.
   */
  write(pieces, slice) {
    const { codes, start, end } = this.#inline;
    const looks = this.#looks.slice(0, 1);
    this.#looks = looks;
    const [before, after] = [this.#runAt(start), this.#runAt(end)];
    const written = writePieces(withoutSeparators(pieces, codes, this.#source), {
      text: (text) => this.#text(text),
      open: (mark) => {
        const look = this.#lookAt.get(codes[mark].open.start);
        const isLook = look !== undefined && codes[mark].open.end === codes[mark].open.start;
        looks.push(isLook ? look : looks.at(-1));
        return this.#markup(codes[mark].open, slice);
      },
      close: (mark) => {
        looks.pop();
        return this.#markup(codes[mark].close, slice);
      },
      point: (mark) => this.#markup(codes[mark].open, slice),
      kept: (mark) => this.#markup(codes[mark].open, slice),
    });
    const [close, open] = [before ? `</${this.#prefix}r>` : '', after ? this.#begin(after) : ''];
    return close + written + open;
  }
}

/** @param {XmlElement} paragraph @returns {XmlElement[]} Its runs, without those of other paragraphs. */
function runsOf(paragraph) {
  return elementsOf(paragraph).flatMap((child) => {
    if (child.name === 'w:p') return [];
    // The runs in a ruby's base are what counts.
    const isPlain = child.name === 'w:r' && !childOf(child, 'w:ruby');
    return isPlain ? [child] : runsOf(child);
  });
}

/**
 * @param {readonly Piece[]} pieces
 * @param {Inline['codes']} codes
 * @param {string} source
 * @returns {Piece[]} Without the spaces that stand for tabs and line breaks in the text.
 */
function withoutSeparators(pieces, codes, source) {
  return pieces.map((piece, i) => {
    const next = pieces[i + 1];
    if (!('text' in piece) || 'kept' in piece || !next || !('point' in next)) return piece;
    const { start, end } = codes[next.point].open;
    const isSeparator = /^<(?:\w+:)?(?:tab|br|cr)[\s/>]/.test(source.slice(start, end));
    return isSeparator ? { text: piece.text.replace(/ +$/, '') } : piece;
  });
}

/** @param {XmlElement} paragraph @param {string} source @returns {PartText[]} */
function textOf(paragraph, source) {
  const inline = inlineOf(tokensOf(paragraph, source).tokens);
  if (!inline) return [];
  const write = (/** @type {readonly Piece[]} */ pieces, /** @type {Slice} */ slice) =>
    new RunWriter(inline, source, paragraph).write(pieces, slice);
  return [{ ...inline, write }];
}

/** @param {string} source Of a part. @returns {PartText[]} */
function textsOf(source) {
  /** @type {PartText[]} */
  const texts = [];
  const rest = [parseXml(source, PREFIXES)];
  for (let element = rest.pop(); element; element = rest.pop()) {
    // Separators of notes have a type.
    if (/^w:(?:foot|end)note$/.test(element.name) && element.attributes.has('type')) continue;
    if (element.name === 'w:del' || element.name === 'w:moveFrom') continue;
    if (element.name === 'w:p') texts.push(...textOf(element, source));
    rest.push(...elementsOf(element).reverse());
  }
  return texts;
}

/** @param {Entry[]} entries @returns {Entry[]} */
function partsOf(entries) {
  const types = entries.find(({ name }) => name === '[Content_Types].xml');
  if (!types) return [];
  const overrides = elementsOf(parseXml(textOfEntry(types))).map(({ attributes }) => ({
    name: (attributes.get('PartName') ?? '').replace(/^\//, ''),
    type: attributes.get('ContentType') ?? '',
  }));
  return PARTS.flatMap((part) =>
    overrides
      .filter(({ type }) => /wordprocessingml|ms-word/.test(type) && type.endsWith(`.${part}+xml`))
      .flatMap(({ name }) => entries.filter((entry) => entry.name === name)),
  );
}

/**
 * @param {Uint8Array} bytes
 * @returns {SourceDocument}
 * @throws {import('../../base/errors.js').StepglotError} `invalid_document`.
 */
export const read = (bytes) => readArchive(bytes, { main: 'document of Word', partsOf, textsOf });
