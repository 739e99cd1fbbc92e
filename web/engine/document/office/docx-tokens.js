/** @file The paragraphs of Word documents as tokens: runs of one look, and all that is between words. */

import { childOf, elementsOf, isElement, textContent } from '../xml/tree.js';

/** @typedef {import('../base/inline.js').Token} Token */
/** @typedef {import('../xml/tree.js').XmlElement} XmlElement */

/** @typedef {Token & {look?: XmlElement | undefined}} LookToken With the run that looks so. */

const CONTAINERS = new Set(['w:hyperlink', 'w:ins', 'w:moveTo', 'w:smartTag', 'w:customXml']);
const DROPPED = new Set(['w:proofErr', 'w:lastRenderedPageBreak', 'w:rPr', 'w:pPr']);
const SEPARATORS = new Set(['w:tab', 'w:br', 'w:cr']);

/**
 * @param {XmlElement} run
 * @returns {string} How it looks: neither its language nor who wrote it when counts.
 */
export function lookOf(run) {
  const properties = childOf(run, 'w:rPr');
  if (!properties) return '';
  const describe = (/** @type {XmlElement} */ element) =>
    `${element.name}[${[...element.attributes].filter(([name]) => !name.startsWith('rsid')).join()}]`;
  return elementsOf(properties)
    .filter(({ name }) => !/^w:(?:lang|noProof|rPrChange|proofErr)$/.test(name))
    .map(describe)
    .join();
}

/** @param {XmlElement} element In a run. @returns {Token[]} */
function contentTokens(element) {
  const { name, start, end } = element;
  const token = (/** @type {Token['kind']} */ kind, /** @type {string} */ text) => ({
    ...{ kind, start, end, text },
    name,
  });
  if (name === 'w:t') return [token('text', textContent(element))];
  if (name === 'w:noBreakHyphen') return [token('text', '\u2011')];
  // A place where one word of the source may be divided.
  if (name === 'w:softHyphen') return [token('text', '')];
  if (DROPPED.has(name)) return [];
  const point = token('point', '');
  return SEPARATORS.has(name) ? [{ ...token('text', ' '), end: start }, point] : [point];
}

/** @param {XmlElement} run @returns {LookToken[]} */
function runTokens(run) {
  const children = elementsOf(run);
  const ruby = children.find(({ name }) => name === 'w:ruby');
  const base = ruby && childOf(ruby, 'w:rubyBase');
  if (ruby && base) {
    const name = `ruby at ${ruby.start}`;
    return [
      { kind: 'open', start: run.start, end: base.innerStart, text: '', name },
      ...paragraphTokens(base),
      { kind: 'close', start: base.innerEnd, end: run.end, text: '', name },
    ];
  }
  return children.flatMap(contentTokens).map((token) => ({ ...token, look: run }));
}

/** @param {XmlElement} element @param {XmlElement} inner @returns {LookToken[]} */
function aroundTokens(element, inner) {
  const name = `${element.name} at ${element.start}`;
  if (inner.innerEnd === inner.innerStart) return [pointOf(element)];
  return [
    { kind: 'open', start: element.start, end: inner.innerStart, text: '', name },
    ...paragraphTokens(inner),
    { kind: 'close', start: inner.innerEnd, end: element.end, text: '', name },
  ];
}

/** @param {XmlElement} element @returns {Token} */
const pointOf = ({ start, end, name }) => ({ kind: 'point', start, end, text: '', name });

/** @param {string} instruction Of a field. @returns {boolean} Whether its text is not its own. */
const isLink = (instruction) => /^\s*HYPERLINK\b/i.test(instruction);

/** @param {XmlElement} child Of a paragraph. @returns {LookToken[]} */
function childTokens(child) {
  const { name, start, end } = child;
  if (name === 'w:r') return runTokens(child);
  if (DROPPED.has(name)) return [];
  const content = name === 'w:sdt' ? childOf(child, 'w:sdtContent') : undefined;
  if (content) return aroundTokens(child, content);
  if (CONTAINERS.has(name)) return aroundTokens(child, child);
  if (name !== 'w:fldSimple') return [pointOf(child)];
  if (isLink(child.attributes.get('instr') ?? '')) return aroundTokens(child, child);
  return [{ kind: 'kept', start, end, text: textContent(child), name }];
}

