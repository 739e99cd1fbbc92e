/** @file Where the cues of SRT and WebVTT files are, with their times. */

import { errorAt } from '../base/document-error.js';

/**
 * @typedef {object} Cue
 * @property {number} from Time at which it appears, in milliseconds.
 * @property {number} to
 * @property {number} start Index of its text, which may have several lines.
 * @property {number} end
 */

/** @typedef {{start: number, text: string}} Line */

const CLOCK = String.raw`(?:(\d+):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})`;
const TIMES = new RegExp(String.raw`^[ \t]*${CLOCK}[ \t]*-->[ \t]*${CLOCK}(?=\s|$)`);

// What can only be a damaged line of times.
const DAMAGED = /^[ \t]*\d+:[\d:.,]*[ \t]*-->|-->[ \t]*\d+:/;

/** @param {string} source @returns {Line[]} Without their line ends. */
function linesOf(source) {
  const lines = [];
  let start = 0;
  for (const { index, 0: lineEnd } of source.matchAll(/\r\n|\r|\n|$/g)) {
    lines.push({ start, text: source.slice(start, index) });
    start = index + lineEnd.length;
  }
  return lines;
}

/** @param {(string | undefined)[]} clock Hours, minutes, seconds, milliseconds. */
const milliseconds = ([hours = '0', minutes, seconds, fraction]) =>
  ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(fraction);

/** @param {Line} line */
const isEmpty = ({ text }) => text.trim() === '';

/** @param {Line[]} lines @returns {number[]} The numbers of the lines that have times. */
const timeLines = (lines) =>
  lines.flatMap(({ text }, i) => (text.includes('-->') && TIMES.test(text) ? [i] : []));

/**
 * @param {Line[]} lines
 * @param {object} place
 * @param {number} place.number Of a line of times.
 * @param {number} place.next The number of the next such line, or of lines.
 * @param {boolean} place.isWebVtt An empty line ends the text then, as it need not in SRT.
 * @returns {Cue}
 */
function cueAt(lines, { number, next, isWebVtt }) {
  const clock = /** @type {RegExpExecArray} */ (TIMES.exec(lines[number].text));
  let last = next;
  // What is above the next times is their name.
  const hasName = next < lines.length && /^\s*\d+\s*$/.test(lines[next - 1].text);
  if (hasName && next - 1 > number) last = next - 1;
  if (isWebVtt) {
    const empty = lines.slice(number + 1, last).findIndex(isEmpty);
    if (empty >= 0) last = number + 1 + empty;
  }
  while (last - 1 > number && isEmpty(lines[last - 1])) last -= 1;
  const isThere = last - 1 > number;
  const start = isThere ? lines[number + 1].start : lines[number].start + lines[number].text.length;
  const end = isThere ? lines[last - 1].start + lines[last - 1].text.length : start;
  return { from: milliseconds(clock.slice(1, 5)), to: milliseconds(clock.slice(5, 9)), start, end };
}

/**
 * @param {string} source
 * @param {boolean} isWebVtt
 * @returns {Cue[]} In the order of the file.
 * @throws {import('../base/document-error.js').DocumentError}
 */
export function cuesOf(source, isWebVtt) {
  if (isWebVtt && !/^WEBVTT(?=[ \t\r\n]|$)/.test(source)) {
    throw errorAt(source, 0, 'a WebVTT file begins with the line WEBVTT');
  }
  const lines = linesOf(source);
  const damaged = lines.find(({ text }) => DAMAGED.test(text) && !TIMES.test(text));
  if (damaged) {
    const reason = `expected times such as 00:00:01.000 --> 00:00:02.000, found ${JSON.stringify(damaged.text.slice(0, 60))}`;
    throw errorAt(source, damaged.start, reason);
  }
  const numbers = timeLines(lines);
  if (numbers.length === 0 && !isWebVtt && source.trim() !== '') {
    throw errorAt(source, 0, 'the file has no subtitles: no line has times in it');
  }
  return numbers.map((number, i) =>
    cueAt(lines, { number, next: numbers[i + 1] ?? lines.length, isWebVtt }),
  );
}
