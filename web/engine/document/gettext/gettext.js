/** @file PO files: what is not translated yet is, and flagged; all else keeps its bytes. */

import { errorAt } from '../base/document-error.js';
import { Edits } from '../base/edits.js';
import { inlineOf, writeInline } from '../base/inline.js';
import { placeholderTokens } from '../base/placeholders.js';
import { entriesOf } from './entries.js';
import { pluralForms, useOf } from './plural-forms.js';
import { writeString } from './strings.js';
import { hasWords } from '../translate-blocks.js';

/** @typedef {import('../base/inline.js').Inline} Inline */
/** @typedef {import('../blocks.js').Piece} Piece */
/** @typedef {import('../blocks.js').SourceDocument} SourceDocument */
/** @typedef {import('./entries.js').Entry} Entry */
/** @typedef {import('./plural-forms.js').PluralForms} PluralForms */

/** @typedef {Inline & {message: string, isNumbered: boolean}} Message */
/** @typedef {{entry: Entry, messages: Message[]}} Untranslated Its singular, and the plural if any. */

const CHARSET = /^Content-Type:[^\n]*charset=([^\s;\n]+)/im;
const READABLE =
  /^(?:utf-?8|(?:us-)?ascii|ansi_x3\.4-1968|charset|iso-?8859-1|windows-1252|cp1252)$/i;

// Formats whose placeholders may be numbered, so that another order is possible.
const NUMBERED = /\b(?:c|objc|php|gcc-internal|gfc-internal|qt|kde|boost|java-printf)-format/;

/**
 * @param {string} message
 * @param {string} format Flags of the entry.
 * @returns {Message[]} None when there is nothing to translate.
 */
function messageOf(message, format) {
  const inline = inlineOf(placeholderTokens(message, 0));
  if (!inline || !hasWords(inline.block)) return [];
  return [{ ...inline, message, isNumbered: NUMBERED.test(format) }];
}

/** @param {Entry} entry @returns {Untranslated[]} */
function untranslated(entry) {
  const { id, plural, translations, format } = entry;
  if (id.value === '' || translations.some(({ value }) => value !== '')) return [];
  const messages = [id, ...(plural ? [plural] : [])].flatMap(({ value }) =>
    messageOf(value, format),
  );
  // With one of two alone, some forms would stay empty.
  return messages.length === (plural ? 2 : 1) ? [{ entry, messages }] : [];
}

