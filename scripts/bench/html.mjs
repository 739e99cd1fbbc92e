/** @file `npm run bench -- html`: what an article in HTML costs beside its plain text. */

import { readFileSync } from 'node:fs';
import { loadEngine } from '../../web/engine/index.js';
import { median } from './statistics.mjs';

const WORDS = 1000;
const RUNS = 9;

const root = new URL('../../', import.meta.url);

/** @returns {string[]} Sentences of about so many words. */
function sentences() {
  const lines = readFileSync(new URL('tests/data/es-ca.test.es', root), 'utf8').split('\n');
  /** @type {string[]} */
  const chosen = [];
  for (let count = 0; count < WORDS; count += chosen[chosen.length - 1].split(' ').length) {
    chosen.push(lines[chosen.length]);
  }
  return chosen;
}

/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/**
 * @param {string[]} lines
 * @returns {string} An article: paragraphs of four sentences with links and bold words.
 */
function article(lines) {
  const marked = lines.map((line) =>
    escaped(line)
      .split(' ')
      .map((word, i) =>
        i % 12 === 3 ? `<b>${word}</b>` : i % 12 === 8 ? `<a href="#">${word}</a>` : word,
      )
      .join(' '),
  );
  const paragraphs = marked.map((line, i) => (i % 4 === 0 ? `</p>\n<p>${line}` : line));
  return `<h1>${marked[0]}</h1>\n<p>${paragraphs.join(' ')}</p>\n`;
}

export const html = {
  name: 'bench -- html',
  help: `Usage: npm run bench -- html

Translates an article of ${WORDS} words as plain text and as HTML in turn, with beam 1 and one thread,
and prints the times and the median of their ratios.

  --help  show this text
`,
  run: async () => {
    const engine = await loadEngine({ threads: 1 });
    const bytes = readFileSync(new URL('web/models/es-ca.int8.safetensors', root));
    const model = await engine.loadModel(bytes);
    const lines = sentences();
    const source = article(lines);
    const plain = [lines[0], ...lines].join('\n');
    /** @type {[number, number][]} */
    const pairs = [];
    for (let run = 0; run <= RUNS; run++) {
      const start = performance.now();
      model.translate(plain, { beam: 1, scores: false });
      const middle = performance.now();
      await model.translate(source, { beam: 1, format: 'html' });
      // The first run warms up.
      if (run > 0) pairs.push([middle - start, performance.now() - middle]);
    }
    const [text, markup] = [0, 1].map((i) => median(pairs.map((pair) => pair[i])));
    const ratio = median(pairs.map(([a, b]) => b / a));
    console.log(
      `plain text ${text.toFixed(0)} ms, HTML ${markup.toFixed(0)} ms, ratio ${ratio.toFixed(3)}`,
    );
    engine.free();
  },
};
