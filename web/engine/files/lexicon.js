/**
 * @file Makes a lexicon of a list of words, which keeps a model from making up others. A deliberate
 * second opinion beside the writer in scripts/train/formats/lexicon.py, with which it shares no code.
 */

import { describe } from '../base/describe.js';
import { StepglotError } from '../base/errors.js';

// The layout is described in core/model/README.md.
const MAGIC = 0x3158454c; // "LEX1"
const MOST_LETTERS = 255;
const LETTER_SHIFT = 24;
const IS_LAST = 1 << 8;
const IS_WORD = 1 << 9;
const IS_SOURCE_WORD = 1 << 10;
const GO_ON = 1 << 11;
const TARGET_SHIFT = 12;
const MOST_ARCS = 2 ** (32 - TARGET_SHIFT);

// Catalan writes a dot within words: "col·lecció".
const WORD = /[\p{L}\p{M}]+(?:·[\p{L}\p{M}]+)*/gu;

/**
 * A state of the automaton: what may follow the letters that lead to it.
 *
 * @typedef {object} State
 * @property {number[]} letters In ascending order.
 * @property {number[]} marks Whether a word of the target ends with each, and one of the source, and
 *   whether words of the target go on with it.
 * @property {State[]} targets Where each leads.
 * @property {number} number Set when it cannot change any more; equal states are one then. 0 is the
 *   one that nothing follows.
 */

/** @returns {State} */
const emptyState = () => ({ letters: [], marks: [], targets: [], number: 0 });

/** @param {string} a @param {string} b */
const byCodeUnits = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

const failure = (/** @type {string} */ message) => new StepglotError('invalid_argument', message);

/**
 * @param {Iterable<string>} texts
 * @returns {Set<string>} The words in them in small letters.
 */
function wordsOf(texts) {
  /** @type {Set<string>} */
  const words = new Set();
  for (const text of texts) {
    if (typeof text !== 'string') throw failure(`words must be strings, not ${describe(text)}`);
    for (const [word] of text.normalize('NFC').toLowerCase().matchAll(WORD)) words.add(word);
  }
  return words;
}

/** The characters of words, and which letter each is. */
class Alphabet {
  /** @param {Iterable<string>} words In small letters. */
  constructor(words) {
    /** @type {Set<string>} */
    const characters = new Set();
    for (const word of words) for (const character of word) characters.add(character);
    this.letters = [...characters].sort((a, b) => codePoint(a) - codePoint(b));
    if (this.letters.length > MOST_LETTERS) {
      const found = this.letters.length;
      throw failure(`a lexicon may have ${MOST_LETTERS} different letters, not ${found}`);
    }
    /** Letters by character, counted from 1. @type {Map<string, number>} */
    this.labels = new Map(this.letters.map((letter, i) => [letter, i + 1]));
  }

  /**
   * @param {string} word
   * @returns {string} Its letters as characters of that code, so that words sort like their letters.
   */
  spell(word) {
    return Array.from(word, (c) => String.fromCharCode(this.labels.get(c) ?? 0)).join('');
  }

  /** @returns {number[]} The characters as they are stored; a capital is the letter of its small one. */
  stored() {
    /** @type {Map<number, number>} */
    const letters = new Map();
    for (const [letter, label] of this.labels) {
      letters.set(codePoint(letter), label);
      const capital = letter.toUpperCase();
      const isPair = [...capital].length === 1 && capital.toLowerCase() === letter;
      if (isPair) letters.set(codePoint(capital), label);
    }
    const sorted = [...letters].sort(([a], [b]) => a - b);
    return sorted.map(([point, label]) => (point | (label << LETTER_SHIFT)) >>> 0);
  }
}

/** @param {string} character */
const codePoint = (character) => Number(character.codePointAt(0));

/**
 * The smallest automaton that takes a sorted list of words (Daciuk et al. 2000, algorithm 1).
 */
class Automaton {
  constructor() {
    this.root = emptyState();
    /** Finished states, by what follows them. @type {Map<string, State>} */
    this.register = new Map([['', emptyState()]]);
    /** The states along the last word, which may still get arcs. */
    this.open = [this.root];
    this.last = '';
  }