/** @param {string} placeholder @returns {boolean} Whether its place says which value it takes. */
const isOrdered = (placeholder) => /^%(?!%|\d+\$|\()/.test(placeholder);

/**
 * @param {Message} message
 * @param {readonly Piece[]} pieces
 * @returns {string | undefined} Its translation; none when its placeholders would get wrong values.
 */
function translationOf({ message, block, codes, start, end, isNumbered }, pieces) {
  const kept = block.marks.flatMap((mark, i) =>
    mark.kind === 'kept' && isOrdered(block.text.slice(mark.start, mark.end)) ? [i] : [],
  );
  const written = pieces.flatMap((piece) =>
    'kept' in piece && kept.includes(piece.kept) ? [piece.kept] : [],
  );
  const isMoved = written.join() !== kept.join();
  if (isMoved && (!isNumbered || message.includes('*'))) return undefined;
  const slice = (/** @type {number} */ from, /** @type {number} */ to) => {
    const number = kept.findIndex((mark) => isMoved && codes[mark].open.start === from);
    const raw = message.slice(from, to);
    return number >= 0 ? raw.replace('%', `%${number + 1}$`) : raw;
  };
  const text = writeInline(pieces, codes, slice, (said) => said);
  return message.slice(0, start) + text + message.slice(end);
}

/**
 * @param {Untranslated} untranslated
 * @param {string[]} texts The translations of its messages.
 * @param {PluralForms} forms
 * @returns {string[]} For each form of the plural the text; without plural the one.
 */
function formTexts({ entry, messages }, [singular, plural], forms) {
  if (!entry.plural) return [singular];
  const placeholders = ({ block: { text, marks } } = messages[0]) =>
    marks
      .flatMap(({ kind, start, end }) => (kind === 'kept' ? [text.slice(start, end)] : []))
      .join();
  // "One file" is not right for 21 files, of which some languages say the same form.
  const isSame = placeholders(messages[0]) === placeholders(messages[1]);
  return Array.from({ length: forms.count }, (_, form) => {
    const { hasOne, isOneOnly } = useOf(forms, form);
    return isOneOnly || (hasOne && isSame && forms.count > 1) ? singular : plural;
  });
}

/**
 * @typedef {object} Style
 * @property {string} lineEnd
 * @property {boolean} isFolded
 * @property {boolean} isFlagged Whether machine translations become fuzzy.
 */

/**
 * @param {Edits} edits
 * @param {Entry} entry
 * @param {string[]} texts
 * @param {Style} style
 */
function fill(edits, { start, flags, plural, translations }, texts, style) {
  const last = translations[translations.length - 1];
  for (const [form, text] of texts.entries()) {
    const keyword = plural ? `msgstr[${form}]` : 'msgstr';
    const written = writeString(keyword, text, style);
    const there = translations.find((translation) => translation.keyword === keyword);
    if (there) edits.add(there.start, there.end, written);
    else edits.add(last.end, last.end, style.lineEnd + written);
  }
  if (!style.isFlagged) return;
  if (!flags) edits.add(start, start, `#, fuzzy${style.lineEnd}`);
  else edits.add(flags.start, flags.start + 2, '#, fuzzy,');
}

/**
 * @param {string} source
 * @param {Entry | undefined} header
 * @returns {string} Its translation.
 * @throws {import('../base/document-error.js').DocumentError} For an encoding that is not supported.
 */
function headerText(source, header) {
  const text = header?.translations[0].value ?? '';
  const charset = CHARSET.exec(text)?.[1];
  if (header && charset && !READABLE.test(charset)) {
    const reason = `the file is in ${charset}: convert it to UTF-8 with msgconv --to-code=UTF-8`;
    throw errorAt(source, header.translations[0].start, reason);
  }
  return text;
}

/**
 * @param {Edits} edits
 * @param {string} source
 * @param {Entry | undefined} header
 */
function sayUtf8(edits, source, header) {
  if (!header) return;
  const { start, end, value } = header.translations[0];
  const charset = CHARSET.exec(value)?.[1] ?? 'utf-8';
  const at = source.slice(start, end).indexOf(`charset=${charset}`);
  if (/^utf-?8$/i.test(charset) || at < 0) return;
  const from = start + at + 'charset='.length;
  edits.add(from, from + charset.length, 'UTF-8');
}

/**
 * @param {string} source
 * @param {{targetLanguage?: string, flagFuzzy?: boolean}} [options] `targetLanguage` counts for plurals
 *   when the header does not say which forms there are. `flagFuzzy` (true): translations are flagged
 *   `fuzzy`, so that somebody looks at them before they are used.
 * @returns {SourceDocument}
 * @throws {import('../base/document-error.js').DocumentError}
 */
export function read(source, { targetLanguage = '', flagFuzzy = true } = {}) {
  const entries = entriesOf(source);
  const header = entries.find(({ id, context }) => id.value === '' && !context);
  const forms = pluralForms(headerText(source, header), targetLanguage);
  const wanted = entries.flatMap(untranslated);
  const lineEnd = /\r\n|\r|\n/.exec(source)?.[0] ?? '\n';
  const isFolded = !/^(?:msg\w+(?:\[\d+\])? )?"(?=[^\n]{80}).{20,}? .*"$/m.test(source);
  return {
    blocks: wanted.flatMap(({ messages }) => messages.map(({ block }) => block)),
    write(translated) {
      const edits = new Edits(source);
      const rest = [...translated];
      for (const one of wanted) {
        const texts = one.messages.map((message) => translationOf(message, rest.shift() ?? []));
        const known = texts.filter((text) => text !== undefined);
        if (known.length < texts.length) continue;
        const all = formTexts(one, known, forms);
        fill(edits, one.entry, all, { lineEnd, isFolded, isFlagged: flagFuzzy });
      }

      if (/[^\0-\x7f]/.test(edits.apply())) sayUtf8(edits, source, header);
      return edits.apply();
    },
  };
}
