#!/usr/bin/env node
/** @file Times what it costs to keep addresses and the like whole, in text with them and without. */

import { readFileSync } from 'node:fs';
import { loadEngine } from '../../web/engine/index.js';
import { main } from '../tools/main.mjs';
import { compare, milliseconds, warmUp } from './statistics.mjs';

const help = `usage: node scripts/bench/real-text.mjs

  --help  this text

Translates everyday Spanish sentences to Catalan: as they are, with and without protection; and with
a placeholder in every second one, against those without. Reports medians of the ratios in turn.
`;

const RUNS = 9;

const place = (/** @type {string} */ path) => new URL(`../../${path}`, import.meta.url);

/**
 * @param {string} line
 * @param {number} i
 * @returns {string} Every second one with a placeholder in the place of its last word.
 */
const withSpan = (line, i) => (i % 2 === 0 ? line.replace(/\p{L}+(?=\P{L}*$)/u, '{name}') : line);

async function measure() {
  const engine = await loadEngine({ threads: 1 });
  const model = await engine.loadModel(readFileSync(place('web/models/es-ca.int8.safetensors')));
  const lines = readFileSync(place('tests/data/es-ca.everyday.es'), 'utf8').trim().split('\n');
  const plain = lines.filter((line) => !/\d/.test(line));
  const spans = plain.map(withSpan);
  const time = (/** @type {string[]} */ texts, protect = true) =>
    milliseconds(() => model.translate(texts, { protect }));
  warmUp(() => time(spans));
  const ofPlain = compare(
    RUNS,
    () => time(plain, false),
    () => time(plain),
  );
  const ofSpans = compare(
    RUNS,
    () => time(plain),
    () => time(spans),
  );
  console.log(`plain text, with protection over without: ${ofPlain.ratio.toFixed(3)}`);
  console.log(`a span in every second sentence, over plain: ${ofSpans.ratio.toFixed(3)}`);
}

await main({ name: 'real-text', help, run: measure });
