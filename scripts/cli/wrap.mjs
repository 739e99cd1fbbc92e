/** @file Text in lines that are not too long. */

const WIDTH = 100;

/**
 * @param {string} text Words with single spaces between them.
 * @param {{first?: string, rest?: string, width?: number}} [margins] What the first line and the
 *   others begin with, and how many characters they have at most.
 * @returns {string[]} Its lines.
 */
export function wrap(text, { first = '', rest = first, width = WIDTH } = {}) {
  /** @type {string[]} */
  const lines = [];
  let line = '';
  for (const word of text.split(' ')) {
    const margin = lines.length === 0 ? first : rest;
    if (line !== '' && `${margin}${line} ${word}`.length > width) {
      lines.push(`${margin}${line}`);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, `${lines.length === 0 ? first : rest}${line}`];
}
