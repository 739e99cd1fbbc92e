/** @file The commands of the interactive prompt: lines that begin with a colon. */

import { decodeOptions, domainOf } from '../../web/engine/internal.js';
import { parseValue } from './decode-flags.mjs';
import { helpLines } from './decode-help.mjs';
import { flagOf, phraseOf, withNames } from './option-text.mjs';

/** @typedef {import('../../web/engine/internal.js').DecodeOption} DecodeOption */
/** @typedef {'text' | 'trace' | 'tree'} View What is shown of a translation. */

/**
 * @typedef {object} Settings
 * @property {View} view
 * @property {import('../../web/engine/index.js').StartOptions} options Of decoding.
 */

const TEXT_COLUMN = 17;

/** Views that a command switches on and off, with their help. */
const views = {
  trace:
    'show each step: with a beam of 1 the token and its best candidates, else the hypotheses, best ' +
    'first; ■ marks those that are complete',
  tree: 'draw the whole search: what was kept, what was dropped and why',
};

const promptOptions = decodeOptions.filter(({ promptDefault }) => promptDefault !== undefined);

/** @returns {Settings} Those of a new prompt. */
export const initialSettings = () => ({
  view: 'text',
  options: Object.fromEntries(
    promptOptions.map(({ name, promptDefault }) => [name, promptDefault]),
  ),
});

/** @param {DecodeOption} option */
const isSwitch = (option) => domainOf(option).type === 'boolean';

/** @param {DecodeOption} option */
function optionHelp(option) {
  const { name, metavar = 'on|off', doc, promptDefault } = option;
  const phrase = isSwitch(option) ? doc : phraseOf({ ...option, default: promptDefault });
  const text = withNames(phrase, (other) => `:${flagOf(other)}`);
  return helpLines(`  :${flagOf(name)} ${metavar}`, text, TEXT_COLUMN);
}

const commandHelp = [
  ...promptOptions.flatMap(optionHelp),
  ...Object.entries(views).flatMap(([name, text]) =>
    helpLines(`  :${name} on|off`, text, TEXT_COLUMN),
  ),
  ...helpLines('  :help', 'show this text', TEXT_COLUMN),
  ...helpLines('  exit', 'leave; so does Ctrl-D', TEXT_COLUMN),
  '',
  'Ctrl-C stops a translation.\n',
].join('\n');

/**
 * @param {DecodeOption} option
 * @param {string} word As typed.
 * @returns {unknown} The value; undefined for one that the option does not take.
 */
function valueOf(option, word) {
  const domain = domainOf(option);
  const value = isSwitch(option)
    ? new Map([
        ['on', true],
        ['off', false],
      ]).get(word)
    : parseValue(word, domain.type);
  return domain.accepts(value) ? value : undefined;
}

/**
 * @param {string} line One that starts with a colon.
 * @param {Settings} settings Changed by the command.
 * @returns {string} What to answer; the help on commands for one that there is not.
 */
export function runCommand(line, settings) {
  const [command, word = ''] = line.slice(1).trim().split(/\s+/);
  const option = promptOptions.find(({ name }) => flagOf(name) === command);
  const value = option && valueOf(option, word);
  if (option && value !== undefined) {
    settings.options = { ...settings.options, [option.name]: value };
    return `  ${command} is ${word}\n`;
  }
  if (Object.hasOwn(views, command) && /^(on|off)$/.test(word)) {
    settings.view = word === 'on' ? /** @type {View} */ (command) : 'text';
    return `  ${command} is ${word}\n`;
  }
  return commandHelp;
}
