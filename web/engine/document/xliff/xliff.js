/** @file XLIFF 1.2 and 2: targets for the units that have none yet, with the codes of the source. */

import { errorAt } from '../base/document-error.js';
import { Edits } from '../base/edits.js';
import { writeInline } from '../base/inline.js';
import { elementsOf, escapeXml, parseXml } from '../xml/tree.js';
import { unitsOf } from './units.js';

/** @typedef {import('../blocks.js').SourceDocument} SourceDocument */
/** @typedef {import('../xml/tree.js').XmlElement} XmlElement */
/** @typedef {import('./units.js').Unit} Unit */

// Declared encodings other than this one are not true of the output.
const DECLARED = /^(<\?xml[^>]*?encoding\s*=\s*["'])([^"']+)/;
const UNICODE = /^utf-?(?:8|16)/i;

/**
 * @param {string} source
 * @param {XmlElement} element
 * @param {Record<string, string>} attributes New values.
 * @returns {string} Its start tag, or the tag of an empty element as a start tag.
 */
function startTag(source, element, attributes) {
  const old = source.slice(element.start, element.innerStart).replace(/\s*\/?>$/, '');
  const names = Object.keys(attributes).join('|');
  const rest = old.replace(new RegExp(`\\s(?:${names})\\s*=\\s*(?:"[^"]*"|'[^']*')`, 'g'), '');
  const added = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
  return `${rest}${added.join('')}>`;
}

/**
 * @param {Edits} edits
 * @param {string} source
 * @param {Unit} unit
 * @param {string} content Of the target.
 */
function addTarget(edits, source, { holder, after, target }, content) {
  const isOld = holder.name === 'trans-unit';
  const state = { state: 'translated', 'state-qualifier': 'mt-suggestion' };
  const name = after.tag.replace(/(?:seg-)?source$/, 'target');
  if (!isOld) {
    edits.add(holder.start, holder.innerStart, startTag(source, holder, { state: 'translated' }));
  }
  if (target) {
    const open = startTag(source, target, isOld ? state : {});
    edits.add(target.start, target.end, `${open}${content}</${target.tag}>`);
    return;
  }
  const attributes = isOld ? ' state="translated" state-qualifier="mt-suggestion"' : '';
  const [space] = /** @type {RegExpExecArray} */ (/\s*$/.exec(source.slice(0, after.start)));
  edits.add(after.end, after.end, `${space}<${name}${attributes}>${content}</${name}>`);
}

/**
 * @param {Edits} edits
 * @param {string} source
 * @param {XmlElement} root
 * @param {string} language Of the target; may be empty.
 */
function sayLanguage(edits, source, root, language) {
  if (language === '') return;
  const isOld = (root.attributes.get('version') ?? '').startsWith('1');
  const name = isOld ? 'target-language' : 'trgLang';
  const holders = isOld ? elementsOf(root).filter((child) => child.name === 'file') : [root];
  for (const holder of holders) {
    if (holder.attributes.has(name)) continue;
    edits.add(holder.start, holder.innerStart, startTag(source, holder, { [name]: language }));
  }
}

/**
 * @param {string} source
 * @returns {XmlElement}
 * @throws {import('../base/document-error.js').DocumentError}
 */
function rootOf(source) {
  const root = parseXml(source);
  const version = root.attributes.get('version') ?? 'none';
  if (root.name !== 'xliff') {
    throw errorAt(source, root.start, `expected the element xliff, found ${root.tag}`);
  }
  if (!/^(?:1\.[0-2]|2\.\d)$/.test(version)) {
    throw errorAt(source, root.start, `expected version 1.2 or 2.0, found ${version}`);
  }
  return root;
}

/**
 * @param {string} source
 * @param {{targetLanguage?: string}} [options] Named in files that do not name it.
 * @returns {SourceDocument}
 * @throws {import('../base/document-error.js').DocumentError}
 */
export function read(source, { targetLanguage = '' } = {}) {
  const root = rootOf(source);
  const units = unitsOf(root);
  return {
    blocks: units.flatMap(({ texts }) => texts.map(({ block }) => block)),
    write(translated) {
      const edits = new Edits(source);
      const targets = new Edits(source);
      let next = 0;
      for (const { texts } of units) {
        for (const { start, end, codes } of texts) {
          const pieces = translated[next++];
          targets.add(start, end, (slice) => writeInline(pieces, codes, slice, escapeXml));
        }
      }
      for (const unit of units) {
        const { innerStart, innerEnd } = unit.content;
        addTarget(edits, source, unit, targets.slice(innerStart, innerEnd));
      }
      if (units.length > 0) sayLanguage(edits, source, root, targetLanguage);
      const declared = DECLARED.exec(source);
      if (declared && !UNICODE.test(declared[2])) {
        edits.add(declared[1].length, declared[0].length, 'UTF-8');
      }
      return edits.apply();
    },
  };
}
