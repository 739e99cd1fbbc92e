/** @file Documents that are archives of XML parts. */

import { StepglotError } from '../../base/errors.js';
import { Edits } from '../base/edits.js';
import { isCopy } from '../base/pieces.js';
import { hasWords } from '../translate-blocks.js';
import { readZip, textOfEntry, writeZip } from './zip.js';

/** @typedef {import('../base/edits.js').Slice} Slice */
/** @typedef {import('../base/inline.js').Inline} Inline */
/** @typedef {import('../blocks.js').Piece} Piece */
/** @typedef {import('../blocks.js').SourceDocument} SourceDocument */
/** @typedef {import('./zip.js').Entry} Entry */

/**
 * A text in a part.
 *
 * @typedef {Inline & {write: (pieces: readonly Piece[], slice: Slice) => string}} PartText
 */

/**
 * How the archives of a format are read.
 *
 * @typedef {object} ArchiveFormat
 * @property {(entries: Entry[]) => Entry[]} partsOf Those with texts, in the order of reading.
 * @property {(source: string) => PartText[]} textsOf The texts of a part.
 * @property {string} main What messages say is missing.
 */

/** @param {Entry[]} entries @returns {Entry[]} With the entry that tells programs the format first. */
const inOrder = (entries) => [
  ...entries.filter(({ name }) => name === 'mimetype'),
  ...entries.filter(({ name }) => name !== 'mimetype'),
];

/**
 * @param {Entry} entry
 * @param {(source: string) => PartText[]} textsOf
 */
function readPart(entry, textsOf) {
  const source = textOfEntry(entry).replace(/^\ufeff/, '');
  try {
    const texts = textsOf(source).filter(({ block }) => hasWords(block));
    return { name: entry.name, source, texts };
  } catch (error) {
    if (error instanceof StepglotError) error.message = `${entry.name}: ${error.message}`;
    throw error;
  }
}

/**
 * @param {Uint8Array} bytes
 * @param {ArchiveFormat} format
 * @returns {SourceDocument}
 * @throws {StepglotError} `invalid_document`.
 */
export function readArchive(bytes, { partsOf, textsOf, main }) {
  const entries = inOrder(readZip(bytes));
  const wanted = partsOf(entries);
  if (wanted.length === 0)
    throw new StepglotError('invalid_document', `the archive has no ${main}`);
  const parts = wanted.map((entry) => readPart(entry, textsOf));
  return {
    blocks: parts.flatMap(({ texts }) => texts.map(({ block }) => block)),
    write(translated) {
      /** @type {Map<string, string>} */
      const written = new Map();
      let next = 0;
      for (const { name, source, texts } of parts) {
        const edits = new Edits(source);
        let isSame = true;
        for (const text of texts) {
          const pieces = translated[next++];
          if (isCopy(text.block, pieces)) continue;
          isSame = false;
          edits.add(text.start, text.end, (slice) => text.write(pieces, slice));
        }
        if (!isSame) written.set(name, edits.apply());
      }
      return writeZip(entries, written);
    },
  };
}
