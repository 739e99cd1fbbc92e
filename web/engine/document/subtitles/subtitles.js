/**
 * @file SRT and WebVTT: sentences that run over several cues are blocks, and divided among them again.
 * Times, names, settings, styles and notes stay as they are.
 */

import { Edits } from '../base/edits.js';
import { writeInline } from '../base/inline.js';
import { hasLetters, isCopy, textOf } from '../base/pieces.js';
import { balanceText } from '../base/wrap.js';
import { cuesOf } from './cues.js';
import { breakLines, dividePieces } from './divide.js';
import { joinUtterances } from './sentences.js';
import { utterancesOf } from './utterances.js';

/** @typedef {import('../blocks.js').Piece} Piece */
/** @typedef {import('../blocks.js').SourceDocument} SourceDocument */
/** @typedef {import('./cues.js').Cue} Cue */
/** @typedef {import('./sentences.js').Joined} Joined */
/** @typedef {import('./utterances.js').Utterance} Utterance */

// Lines may be as long as the longest of the file, and always this long.
const SHORTEST_WIDTH = 32;

/**
 * @param {readonly Utterance[]} utterances
 * @param {readonly Cue[]} cues
 * @returns {(joined: Joined) => number[]} For how long each segment is shown: a cue's time is shared by
 *   its texts.
 */
function sharing(utterances, cues) {
  const lengths = cues.map(() => 0);
  for (const { cue, block } of utterances) lengths[cue] += block.text.length;
  return ({ segments }) =>
    segments.map(({ utterance, from, to }) => {
      const { cue } = utterances[utterance];
      const time = Math.max(cues[cue].to - cues[cue].from, 1);
      return (time * (to - from)) / lengths[cue];
    });
}

const escapes = {
  subRip: (/** @type {string} */ text) => text.replaceAll('-->', '->'),
  webVtt: (/** @type {string} */ text) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
};

/** @param {Piece} piece @param {number} by @returns {Piece} With another number of its mark. */
function renumbered(piece, by) {
  if ('kept' in piece) return { ...piece, kept: piece.kept + by };
  if ('open' in piece) return { open: piece.open + by };
  if ('close' in piece) return { close: piece.close + by };
  return 'point' in piece ? { point: piece.point + by } : piece;
}

/**
 * What an utterance is to say: pieces of several blocks, with the markup of all of them.
 *
 * @typedef {{pieces: Piece[], codes: Joined['codes'], isChanged: boolean}} Said
 */

/**
 * @param {readonly Joined[]} joined
 * @param {readonly (readonly Piece[])[]} translated
 * @param {readonly Utterance[]} utterances
 * @param {readonly Cue[]} cues
 * @returns {Said[]} For each utterance.
 */
function sayAgain(joined, translated, utterances, cues) {
  /** @type {Said[]} */
  const said = utterances.map(() => ({ pieces: [], codes: [], isChanged: false }));
  const sharesOf = sharing(utterances, cues);
  for (const [i, one] of joined.entries()) {
    const isChanged = !isCopy(one.block, translated[i]);
    const parts = dividePieces(translated[i], sharesOf(one));
    for (const [j, { utterance }] of one.segments.entries()) {
      const into = said[utterance];
      const isJoined = textOf(into.pieces) !== '' && textOf(parts[j]) !== '';
      if (isJoined) into.pieces.push({ text: ' ' });
      into.pieces.push(...parts[j].map((piece) => renumbered(piece, into.codes.length)));
      into.codes.push(...one.codes);
      into.isChanged ||= isChanged;
    }
  }
  return said;
}

/**
 * @param {string} source
 * @param {{isWebVtt: boolean}} kind
 * @returns {SourceDocument}
 * @throws {import('../base/document-error.js').DocumentError}
 */
export function read(source, { isWebVtt }) {
  const cues = cuesOf(source, isWebVtt);
  const utterances = cues
    .flatMap((cue, number) => utterancesOf(source, cue, number, isWebVtt))
    .filter(({ block }) => hasLetters(block.text));
  const joined = joinUtterances(utterances, cues);
  const lineEnd = /\r\n|\r|\n/.exec(source)?.[0] ?? '\n';
  const escape = isWebVtt ? escapes.webVtt : escapes.subRip;
  const width = utterances.reduce((most, { longest }) => Math.max(most, longest), SHORTEST_WIDTH);
  return {
    blocks: joined.map(({ block }) => block),
    write(translated) {
      const edits = new Edits(source);
      const said = sayAgain(joined, translated, utterances, cues);
      for (const [i, { start, end, lines }] of utterances.entries()) {
        const { pieces, codes, isChanged } = said[i];
        if (!isChanged) continue;
        const broken = breakLines(pieces, balanceText(textOf(pieces), lines, width), lineEnd);
        edits.add(start, end, (slice) => writeInline(broken, codes, slice, escape));
      }
      return edits.apply();
    },
  };
}
