/** @file HTML for `stepglot translate --html`: whole documents, in and out. */

import { buffer } from 'node:stream/consumers';
import { decodeText } from '../../web/engine/internal.js';
import { readWhole } from './files.mjs';
import { write } from './output.mjs';
import { Progress, percentOf } from './progress.mjs';

/** @typedef {import('../../web/engine/index.js').Model} Model */
/** @typedef {import('../../web/engine/index.js').TranslateOptions} TranslateOptions */

/**
 * @param {string} path A file; - is standard input.
 * @returns {Promise<string>}
 */
async function readText(path) {
  const isInput = path === '-';
  const bytes = isInput ? await buffer(process.stdin) : await readWhole(path);
  const { text, notice } = decodeText(bytes, isInput ? 'standard input' : path);
  if (notice !== '') console.error(`stepglot: ${notice}`);
  return text;
}

/**
 * Says on standard error what of a block may be missing.
 *
 * @param {import('../../web/engine/index.js').BlockEvent} event
 */
export function warnOfDoubts({ text, translation, lost }) {
  const doubtful = translation?.sentences.find(({ outcome }) => outcome === 'doubtful');
  if (!doubtful && lost.length === 0) return;
  const start = doubtful?.source.start ?? 0;
  const shown = text.slice(start, start + 40);
  console.error(`stepglot: the translation may lack a part of "${shown}…"`);
}

/**
 * Writes the translation of each document, part by part as it becomes final. One that was an argument
 * ends with a line feed.
 *
 * @param {Model} model
 * @param {TranslateOptions & {attributes: boolean}} options
 * @param {string[]} texts Documents; without one the file is read.
 * @param {string} file A path; - is standard input.
 */
export async function translateHtml(model, options, texts, file) {
  const documents = texts.length > 0 ? texts : [await readText(file)];
  const progress = new Progress(percentOf('translating'), !process.stdout.isTTY);
  /** @param {import('../../web/engine/index.js').BlockProgress} state */
  const onProgress = ({ done, total }) => progress.show(total === 0 ? 1 : done / total);
  for (const document of documents) {
    const events = model.stream(document, {
      ...options,
      format: 'html',
      onBlock: warnOfDoubts,
      onProgress,
    });
    for await (const { text } of events) await write(text);
    if (texts.length > 0) await write('\n');
  }
  progress.end();
}
