/** @file Blocks written with tags, for tests, and translations of them with a known alignment. */

/** @typedef {import('../../../../web/engine/document/blocks.js').Block} Block */
/** @typedef {import('../../../../web/engine/document/blocks.js').Piece} Piece */

/**
 * @param {string} tagged `<a>..</a>` is a span, `<a/>` a point, `[[..]]` is kept.
 * @returns {Block & {names: string[]}}
 */
export function blockOf(tagged) {
  /** @type {string[]} */
  const names = [];
  /** @type {import('../../../../web/engine/document/blocks.js').Mark[]} */
  const marks = [];
  /** @type {number[]} */
  const open = [];
  let text = '';
  for (const [part, end, name, point, kept] of tagged.matchAll(
    /<(\/)?(\w+)(\/)?>|\[\[(.*?)\]\]|[^<[]+|[<[]/gs,
  )) {
    const mark = { start: text.length, end: text.length, parent: open.at(-1) ?? -1 };
    if (kept !== undefined) {
      text += kept;
      marks.push({ ...mark, kind: 'kept', end: text.length });
      names.push('');
    } else if (name === undefined) text += part;
    else if (end) marks[open.pop() ?? -1].end = text.length;
    else {
      if (!point) open.push(marks.length);
      marks.push({ ...mark, kind: point ? 'point' : 'span' });
      names.push(name);
    }
  }
  return { text, marks, names };
}

/**
 * @param {{names: string[]}} block
 * @param {readonly Piece[]} pieces
 * @returns {string} Written with tags.
 */
export const taggedOf = ({ names }, pieces) =>
  pieces
    .map((piece) => {
      if ('open' in piece) return `<${names[piece.open]}>`;
      if ('close' in piece) return `</${names[piece.close]}>`;
      if ('point' in piece) return `<${names[piece.point]}/>`;
      return 'kept' in piece ? `[[${piece.text}]]` : piece.text;
    })
    .join('');

const tokenPattern = /[\p{L}\p{N}\p{M}_]+|[^\s]/gu;

/**
 * @param {string} text
 * @param {{start: number, end: number}[]} kept In order.
 * @returns {{start: number, end: number, piece: string, isKept: boolean}[]} Words, signs and kept parts.
 */
function tokensOf(text, kept) {
  const tokens = [];
  let place = 0;
  for (const range of [...kept, { start: text.length, end: text.length }]) {
    for (const { index, 0: piece } of text.slice(place, range.start).matchAll(tokenPattern)) {
      tokens.push({
        start: place + index,
        end: place + index + piece.length,
        piece,
        isKept: false,
      });
    }
    const piece = text.slice(range.start, range.end);
    if (piece !== '') tokens.push({ ...range, piece, isKept: true });
    place = range.end;
  }
  return tokens;
}

/**
 * Stands in for a model: the words of each text in another order, each changed, with the alignment
 * that says so.
 *
 * @param {object} ways
 * @param {(count: number) => number[]} [ways.order] Of the tokens; some may be missing or twice.
 * @param {(word: string) => string} [ways.word] What becomes of a word.
 * @returns {(texts: string[], options: any) => any[]}
 */
export function copyingModel({
  order = (count) => Array.from({ length: count }, (_, i) => i),
  word = (text) => text.toUpperCase(),
} = {}) {
  return (texts, { protect = true }) =>
    texts.map((text, i) => {
      const ranges = Array.isArray(protect)
        ? Array.isArray(protect[i])
          ? protect[i]
          : protect
        : [];
      const source = tokensOf(text, ranges);
      const target = [];
      const kept = [];
      const spaces = source.map(({ end }, j) => text.slice(end, source[j + 1]?.start ?? end));
      let translated = text.slice(0, source[0]?.start ?? text.length);
      const places = order(source.length);
      for (const [j, from] of places.entries()) {
        const token = source[from];
        const start = translated.length;
        translated += token.isKept ? token.piece : word(token.piece);
        const end = translated.length;
        if (token.isKept) {
          const { start: begin, end: after } = token;
          kept.push({
            source: { start: begin, end: after },
            target: { start, end },
            kind: 'given',
          });
        }
        const weights = Float32Array.from(source, (_, k) => (k === from ? 1 : 0));
        target.push({ start, end, piece: token.piece, source: from, first: 0, weights });
        if (j + 1 < places.length) translated += spaces[j] ?? ' ';
      }
      translated += text.slice(source.at(-1)?.end ?? text.length);
      const sentences =
        source.length === 0
          ? []
          : [
              {
                source: { start: source[0].start, end: source[source.length - 1].end },
                target: { start: source[0].start, end: target.at(-1)?.end ?? source[0].start },
              },
            ];
      return { text: translated, alignment: { source, target }, sentences, kept };
    });
}
