/** @file What the main of each developer's script does: arguments, help, failures, exit codes. */

import { parseArgs } from 'node:util';
import { UsageError } from '../cli/usage-error.mjs';
import { hintFor, ToolError } from './setup/process.mjs';

/** @typedef {NonNullable<import('node:util').ParseArgsConfig['options']>} Options For `parseArgs`. */

/**
 * @template {Options} O
 * @typedef {object} Script
 * @property {string} name What its messages begin with.
 * @property {string} help
 * @property {O} [options] All but `--help`.
 * @property {string[]} [args] What it was called with; those of the process if not given.
 * @property {boolean} [takesArguments] Whether it takes arguments besides options.
 * @property {(values: ReturnType<typeof parseArgs<{options: O}>>['values'], args: string[]) =>
 *   unknown} run May return a promise. It throws a `UsageError` for arguments that make no sense, and
 *   a `ToolError` where the message says all there is to say.
 */

/**
 * @template {Options} O
 * @param {Script<O>} script
 */
async function parseAndRun({ help, options, args, takesArguments = false, run }) {
  const { values, positionals } = parseArgs({
    args,
    options: { ...options, help: { type: 'boolean' } },
    allowPositionals: takesArguments,
  });
  if (values.help) process.stdout.write(help);
  else await run(/** @type {any} */ (values), positionals);
}

/** @param {any} error */
const isUsage = (error) =>
  error instanceof UsageError || String(error?.code).startsWith('ERR_PARSE_ARGS');

/**
 * Runs a script. Its exit code is 0, or 1 when it fails, or 2 for arguments that make no sense.
 *
 * @template {Options} O
 * @param {Script<O>} script
 */
export async function main(script) {
  try {
    await parseAndRun(script);
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    const isClear = isUsage(error) || error instanceof ToolError || 'syscall' in Object(error);
    const hint = isClear ? '' : hintFor(message);
    console.error(`${script.name}: ${isClear ? message : (stack ?? message)}`);
    if (hint !== '') console.error(`${script.name}: ${hint}`);
    process.exitCode = isUsage(error) ? 2 : 1;
  }
}
