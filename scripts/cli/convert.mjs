/** @file `stepglot convert`: weights and vocabularies in, one model file out. */

import { writeWhole } from './files.mjs';
import { loadModelFile, vocabularyHelp, vocabularyOptions } from './model-file.mjs';
import { UsageError } from './usage-error.mjs';

/** @typedef {import('../../web/engine/index.js').WeightType} WeightType */
/** @typedef {ReturnType<typeof import('node:util').parseArgs<{options: typeof options}>>['values']} Flags */

export const summary = 'write weights and vocabularies as one model file, int8 or float32';

export const options = /** @type {const} */ ({
  ...vocabularyOptions,
  type: { type: 'string', short: 't' },
  force: { type: 'boolean' },
});

export const help = `\
usage: stepglot convert [options] INPUT OUTPUT

Writes the weights of INPUT (safetensors with a Stepglot configuration) and their SentencePiece models
as one Stepglot model file.

  -t, --type TYPE         weight matrices as int8 or float32 (default: int8)
${vocabularyHelp}
      --force             replace OUTPUT where it exists
      --help              show this text`;

/**
 * @param {string} type
 * @returns {WeightType}
 */
function weightType(type) {
  if (type === 'int8' || type === 'float32') return type;
  throw new UsageError(`--type must be int8 or float32, not ${JSON.stringify(type)}`);
}

/**
 * @param {Flags} flags
 * @param {string[]} paths
 */
export async function run(flags, paths) {
  if (paths.length !== 2) throw new UsageError('give INPUT and OUTPUT');
  const [input, output] = paths;
  const type = weightType(flags.type ?? 'int8');
  console.error(`loading ${input}`);
  const { model } = await loadModelFile(input, flags);
  console.error(`converting to ${type}`);
  const bytes = model.save(type);
  await writeWhole(output, bytes, flags.force ?? false);
  const before = model.info.bytes.file.toLocaleString('en-US');
  const after = bytes.byteLength.toLocaleString('en-US');
  console.error(`wrote ${output}: ${after} bytes from ${before}`);
}
