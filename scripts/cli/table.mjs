/** @file Rows as tables: columns for a terminal, and Markdown. */

/**
 * @param {readonly string[][]} rows As many cells each.
 * @returns {number[]} Characters of the longest cell of each column.
 */
const widthsOf = (rows) =>
  rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));

/**
 * @param {string[][]} rows As many cells each.
 * @returns {string} One line per row, indented by two.
 */
export function columns(rows) {
  const widths = widthsOf(rows);
  const lines = rows.map((row) =>
    row.map((cell, column) => cell.padEnd(widths[column])).join('  '),
  );
  return lines.map((line) => `  ${line.trimEnd()}\n`).join('');
}

/** @param {string} text @returns {string} So that a cell shows it. */
const escaped = (text) => text.replaceAll('\\', '\\\\').replaceAll('|', '\\|');

/** @typedef {'left' | 'right'} Side */

/** @param {readonly string[]} cells */
const line = (cells) => `| ${cells.join(' | ')} |`;

/**
 * @param {string[]} head
 * @param {string[][]} rows As many cells each.
 * @param {readonly Side[]} sides Where the cells of each column are aligned.
 * @returns {string} Markdown without a newline at the end.
 */
export function markdownTable(head, rows, sides) {
  const rule = sides.map((side) => (side === 'right' ? '---:' : '---'));
  return [line(head), line(rule), ...rows.map((cells) => line(cells.map(escaped)))].join('\n');
}

/**
 * A table of figures that is read in a terminal as well: names at the left, numbers at the right.
 *
 * @param {string[]} head
 * @param {string[][]} rows As many cells each, with nothing to escape.
 * @returns {string} Markdown, with its columns aligned.
 */
export function figureTable(head, rows) {
  const widths = widthsOf([head, ...rows]);
  const aligned = (/** @type {string[]} */ cells) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])));
  const rule = widths.map((width, i) =>
    i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [head, rule, ...rows].map((cells) => line(aligned(cells))).join('\n');
}