/**
 * @param {LookToken[]} tokens Beside each other.
 * @param {string} source
 * @returns {LookToken[]} Fields that begin and end there as one: links around their text, all others
 *   kept.
 */
function joinFields(tokens, source) {
  /** @type {LookToken[]} */
  const joined = [];
  for (let i = 0; i < tokens.length; i++) {
    const end = fieldEnd(tokens, i, source);
    const parts = tokens.slice(i, end + 1);
    if (end < 0 || parts.some(({ kind }) => kind === 'open' || kind === 'close')) {
      joined.push(tokens[i]);
      continue;
    }
    const middle = parts.findIndex((token) => isField(token, source, 'separate'));
    const [first, last] = [parts[0], parts[parts.length - 1]];
    const result = middle < 0 ? [] : parts.slice(middle + 1, -1);
    const code = source.slice(first.start, middle < 0 ? last.end : parts[middle].end);
    const name = `field at ${first.start}`;
    if (middle >= 0 && isLink(code.replace(/<[^>]*>/g, ''))) {
      joined.push({ ...first, kind: 'open', end: parts[middle].end, name, look: undefined });
      joined.push(...joinFields(result, source));
      joined.push({ ...last, kind: 'close', name, look: undefined });
    } else {
      const text = result.map((token) => token.text).join('');
      const kind = text.trim() === '' ? 'point' : 'kept';
      joined.push({ ...first, kind, end: last.end, text: kind === 'kept' ? text : '' });
    }
    i = end;
  }
  return joined;
}

/** @param {LookToken} token @param {string} source @param {string} type */
const isField = ({ name, start, end }, source, type) =>
  name === 'w:fldChar' && source.slice(start, end).includes(`"${type}"`);

/** @param {LookToken[]} tokens @param {number} begin @param {string} source @returns {number} Or -1. */
function fieldEnd(tokens, begin, source) {
  if (!isField(tokens[begin], source, 'begin')) return -1;
  let depth = 0;
  for (let i = begin; i < tokens.length; i++) {
    if (isField(tokens[i], source, 'begin')) depth += 1;
    if (isField(tokens[i], source, 'end')) depth -= 1;
    if (depth === 0) return i;
  }
  return -1;
}

/** @param {XmlElement} element A paragraph or a part of one. @returns {LookToken[]} */
const paragraphTokens = ({ children }) => children.filter(isElement).flatMap(childTokens);

/**
 * @param {XmlElement} paragraph
 * @param {string} source
 * @returns {{tokens: LookToken[], base: XmlElement | undefined}} Runs that look other than most of the
 *   text are marked; `base` is a run that looks like most.
 */
export function tokensOf(paragraph, source) {
  const tokens = joinFields(paragraphTokens(paragraph), source);
  /** @type {Map<string, {run: XmlElement, length: number}>} */
  const looks = new Map();
  for (const { kind, look, text } of tokens) {
    if (!look || kind !== 'text') continue;
    const entry = looks.get(lookOf(look)) ?? { run: look, length: 0 };
    entry.length += text.trim().length;
    looks.set(lookOf(look), entry);
  }
  const most = [...looks].sort(([, a], [, b]) => b.length - a.length)[0];
  /** @type {LookToken[]} */
  const marked = [];
  let open = '';
  const end = (/** @type {number} */ place) => {
    if (open !== '') marked.push({ kind: 'close', start: place, end: place, text: '', name: open });
    open = '';
  };
  let last = '';
  for (const token of tokens) {
    const isText = token.look && token.kind === 'text';
    const look = isText && token.look ? lookOf(token.look) : undefined;
    const before = marked.at(-1);
    if (open !== '' && look !== last) end(before?.end ?? token.start);
    if (look !== undefined && look !== most?.[0] && open === '') {
      open = `look at ${token.start}`;
      const at = { start: token.start, end: token.start };
      marked.push({ kind: 'open', ...at, text: '', name: open, look: token.look });
    }
    last = look ?? last;
    marked.push(token);
  }
  end(marked.at(-1)?.end ?? 0);
  return { tokens: marked, base: most?.[1].run };
}
