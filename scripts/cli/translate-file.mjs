/** @file `stepglot translate --file IN --output OUT`: files in the formats that can be written again. */

import { buffer } from 'node:stream/consumers';
import { blockSteps, checkFormat, fileFormats, openFile } from '../../web/engine/internal.js';
import { checkDecodeOptions } from './decode-flags.mjs';
import { fingerprint, Journal } from './file-journal.mjs';
import { readWhole, refuseExisting, writeWhole } from './files.mjs';
import { loadChosenModel } from './model-choice.mjs';
import { writeBytes } from './output.mjs';
import { percentOf, Progress } from './progress.mjs';
import { warnOfDoubts } from './translate-html.mjs';
import { UsageError } from './usage-error.mjs';
import { runYielding } from './yielding.mjs';

/** @typedef {import('../../web/engine/index.js').Model} Model */
/** @typedef {import('../../web/engine/index.js').Piece} Piece */
/** @typedef {import('../../web/engine/index.js').TranslateOptions} TranslateOptions */
/** @typedef {Awaited<ReturnType<typeof openFile>>} OpenFile */
/** @typedef {import('./translate.mjs').Flags} Flags */

/** For `parseArgs`. */
export const fileFlags = /** @type {const} */ ({
  output: { type: 'string', short: 'o' },
  format: { type: 'string' },
  force: { type: 'boolean' },
  'no-fuzzy': { type: 'boolean' },
});

export const fileHelp = `\
Files whose format is kept:
  -o, --output FILE       with --file, translate the whole file and write it in its format: texts are
                          translated, all else keeps its bytes. FILE appears only when it is whole; a
                          run that was ended goes on when it is started again
      --format FORMAT     one of ${Object.keys(fileFormats).sort().join(', ')}; otherwise the
                          ending of the file's name says it, or what is in it. Without --output the
                          file goes to standard output
      --force             replace FILE if it exists
      --no-fuzzy          in PO files, do not flag translations as fuzzy`;

const excluded = [
  ...['html', 'stream', 'tree', 'alternatives', 'score', 'json', 'pieces', 'n-best', 'align'],
  ...['prefix', 'line-breaks'],
];

/** @param {Flags} flags */
export const isFileTranslation = ({ output, format }) =>
  output !== undefined || format !== undefined;

/**
 * @param {Flags} flags
 * @throws {UsageError} For flags that make no sense together.
 */
function checkFlags(flags) {
  const { file, output = '-', format } = flags;
  const which = flags.output === undefined ? '--format' : '--output';
  if (file === undefined) throw new UsageError(`${which} needs --file`);
  const wrong = excluded.find((name) => flags[name] !== undefined);
  if (wrong) throw new UsageError(`${which} excludes --${wrong}`);
  try {
    if (format !== undefined) checkFormat(format);
  } catch (error) {
    throw new UsageError(/** @type {Error} */ (error).message.replace('option format', '--format'));
  }
  if (output !== '-') refuseExisting(output, flags.force ?? false);
}

/**
 * @param {string} path A file; - is standard input.
 * @returns {Promise<{bytes: Uint8Array, name: string}>}
 */
async function readInput(path) {
  if (path === '-') return { bytes: await buffer(process.stdin), name: '' };
  return { bytes: await readWhole(path), name: path };
}

/**
 * @typedef {object} Work
 * @property {Model} model
 * @property {OpenFile} file
 * @property {TranslateOptions} decode
 * @property {Journal | undefined} journal
 */

/**
 * Translates the blocks that no earlier run translated.
 *
 * @param {Work} work
 * @returns {Promise<Uint8Array>} The file.
 */
async function translateAll({ model, file, decode, journal }) {
  const known = (journal?.read() ?? []).slice(0, file.blocks.length);
  if (known.length > 0) {
    console.error(`stepglot: going on after ${known.length} of ${file.blocks.length} blocks`);
  }
  const rest = file.blocks.slice(known.length);
  const progress = new Progress(percentOf('translating'));
  /** @type {(readonly Piece[])[]} */
  let fresh = [];
  const steps = blockSteps(rest, {
    decode,
    onBlock: (event) => {
      warnOfDoubts(event);
      fresh.push(event.pieces);
    },
    onProgress: ({ done, total }) => {
      if (done < total) journal?.add(fresh);
      fresh = [];
      progress.show(total === 0 ? 1 : done / total);
    },
  });
  let step = steps.next();
  while (!step.done) {
    const { texts, options } = step.value;
    step = steps.next(await runYielding(model.translateSteps(texts, options)));
  }
  progress.end();
  return file.write([...known, ...step.value]);
}

/**
 * @param {Flags} flags
 * @param {TranslateOptions} decode
 */
export async function translateFile(flags, decode) {
  checkFlags(flags);
  const { output = '-', format } = flags;
  const input = await readInput(/** @type {string} */ (flags.file));
  const { model, name, sourceLanguage, targetLanguage } = await loadChosenModel(flags);
  checkDecodeOptions(decode, model);
  if (model.info.input === 'pieces')
    throw new Error(`${name} has no tokenizer, so it takes no files`);
  const reading = { attributes: flags.attributes, flagFuzzy: !flags['no-fuzzy'] };
  const languages = { sourceLanguage, targetLanguage };
  const file = await openFile(input, { ...reading, ...languages, format });
  for (const notice of file.notices) console.error(`stepglot: ${notice}`);
  const settings = { name, info: model.info, decode, reading, languages, format: file.format };
  const isFile = output !== '-';
  const journal = isFile ? new Journal(output, fingerprint(input.bytes, settings)) : undefined;
  const bytes = await translateAll({ model, file, decode, journal });
  if (!isFile) return writeBytes(bytes);
  await writeWhole(output, bytes, flags.force ?? false);
  journal?.remove();
}
