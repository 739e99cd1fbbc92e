#!/usr/bin/env node
/** @file The interactive prompt: a sentence in, its translation out, token by token. */

import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { messageOf } from '../../web/engine/internal.js';
import { mapYields } from './map-yields.mjs';
import { choiceHelp, choiceOptions, loadChosenModel } from './model-choice.mjs';
import { write } from './output.mjs';
import { splitPieces } from './pieces.mjs';
import { trace } from './trace.mjs';
import { tree } from './tree.mjs';
import { runYielding } from './yielding.mjs';
import { UsageError } from './usage-error.mjs';

/** @typedef {import('../../web/engine/index.js').Model} Model */
/** @typedef {import('../../web/engine/index.js').Translation} Translation */
/** @typedef {'text' | 'trace' | 'tree'} View What is shown of a translation. */
/** @typedef {{view: View, beam: number, cache: boolean}} Settings */

const usage = `\
usage: prompt [options]

Reads sentences from the terminal and shows each translation as it is decoded.

${choiceHelp}
      --help              show this text

Exit codes: 0 done, 1 failed, 2 wrong usage.
`;

const commandHelp = `\
  :beam N        keep N hypotheses at each step, 1 to 64; 1, as at the start, is greedy:
                 words appear as they are decoded
  :trace on|off  show each step: with a beam of 1 the token and its best candidates, else the
                 hypotheses, best first; ■ marks those that are complete
  :tree on|off   draw the whole search: what was kept, what was dropped and why
  :cache on|off  decode with or without the key/value cache
  :help          show this text
  exit           leave; so does Ctrl-D

Ctrl-C stops a translation.
`;

const isInteractive = Boolean(process.stdin.isTTY && process.stdout.isTTY);

/**
 * @param {string} text
 * @returns {string} The text in a dimmed colour, unless the user asked for none.
 */
const dim = (text) => (process.env.NO_COLOR ? text : `\x1b[2m${text}\x1b[22m`);

/**
 * Obeys a line that starts with a colon.
 *
 * @param {string} line
 * @param {Settings} settings Changed by the commands.
 * @returns {string} What to answer.
 */
function obey(line, settings) {
  const [command, value = ''] = line.trim().split(/\s+/);
  const [, name] = /^:(trace|tree|cache)$/.exec(command) ?? [];
  if (name !== undefined && /^(on|off)$/.test(value)) {
    const isOn = value === 'on';
    if (name === 'cache') settings.cache = isOn;
    else settings.view = isOn ? /** @type {View} */ (name) : 'text';
    return `  ${name} is ${value}\n`;
  }
  if (command === ':beam' && /^([1-9]|[1-5]\d|6[0-4])$/.test(value)) {
    settings.beam = Number(value);
    return `  beam is ${value}\n`;
  }
  return commandHelp;
}

/**
 * Translates with the text appearing as it becomes final.
 *
 * @param {Model} model
 * @param {import('../../web/engine/index.js').Text} text
 * @param {import('../../web/engine/index.js').TranslateOptions} options
 * @returns {Generator<string, Translation, void>} Yields text, returns the result.
 */
function* words(model, text, options) {
  const [result] = yield* mapYields(model.stream(text, options), (event) => event.text);
  yield '\n';
  return result;
}

const views = { text: words, trace, tree };

/**
 * @param {Translation} result
 * @param {number} start Milliseconds, as are the others.
 * @param {number} first When the first text came.
 * @param {number} end
 * @returns {string} How fast it went, the end-of-sentence tokens counted too.
 */
function formatSpeed({ logProbs }, start, first, end) {
  const tokens = logProbs.length;
  const rate = Math.round((1000 * tokens) / (end - start));
  const toFirst = (first - start).toFixed(0);
  return `${dim(`  ${tokens} tokens, ${rate} tokens/s, first text after ${toFirst} ms`)}\n`;
}

/**
 * Translates a line and shows it.
 *
 * @param {Model} model
 * @param {string} line
 * @param {Settings} settings
 * @param {AbortSignal} signal Stops it.
 */
async function answer(model, line, settings, signal) {
  const { view, beam, cache } = settings;
  const text = model.info.input === 'pieces' ? splitPieces(line) : line;
  const work = views[view](model, text, { beam, cache });
  const start = performance.now();
  let first = 0;
  const result = await runYielding(
    work,
    (shown) => {
      if (shown !== '') first ||= performance.now();
      return write(shown);
    },
    signal,
  );
  if (isInteractive && result.logProbs.length > 0) {
    await write(formatSpeed(result, start, first, performance.now()));
  }
}

/**
 * Reads lines until the end of input or `exit`.
 *
 * @param {import('./model-choice.mjs').ChosenModel} chosen
 */
async function converse({ model, sourceLanguage, targetLanguage }) {
  const languages = [sourceLanguage, targetLanguage].map((tag) => tag || 'unknown');
  const prompt = `${languages.join(' to ')}> `;
  const lines = createInterface({
    input: process.stdin,
    output: isInteractive ? process.stdout : undefined,
    prompt: isInteractive ? prompt : '',
  });
  let interruption = new AbortController();
  let isBusy = false;
  lines.on('SIGINT', () => {
    if (isBusy) return interruption.abort(new Error('stopped'));
    process.stdout.write('\n(exit or Ctrl-D leaves)\n');
    // To the end of the line, then delete it all, which shows the prompt again.
    for (const name of ['e', 'u']) lines.write(null, { ctrl: true, name });
  });
  /** @type {Settings} */
  const settings = { view: 'text', beam: 1, cache: true };
  if (isInteractive) lines.prompt();
  for await (const line of lines) {
    if (line.trim() === 'exit') break;
    isBusy = true;
    interruption = new AbortController();
    try {
      if (line.startsWith(':')) await write(obey(line, settings));
      else await answer(model, line, settings, interruption.signal);
    } catch (error) {
      process.stderr.write(`\n${messageOf(error)}\n`);
    }
    isBusy = false;
    if (isInteractive) lines.prompt();
  }
  lines.close();
}

/** @returns {import('./model-choice.mjs').ChoiceFlags & {help?: boolean}} */
function readFlags() {
  try {
    return parseArgs({ options: { ...choiceOptions, help: { type: 'boolean' } } }).values;
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

async function main() {
  const flags = readFlags();
  if (flags.help) return write(usage);
  const chosen = await loadChosenModel(flags);
  const what = chosen.model.info.input === 'pieces' ? 'pieces separated by blanks' : 'a sentence';
  if (isInteractive) await write(`Type ${what}; :help shows more, Ctrl-D leaves.\n`);
  await converse(chosen);
  if (isInteractive) await write('\n');
}

process.stdout.on('error', () => process.exit(0));
try {
  await main();
} catch (error) {
  console.error(`stepglot: ${messageOf(error)}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
