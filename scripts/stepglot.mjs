#!/usr/bin/env node
/** @file The `stepglot` command: picks the subcommand, and turns what happens into an exit code. */

import { parseArgs } from 'node:util';
import { messageOf } from '../web/engine/internal.js';
import * as convert from './cli/convert.mjs';
import * as evaluate from './cli/evaluate.mjs';
import * as inspect from './cli/inspect.mjs';
import * as models from './cli/models.mjs';
import { write } from './cli/output.mjs';
import * as translate from './cli/translate.mjs';
import { UsageError } from './cli/usage-error.mjs';
import { version } from './cli/version.mjs';

const SUCCESS = 0;
const FAILURE = 1;
const USAGE = 2;
const INTERRUPTED = 130;
const TERMINATED = 143;

/**
 * @typedef {object} Command
 * @property {string} summary One line for the list of commands.
 * @property {string} help
 * @property {import('node:util').ParseArgsConfig['options']} options
 * @property {(flags: any, positionals: string[]) => Promise<void>} run
 */

/** @type {Map<string, Command>} */
const commands = new Map(Object.entries({ translate, models, evaluate, inspect, convert }));

const commandList = [...commands].map(([name, { summary }]) => `  ${name.padEnd(11)}${summary}\n`);

const help = `\
usage: stepglot COMMAND [options] [arguments]

Translates text with a neural network, on this machine alone.

${commandList.join('')}
  --help     show this text, or after a command its own
  --version  show the version

Exit codes: 0 done, also when the reader of the output goes away; 1 failed; 2 wrong usage;
130 interrupted by Ctrl-C.
`;

/**
 * @param {Command} command
 * @param {string[]} args
 */
function parse(command, args) {
  const options = { ...command.options, help: /** @type {const} */ ({ type: 'boolean' }) };
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

/** @param {string[]} args The command line after the program's name. */
async function main([name, ...args]) {
  if (name === '--help' || name === '-h' || name === 'help') return write(help);
  if (name === '--version') return write(`${version()}\n`);
  const command = commands.get(name ?? '');
  if (!command) {
    const known = [...commands.keys()].join(', ');
    const what = name === undefined ? 'no command given' : `unknown command ${name}`;
    throw new UsageError(`${what}; the commands are ${known}`);
  }
  const { values, positionals } = parse(command, args);
  if (values.help) return write(`${command.help}\n`);
  await command.run(values, positionals);
}

/**
 * @param {unknown} error
 * @param {string | undefined} name The subcommand, if any.
 * @returns {number} The exit code.
 */
function report(error, name) {
  const message = messageOf(error).replace(/\s*\n\s*/g, ' ');
  const isUsage = error instanceof UsageError;
  const subject = commands.has(name ?? '') ? `stepglot ${name}` : 'stepglot';
  console.error(`${subject}: ${message}${isUsage ? ` (see ${subject} --help)` : ''}`);
  return isUsage ? USAGE : FAILURE;
}

// Whoever reads the output may stop reading: `stepglot translate < book | head -1`.
process.stdout.on('error', (error) => {
  if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EPIPE') process.exit(SUCCESS);
  process.exit(report(error, process.argv[2]));
});
process.once('SIGINT', () => process.exit(INTERRUPTED));
process.once('SIGTERM', () => process.exit(TERMINATED));

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = report(error, process.argv[2]);
}
// Standard input may still be open; whatever was written goes out first.
process.stdout.write('', () => process.exit());
