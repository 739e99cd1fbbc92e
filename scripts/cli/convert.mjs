/** @file `stepglot convert`: a model of any format in, one model file out. */

import { refuseExisting, writeWhole } from './files.mjs';
import { loadModelFile, modelPathHelp, vocabularyHelp, vocabularyOptions } from './model-file.mjs';
import { UsageError } from './usage-error.mjs';

/** @typedef {import('../../web/engine/index.js').WeightType} WeightType */
/** @typedef {ReturnType<typeof import('node:util').parseArgs<{options: typeof options}>>['values']} Flags */

export const summary = 'write a model of any format as one model file, int8 or float32';

export const options = /** @type {const} */ ({
  ...vocabularyOptions,
  type: { type: 'string', short: 't' },
  'source-language': { type: 'string' },
  'target-language': { type: 'string' },
  force: { type: 'boolean' },
});

export const help = `\
usage: stepglot convert [options] INPUT OUTPUT

Writes the model INPUT as one Stepglot model file, which loads faster and needs nothing beside it. With
float32 it translates as before, token for token; with int8 it is smaller and faster, and some
translations may differ.

${modelPathHelp}

  -t, --type TYPE         weight matrices as int8 or float32 (default: int8)
      --source-language TAG
                          BCP 47 tag of the language to translate from, such as en; many models do
                          not say it
      --target-language TAG
                          the same for the language to translate to
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
  // Said before the work, not after it.
  refuseExisting(output, flags.force ?? false);
  console.error(`loading ${input}`);
  const { 'source-language': sourceLanguage, 'target-language': targetLanguage } = flags;
  const model = await loadModelFile(input, flags, {
    sourceLanguage,
    targetLanguage,
    threads: 1,
  });
  console.error(`converting ${model.info.format} to ${type}`);
  const bytes = model.save(type);
  await writeWhole(output, bytes, flags.force ?? false);
  console.error(`wrote ${output}: ${bytes.byteLength.toLocaleString('en-US')} bytes`);
}
