/** @file `stepglot inspect`: what is in a model. */

import { loadModelFile, modelPathHelp, vocabularyHelp, vocabularyOptions } from './model-file.mjs';
import { write } from './output.mjs';
import { UsageError } from './usage-error.mjs';

/** @typedef {import('../../web/engine/index.js').ModelInfo} ModelInfo */
/** @typedef {ReturnType<typeof import('node:util').parseArgs<{options: typeof options}>>['values']} Flags */

export const summary = 'show the configuration, the tensors and the sizes of a model';

export const options = /** @type {const} */ ({ ...vocabularyOptions, json: { type: 'boolean' } });

export const help = `\
usage: stepglot inspect [options] MODEL

Checks a model and shows its format, languages, configuration, tensors and sizes.

${modelPathHelp}

  --json                  write one JSON object
${vocabularyHelp}
  --help                  show this text`;

/**
 * Aligns columns.
 *
 * @param {string[][]} rows
 * @returns {string} One line per row, indented by two.
 */
function formatTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) =>
    row.map((cell, column) => cell.padEnd(widths[column])).join('  '),
  );
  return lines.map((line) => `  ${line.trimEnd()}\n`).join('');
}

/**
 * @param {number} count
 * @returns {string} With separators between thousands.
 */
const grouped = (count) => count.toLocaleString('en-US');

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
    `model\n${formatTable(summaryRows)}`,
    `configuration\n${formatTable(configRows)}`,
    `tensors (${info.tensors.length})\n${formatTable([tensorHead, ...tensorRows])}`,
  ].join('\n');
}

/**
 * @param {Flags} flags
 * @param {string[]} paths
 */
export async function run(flags, paths) {
  if (paths.length !== 1) throw new UsageError('give one MODEL');
  const { model } = await loadModelFile(paths[0], flags);
  await write(flags.json ? `${JSON.stringify(model.info)}\n` : formatInfo(model.info));
}
