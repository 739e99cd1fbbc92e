/** @file The section of a model's card on real text, written from the recorded scores. */

import { percentOfScore, totalOf } from '../../cli/robustness/score.mjs';
import { markdownTable } from '../../cli/table.mjs';

/** @typedef {import('./scores.mjs').ModelRecord} ModelRecord */

const BEGIN = '<!-- Real text: written by `npm run real-text -- --write`. -->';
const END = '<!-- End of real text. -->';

const introduction = `\
## Real text

What people type, paste and publish has characters, spans and forms that the training text lacks. The lines of
[tests/data/real-text](../../tests/data/README.md#real-text) each say what their translation must keep; how good it is
otherwise they do not say. The table has how many do, at first (when the kind was added) and now:`;

/**
 * @param {ModelRecord} record
 * @returns {string} Markdown, markers included.
 */
export function cardSection(record) {
  const figures = Object.values(record);
  const sum = (/** @type {'first' | 'passed'} */ column) =>
    totalOf(figures.map((figure) => ({ lines: figure.lines, passed: figure[column] })));
  const share = (/** @type {'first' | 'passed'} */ column) => {
    const total = sum(column);
    return `${total.passed} (${percentOfScore(total)})`;
  };
  const rows = Object.entries(record).map(([kind, { lines, first, passed }]) => [
    kind,
    ...[lines, first, passed].map(String),
  ]);
  const total = ['all', String(sum('passed').lines), share('first'), share('passed')];
  const table = markdownTable(
    ['kind', 'lines', 'at first', 'now'],
    [...rows, total],
    ['left', 'right', 'right', 'right'],
  );
  return [BEGIN, introduction, table, END].join('\n\n');
}

/**
 * @param {string} card Markdown with both markers.
 * @param {ModelRecord} record
 * @returns {string} The card with its section on real text as the record says.
 * @throws {Error} When a marker is missing.
 */
export function withSection(card, record) {
  const [begin, end] = [card.indexOf(BEGIN), card.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`the card lacks ${BEGIN} or ${END}`);
  return card.slice(0, begin) + cardSection(record) + card.slice(end + END.length);
}
