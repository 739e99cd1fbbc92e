#!/usr/bin/env node
/** @file The interactive prompt: a sentence in, its translation out, token by token. */

import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { defaultModel, loadModelFile } from './cli/model-file.mjs';
import { write } from './cli/output.mjs';
import { trace } from './cli/trace.mjs';
import { runInTurns } from './cli/turns.mjs';

/** @typedef {import('../web/engine/index.js').Model} Model */
/** @typedef {import('../web/engine/index.js').Translation} Translation */
/** @typedef {{trace: boolean, cache: boolean}} Settings */

const usage = `\
usage: prompt [--model FILE]

Reads sentences from the terminal and shows each translation as it is decoded.

  -m, --model FILE  model to use (default: the English-German one that comes with Stepglot)
      --help        show this text
`;

const commandHelp = `\
  :trace on|off  show each step's token and its best candidates
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
 * @param {Settings} settings Changed by `:trace` and `:cache`.
 * @returns {string} What to answer.
 */
function obey(line, settings) {
  const [, name, value] = /^:(trace|cache)\s+(on|off)\s*$/.exec(line) ?? [];
  if (name === undefined) return commandHelp;
  settings[/** @type {keyof Settings} */ (name)] = value === 'on';
  return `  ${name} is ${value}\n`;
}

/**
 * Translates with the text appearing as it is decoded.
 *
 * @param {Model} model
 * @param {string} line
 * @param {Settings} settings
 * @returns {Generator<string, Translation, void>} Yields text, returns the result.
 */
function* translate(model, line, { cache }) {
  const events = model.stream(line, { cache });
  let event = events.next();
  try {
    for (; !event.done; event = events.next()) yield event.value.text;
  } finally {
    events.return([]);
  }
  yield '\n';
  return event.value[0];
}

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
  const work = settings.trace
    ? trace(model, line, { cache: settings.cache })
    : translate(model, line, settings);
  const start = performance.now();
  let first = 0;
  const result = await runInTurns(
    work,
    (text) => {
      first ||= performance.now();
      return write(text);
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
 * @param {Model} model
 */
async function converse(model) {
  const { sourceLanguage, targetLanguage } = model.info;
  const prompt = `${sourceLanguage} to ${targetLanguage}> `;
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
  const settings = { trace: false, cache: true };
  if (isInteractive) lines.prompt();
  for await (const line of lines) {
    if (line.trim() === 'exit') break;
    isBusy = true;
    interruption = new AbortController();
    try {
      if (line.startsWith(':')) await write(obey(line, settings));
      else await answer(model, line, settings, interruption.signal);
    } catch (error) {
      process.stderr.write(`\n${error instanceof Error ? error.message : error}\n`);
    }
    isBusy = false;
    if (isInteractive) lines.prompt();
  }
  lines.close();
}

async function main() {
  const { values } = parseArgs({
    options: { model: { type: 'string', short: 'm' }, help: { type: 'boolean' } },
  });
  if (values.help) return write(usage);
  const { model } = await loadModelFile(values.model ?? defaultModel);
  if (isInteractive) await write(`Type a sentence; :help shows more, Ctrl-D leaves.\n`);
  await converse(model);
  if (isInteractive) await write('\n');
}

process.stdout.on('error', () => process.exit(0));
try {
  await main();
} catch (error) {
  console.error(`stepglot: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
