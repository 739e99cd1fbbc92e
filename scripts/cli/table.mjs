/** @file Rows as aligned columns. */

/**
 * @param {string[][]} rows As many cells each.
 * @returns {string} One line per row, indented by two.
 */
export function formatTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) =>
    row.map((cell, column) => cell.padEnd(widths[column])).join('  '),
  );
  return lines.map((line) => `  ${line.trimEnd()}\n`).join('');
}
