/** @file The formats of files, by the endings of their names and by what is in them. */

import { describe } from '../../base/describe.js';
import { StepglotError, messageOf } from '../../base/errors.js';

/** @typedef {import('../blocks.js').SourceDocument} SourceDocument */

/**
 * @typedef {'text' | 'html' | 'markdown' | 'srt' | 'vtt' | 'json' | 'po' | 'xliff' | 'odt' | 'docx'} FileFormat
 */

/**
 * What readers may want to know.
 *
 * @typedef {object} ReadOptions
 * @property {string} [sourceLanguage] A tag.
 * @property {string} [targetLanguage] A tag.
 * @property {boolean} [attributes] HTML: whether attributes that people read are translated (false).
 * @property {boolean} [flagFuzzy] PO: whether translations are flagged fuzzy (true).
 */

/**
 * @typedef {object} Format
 * @property {string[]} endings Of names of files, the usual one first.
 * @property {string[]} types MIME types.
 * @property {boolean} mayHaveMark Whether a byte order mark may be added to UTF-8.
 * @property {RegExp} [content] What its text begins with.
 * @property {(source: any, options: ReadOptions) => Promise<SourceDocument>} read Loads the format's
 *   reader first, so that nobody loads what they do not need. It takes a text.
 * @property {boolean} [isArchive] Whether `read` takes bytes instead.
 */

/** Those with more to tell them by come first. @type {Record<FileFormat, Format>} */
export const fileFormats = {
  vtt: {
    endings: ['vtt'],
    types: ['text/vtt'],
    mayHaveMark: true,
    content: /^WEBVTT(?=\s|$)/,
    read: async (source) =>
      (await import('../subtitles/subtitles.js')).read(source, { isWebVtt: true }),
  },
  srt: {
    endings: ['srt'],
    types: ['application/x-subrip', 'text/srt'],
    mayHaveMark: true,
    content: /^\s*(?:\d+\s*\n)?\s*\d+:\d\d:\d\d[,.]\d+[ \t]*-->/,
    read: async (source) =>
      (await import('../subtitles/subtitles.js')).read(source, { isWebVtt: false }),
  },
  html: {
    endings: ['html', 'htm', 'xhtml'],
    types: ['text/html', 'application/xhtml+xml'],
    mayHaveMark: true,
    content: /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)*<(?:!doctype\s+html|html)\b/i,
    read: async (source, { attributes }) =>
      (await import('../html/read-html.js')).readHtml(source, { attributes }),
  },
  xliff: {
    endings: ['xlf', 'xliff'],
    types: ['application/xliff+xml', 'application/x-xliff+xml'],
    mayHaveMark: true,
    content: /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)*<(?:\w+:)?xliff\s/,
    read: async (source, options) => (await import('../xliff/xliff.js')).read(source, options),
  },
  po: {
    endings: ['po', 'pot'],
    types: ['text/x-gettext-translation', 'text/x-po'],
    mayHaveMark: false,
    content: /^(?:\s*#.*\n)*\s*(?:msgctxt|msgid)\s+"/,
    read: async (source, options) => (await import('../gettext/gettext.js')).read(source, options),
  },
  json: {
    endings: ['json', 'arb', 'jsonc'],
    types: ['application/json'],
    mayHaveMark: false,
    content: /^\s*(?:\{\s*(?:"|\})|\[\s*["{[\]])/,
    read: async (source) => (await import('../messages/messages.js')).read(source),
  },
  docx: {
    endings: ['docx', 'docm', 'dotx'],
    types: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    mayHaveMark: false,
    isArchive: true,
    read: async (bytes) => (await import('../office/docx.js')).read(bytes),
  },
  odt: {
    endings: ['odt', 'ott'],
    types: ['application/vnd.oasis.opendocument.text'],
    mayHaveMark: false,
    isArchive: true,
    read: async (bytes) => (await import('../office/odt.js')).read(bytes),
  },
  markdown: {
    endings: ['md', 'markdown', 'mdown', 'mkd'],
    types: ['text/markdown'],
    mayHaveMark: true,
    read: async (source) => (await import('../markdown/markdown.js')).read(source),
  },
  text: {
    endings: ['txt', 'text'],
    types: ['text/plain'],
    mayHaveMark: true,
    read: async (source) => (await import('../text/text.js')).read(source),
  },
};

const entries = /** @type {[FileFormat, Format][]} */ (Object.entries(fileFormats));

/** All endings, as messages list them. */
export const supportedEndings = entries
  .flatMap(([, { endings }]) => endings)
  .sort()
  .map((ending) => `.${ending}`)
  .join(', ');

/**
 * @param {unknown} format As given.
 * @returns {FileFormat}
 * @throws {StepglotError} `invalid_argument`.
 */
export function checkFormat(format) {
  const found = entries.find(([name, { endings }]) =>
    [name, ...endings].includes(String(format).toLowerCase()),
  );
  if (found && typeof format === 'string') return found[0];
  const names = entries.map(([name]) => name).join(', ');
  const message = `option format must be one of ${names}, not ${describe(format)}`;
  throw new StepglotError('invalid_argument', message);
}

/** @param {string} name @returns {string} The ending of a file's name, in small letters, or ''. */
const endingOf = (name) => /\.([^./\\]+)$/.exec(name)?.[1].toLowerCase() ?? '';

/**
 * @param {string} name Of a file; may be empty.
 * @param {string} type Its MIME type; may be empty.
 * @returns {FileFormat | undefined} None when they do not tell.
 */
export function formatOfName(name, type) {
  const ending = endingOf(name);
  const [mime] = type.toLowerCase().split(';');
  const byEnding = entries.find(([, { endings }]) => endings.includes(ending));
  const byType = entries.find(([, { types }]) => types.includes(mime.trim()));
  return (byEnding ?? (ending === '' ? byType : undefined))?.[0];
}

/**
 * @param {string} source
 * @param {string} name Of the file, for the message.
 * @returns {FileFormat} By what is in it: plain text only for names without an ending.
 * @throws {StepglotError} `unsupported` for others.
 */
export function formatOfContent(source, name) {
  const found = entries.find(([, { content }]) => content?.test(source));
  if (found) return found[0];
  if (endingOf(name) === '') return 'text';
  throw unsupported(name);
}

/**
 * @param {string} name Of a file.
 * @returns {StepglotError} To be thrown: it is of no known format.
 */
export function unsupported(name) {
  const message = `${name}: files of this format cannot be translated; those that can end in ${supportedEndings}, or their format is named`;
  return new StepglotError('unsupported', message);
}

/**
 * @param {FileFormat} format
 * @param {string | Uint8Array} source Bytes for an archive.
 * @param {ReadOptions} options
 * @returns {Promise<SourceDocument>}
 * @throws {StepglotError} `invalid_document`; `unavailable` when a library for the format cannot be
 *   loaded.
 */
export async function readFormat(format, source, options) {
  try {
    return await fileFormats[format].read(source, options);
  } catch (error) {
    if (error instanceof StepglotError) throw error;
    const message = `the reader of ${format} failed: ${messageOf(error)}`;
    // A module that is missing, not a fault of the file.
    const isMissing = /module|import|fetch/i.test(messageOf(error));
    throw new StepglotError(isMissing ? 'unavailable' : 'internal', message, { cause: error });
  }
}
