/** @file Whether decoded characters are those of a text. */

// All but tab, newline, line feeds of printers, carriage return, and the escape of terminals' colors.
// eslint-disable-next-line no-control-regex
const CONTROL = /[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]/g;

// Texts have a stray one, such as the end mark of DOS; other files have them everywhere.
const MOST_CONTROLS = 0.1;

/**
 * @param {string} line
 * @param {string} name Of the text.
 * @param {number} number Of the line, from 1.
 * @throws {Error} When the line has characters that texts do not have.
 */
export function checkLine(line, name, number) {
  const controls = line.match(CONTROL)?.length ?? 0;
  if (controls > 1 + MOST_CONTROLS * line.length || line.includes('\0')) {
    throw new Error(`${name} is not a text file: line ${number} has control characters`);
  }
}
