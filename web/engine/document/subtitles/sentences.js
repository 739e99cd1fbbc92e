/** @file Sentences that run over several cues, joined. */

/** @typedef {import('../blocks.js').Block} Block */
/** @typedef {import('../blocks.js').Mark} Mark */
/** @typedef {import('./cues.js').Cue} Cue */
/** @typedef {import('./utterances.js').Utterance} Utterance */

/**
 * A part of an utterance that is in one block.
 *
 * @typedef {object} Segment
 * @property {number} utterance Its index.
 * @property {number} from Index into the utterance's text.
 * @property {number} to
 */

/** @typedef {{segments: Segment[], block: Block, codes: Utterance['codes']}} Joined */

const FINISHED = /[.!?…。！？♪♫\])][\p{Pe}\p{Pf}\p{Pi}"']*\s*$/u;
const UNFINISHED = /(?:\.\.\.|…)\s*$/;
const SENTENCE_END = /[.!?…。！？]+[\p{Pe}\p{Pf}"']*\s+(?=[\p{Pi}\p{Ps}"'¿¡]*[\p{Lu}\p{N}])/gu;
const ABBREVIATION = /(?:^|[\s\p{P}])\p{Lu}\p{L}{0,2}\.\s*$/u;

// A sentence does not wait longer for its end, nor go on over more cues.
const LONGEST_PAUSE = 2000;
const MOST_CUES = 8;

/**
 * @param {Utterance} one
 * @param {Utterance} next
 * @param {readonly Cue[]} cues
 * @returns {boolean} Whether a sentence goes on from one utterance to the next.
 */
function goesOn(one, next, cues) {
  if (next.cue !== one.cue + 1 || next.isOther) return false;
  const pause = cues[next.cue].from - cues[one.cue].to;
  if (pause > LONGEST_PAUSE || cues[next.cue].from < cues[one.cue].from) return false;
  if (!FINISHED.test(one.block.text)) return true;
  return UNFINISHED.test(one.block.text) && /^(?:\.\.\.|…)?\s*\p{Ll}/u.test(next.block.text);
}

/**
 * @param {Utterance} utterance
 * @returns {number[]} Where its sentences begin, but for the first, outside of marks.
 */
function sentenceStarts({ block: { text, marks } }) {
  return [...text.matchAll(SENTENCE_END)]
    .filter(({ index, 0: end }) => !ABBREVIATION.test(text.slice(0, index + end.length)))
    .map(({ index, 0: end }) => index + end.length)
    .filter((at) => !marks.some(({ start, end }) => start < at && at < end));
}

/**
 * @param {Utterance[]} run Utterances over which sentences go on.
 * @param {number} first The index of the first.
 * @returns {Segment[][]} Those of each block.
 */
function segmentsOf(run, first) {
  /** @type {Segment[][]} */
  const blocks = [[]];
  for (const [i, utterance] of run.entries()) {
    const starts = run.length > 1 ? sentenceStarts(utterance) : [];
    // In between, whole sentences stay together.
    const cuts = [i > 0 ? starts[0] : undefined, i < run.length - 1 ? starts.at(-1) : undefined];
    let from = 0;
    for (const cut of new Set(cuts)) {
      if (cut === undefined) continue;
      blocks.at(-1)?.push({ utterance: first + i, from, to: cut });
      blocks.push([]);
      from = cut;
    }
    blocks.at(-1)?.push({ utterance: first + i, from, to: utterance.block.text.length });
  }
  return blocks;
}

/**
 * @param {Segment[]} segments
 * @param {readonly Utterance[]} utterances
 * @returns {Joined}
 */
function join(segments, utterances) {
  let text = '';
  /** @type {Mark[]} */
  const marks = [];
  /** @type {Utterance['codes']} */
  const codes = [];
  for (const { utterance, from, to } of segments) {
    const { block: whole, codes: all } = utterances[utterance];
    if (text !== '') text += ' ';
    const numbers = new Map([[-1, -1]]);
    const part = whole.text.slice(from, to).trimEnd();
    for (const [i, mark] of whole.marks.entries()) {
      const isLast = to === whole.text.length;
      if (mark.start < from || mark.end > to || (mark.start >= to && !isLast)) continue;
      numbers.set(i, marks.length);
      const place = (/** @type {number} */ at) => Math.min(at - from, part.length) + text.length;
      const parent = numbers.get(mark.parent ?? -1) ?? -1;
      marks.push({ ...mark, start: place(mark.start), end: place(mark.end), parent });
      codes.push(all[i]);
    }
    text += part;
  }
  return { segments, block: { text, marks }, codes };
}

/**
 * @param {readonly Utterance[]} utterances
 * @param {readonly Cue[]} cues
 * @returns {Joined[]}
 */
export function joinUtterances(utterances, cues) {
  /** @type {Joined[]} */
  const joined = [];
  for (let first = 0; first < utterances.length;) {
    let end = first + 1;
    while (
      end < utterances.length &&
      end - first < MOST_CUES &&
      goesOn(utterances[end - 1], utterances[end], cues)
    ) {
      end += 1;
    }
    const blocks = segmentsOf(utterances.slice(first, end), first);
    joined.push(...blocks.map((segments) => join(segments, utterances)));
    first = end;
  }
  return joined;
}