  /**
   * @param {string} word Letters; behind the last one in order.
   * @param {number} marks Whose word it is.
   */
  add(word, marks) {
    let common = 0;
    while (common < this.last.length && word[common] === this.last[common]) common += 1;
    this.#close(common);
    for (let i = common; i < word.length; i += 1) {
      const state = emptyState();
      const { letters, marks: ends, targets } = this.open[i];
      letters.push(word.charCodeAt(i));
      ends.push(i + 1 === word.length ? marks : 0);
      targets.push(state);
      this.open.push(state);
    }
    this.last = word;
  }

  finish() {
    this.#close(0);
  }

  /** @param {number} depth How many of the open states, besides the root, stay open. */
  #close(depth) {
    while (this.open.length > depth + 1) {
      const state = this.#registered(/** @type {State} */ (this.open.pop()));
      const { marks, targets } = /** @type {State} */ (this.open.at(-1));
      targets[targets.length - 1] = state;
      if (state.marks.some((mark) => mark & (IS_WORD | GO_ON))) marks[marks.length - 1] |= GO_ON;
    }
  }

  /** @param {State} state @returns {State} The one that is equal to it. */
  #registered(state) {
    const key = state.letters
      .map((letter, i) => `${letter}:${state.marks[i]}:${state.targets[i].number}`)
      .join();
    const known = this.register.get(key);
    if (known) return known;
    state.number = this.register.size;
    this.register.set(key, state);
    return state;
  }

  /** @returns {number[]} The arcs as they are stored, those of the root first. */
  stored() {
    const states = [this.root, ...[...this.register.values()].slice(1)];
    /** The first arc of each state, by number. @type {number[]} */
    const begins = [0];
    let count = this.root.letters.length;
    for (const state of states.slice(1)) {
      begins[state.number] = count;
      count += state.letters.length;
    }
    if (count > MOST_ARCS) throw failure(`too many words: ${count} arcs, at most ${MOST_ARCS}`);
    return states.flatMap(({ letters, marks, targets }) =>
      letters.map((letter, i) => {
        const last = i + 1 === letters.length ? IS_LAST : 0;
        return (letter | last | marks[i] | (begins[targets[i].number] << TARGET_SHIFT)) >>> 0;
      }),
    );
  }
}

/**
 * Makes a lexicon: the words of a language, for a model that translates to it. Loaded as one more
 * file of the model, it keeps searches from making up words (see `lexiconPenalty`), and `save` writes
 * it into the model's file.
 *
 *     const words = readFileSync('words.txt', 'utf8').split('\n');
 *     const files = [{ name: 'en-de.npz', bytes }, { name: 'german', bytes: buildLexicon(words) }];
 *     const model = await engine.loadModel({ files });
 *
 * @param {Iterable<string>} words All forms of all words; capitals and order mean nothing. Whatever is
 *   no letter parts words, as it does in a translation: of "l'home" both "l" and "home" are words.
 * @param {Iterable<string>} [sourceWords] Words of the language that it translates from, all that are to
 *   be translated: what else a text has, such as names, may be copied (default none: all may).
 * @returns {Uint8Array} A file's bytes; some hundred kilobytes for a million words.
 * @throws {StepglotError} `invalid_argument` for no words at all, and for more than 255 letters.
 */
export function buildLexicon(words, sourceWords = []) {
  /** @type {Map<string, number>} */
  const marks = new Map();
  for (const word of wordsOf(words)) marks.set(word, IS_WORD);
  if (marks.size === 0) throw failure('a lexicon needs words; there are none');
  for (const word of wordsOf(sourceWords)) marks.set(word, (marks.get(word) ?? 0) | IS_SOURCE_WORD);
  const alphabet = new Alphabet(marks.keys());
  const automaton = new Automaton();
  const spelt = [...marks].map(([word, mark]) => ({ letters: alphabet.spell(word), mark }));
  spelt.sort((a, b) => byCodeUnits(a.letters, b.letters));
  for (const { letters, mark } of spelt) automaton.add(letters, mark);
  automaton.finish();
  const characters = alphabet.stored();
  const arcs = automaton.stored();
  return new Uint8Array(
    Uint32Array.from([MAGIC, characters.length, arcs.length, ...characters, ...arcs]).buffer,
  );
}
