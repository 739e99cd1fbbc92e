/** @file The page docs/benchmarks.md, whose sections the benchmarks write. */

import { readFileSync, writeFileSync } from 'node:fs';

const page = new URL('../../docs/benchmarks.md', import.meta.url);

/** @param {string} name */
const markers = (name) => ({
  begin: `<!-- ${name}: written by \`npm run bench -- ${name} --write\`. -->`,
  end: `<!-- End of ${name}. -->`,
});

/**
 * @param {string} text Markdown with the markers of a section.
 * @param {string} name Of the section: the command's.
 * @param {string} content Markdown.
 * @returns {string} The text with the section replaced.
 * @throws {Error} When a marker is missing.
 */
export function withSection(text, name, content) {
  const { begin, end } = markers(name);
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the page lacks ${begin} or ${end}`);
  return `${text.slice(0, from)}${begin}\n\n${content}\n\n${text.slice(to)}`;
}

/**
 * @param {string} name Of the section.
 * @param {string} content
 */
export function writeSection(name, content) {
  writeFileSync(page, withSection(readFileSync(page, 'utf8'), name, content));
}
