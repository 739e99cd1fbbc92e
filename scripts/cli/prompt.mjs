#!/usr/bin/env node
/** @file The interactive prompt: a sentence in, its translation out, token by token. */

import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { messageOf } from '../../web/engine/internal.js';
import { readLineGroups } from './lines.mjs';
import { mapYields } from './map-yields.mjs';
import { choiceHelp, choiceOptions, loadChosenModel } from './model-choice.mjs';
import { write } from './output.mjs';
import { splitPieces } from './pieces.mjs';
import { initialSettings, runCommand } from './prompt-commands.mjs';
import { trace } from './trace.mjs';
import { tree } from './tree.mjs';
import { UsageError } from './usage-error.mjs';
import { runYielding } from './yielding.mjs';

/** @typedef {import('../../web/engine/index.js').Model} Model */
/** @typedef {import('../../web/engine/index.js').Translation} Translation */
/** @typedef {import('./prompt-commands.mjs').Settings} Settings */

const usage = `\
usage: prompt [options]

Reads sentences from the terminal and shows each translation as it is decoded.

${choiceHelp}
      --help              show this text

Exit codes: 0 done, 1 failed, 2 wrong usage.
`;

const isInteractive = Boolean(process.stdin.isTTY && process.stdout.isTTY);

/**
 * @param {string} text
 * @returns {string} The text in a dimmed colour, unless the user asked for none.
 */
const dim = (text) => (process.env.NO_COLOR ? text : `\x1b[2m${text}\x1b[22m`);

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
 * @returns {string} How fast it went; with scores the tokens that end sentences count too.
 */
function formatSpeed({ tokens: ids, logProbs = ids }, start, first, end) {
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
  const { view, options } = settings;
  const text = model.info.input === 'pieces' ? splitPieces(line) : line;
  const work = views[view](model, text, options);
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
  if (isInteractive && result.sentences.length > 0) {
    await write(formatSpeed(result, start, first, performance.now()));
  }
}

/** @returns {AsyncGenerator<string, void, void>} The lines of a pipe or a file, in any encoding. */
async function* pipedLines() {
  for await (const [line] of readLineGroups('-', 1)) yield line;
}

/**
 * Reads lines until the end of input or `exit`.
 *
 * @param {import('./model-choice.mjs').ChosenModel} chosen
 */
async function converse({ model, sourceLanguage, targetLanguage }) {
  const languages = [sourceLanguage, targetLanguage].map((tag) => tag || 'unknown');
  const prompt = `${languages.join(' to ')}> `;
  const terminal = process.stdin.isTTY
    ? createInterface({
        input: process.stdin,
        output: isInteractive ? process.stdout : undefined,
        prompt: isInteractive ? prompt : '',
      })
    : undefined;
  let interruption = new AbortController();
  let isBusy = false;
  terminal?.on('SIGINT', () => {
    if (isBusy) return interruption.abort(new Error('stopped'));
    process.stdout.write('\n(exit or Ctrl-D leaves)\n');
    // To the end of the line, then delete it all, which shows the prompt again.
    for (const name of ['e', 'u']) terminal.write(null, { ctrl: true, name });
  });
  const settings = initialSettings();
  if (isInteractive) terminal?.prompt();
  for await (const line of terminal ?? pipedLines()) {
    if (line.trim() === 'exit') break;
    isBusy = true;
    interruption = new AbortController();
    try {
      if (line.startsWith(':')) await write(runCommand(line, settings));
      else await answer(model, line, settings, interruption.signal);
    } catch (error) {
      process.stderr.write(`\n${messageOf(error)}\n`);
    }
    isBusy = false;
    if (isInteractive) terminal?.prompt();
  }
  terminal?.close();
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
