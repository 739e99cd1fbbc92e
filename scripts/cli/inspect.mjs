/** @file `stepglot inspect`: what is in a model. */

import { choiceHelp, choiceOptions, loadChosenModel } from './model-choice.mjs';
import { modelPathHelp } from './model-file.mjs';
import { write } from './output.mjs';
import { columns } from './table.mjs';
import { UsageError } from './usage-error.mjs';

/** @typedef {import('../../web/engine/index.js').ModelInfo} ModelInfo */
/** @typedef {ReturnType<typeof import('node:util').parseArgs<{options: typeof options}>>['values']} Flags */

export const summary = 'show the configuration, the tensors and the sizes of a model';

export const options = /** @type {const} */ ({ ...choiceOptions, json: { type: 'boolean' } });

export const help = `\
usage: stepglot inspect [options] MODEL
       stepglot inspect [options] --from TAG --to TAG

Checks a model, a file or a folder or the one of a language pair, and shows its format, languages, configuration, tensors and sizes.

${modelPathHelp}

${choiceHelp}
      --json              write one JSON object
      --help              show this text`;

/**
 * @param {number} count
 * @returns {string} With separators between thousands.
 */
const grouped = (count) => count.toLocaleString('en-US');

/**
 * @param {ModelInfo} info
 * @returns {string[][]} A row for a multilingual model, none for others.
 */
function formatTargetTokens({ targetTokens }) {
  const tokens = targetTokens.map(({ piece, language }) =>
    language === '' ? piece : `${piece} (${language})`,
  );
  return tokens.length === 0 ? [] : [['target tokens', tokens.join(', ')]];
}

/**
 * @param {ModelInfo} info
 * @returns {string}
 */
function formatInfo(info) {
  const summaryRows = [
    ['format', info.format],
    ['languages', `${info.sourceLanguage || 'unknown'} to ${info.targetLanguage || 'unknown'}`],
    ['input', info.input === 'text' ? 'text' : 'pieces: it has no tokenizer'],
    ['shortlist', info.shortlist ? 'yes' : 'no'],
    ['lexicon', info.lexicon ? 'yes' : 'no'],
    ...formatTargetTokens(info),
    ['weights', `${info.weightType}, ${grouped(info.parameters)} parameters`],
    ['in place', `${grouped(info.bytes.file)} bytes of weights as they lie in the file`],
    ['converted', `${grouped(info.bytes.converted)} bytes of weights`],
    ['longest source', `${grouped(info.maxSourceLength)} tokens`],
    ['longest target', `${grouped(info.maxTargetLength)} tokens`],
  ];
  const configRows = Object.entries(info.config).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const tensorRows = info.tensors.map(({ name, dtype, shape, bytes }) => [
    name,
    dtype,
    shape.join(' x ') || 'scalar',
    grouped(bytes),
  ]);
  const tensorHead = ['name', 'type', 'shape', 'bytes'];
  return [
    `model\n${columns(summaryRows)}`,
    `configuration\n${columns(configRows)}`,
    `tensors (${info.tensors.length})\n${columns([tensorHead, ...tensorRows])}`,
  ].join('\n');
}

/**
 * @param {Flags} flags
 * @param {string[]} paths
 */
export async function run(flags, paths) {
  const named = flags.model === undefined ? paths : [...paths, flags.model];
  const isPair = flags.from !== undefined || flags.to !== undefined;
  if (named.length > 1 || (named.length === 0 && !isPair)) {
    throw new UsageError('give one MODEL, or --from and --to');
  }
  const { model, sourceLanguage, targetLanguage } = await loadChosenModel({
    ...flags,
    model: named.at(0),
  });
  const info = { ...model.info, sourceLanguage, targetLanguage };
  await write(flags.json ? `${JSON.stringify(info)}\n` : formatInfo(info));
}
