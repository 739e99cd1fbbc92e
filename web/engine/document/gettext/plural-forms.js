/** @file Which plural form a number takes: by the header of a PO file, or by CLDR. */

/** @typedef {{count: number, formOf: (n: number) => number}} PluralForms */

// Numbers up to this one tell which forms there are. CLDR's form for millions, which gettext's own
// tables do not have for any language, is left out by it.
const LARGEST = 1000;

const TOKEN = /\s*(\d+|n|&&|\|\||[=!<>]=|[-+*/%<>!?:()])/y;

// From the loosest to the tightest.
const LEVELS = [['||'], ['&&'], ['==', '!='], ['<', '>', '<=', '>='], ['+', '-'], ['*', '/', '%']];

/** @type {Record<string, (a: number, b: number) => number>} */
const OPERATORS = {
  '||': (a, b) => Number(a !== 0 || b !== 0),
  '&&': (a, b) => Number(a !== 0 && b !== 0),
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
  '<': (a, b) => Number(a < b),
  '>': (a, b) => Number(a > b),
  '<=': (a, b) => Number(a <= b),
  '>=': (a, b) => Number(a >= b),
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => Math.trunc(a / b),
  '%': (a, b) => a % b,
};

const DEEPEST = 50;

/** @typedef {(n: number) => number} Formula */

/** Reads the C expression of a header. Methods return undefined for what is none. */
class Formulas {
  #tokens;
  #at = 0;
  #depth = 0;

  /** @param {string[]} tokens */
  constructor(tokens) {
    this.#tokens = tokens;
  }

  get isAtEnd() {
    return this.#at === this.#tokens.length;
  }

  /** @param {...string} wanted @returns {string | undefined} */
  #take(...wanted) {
    const token = this.#tokens[this.#at];
    if (!wanted.includes(token)) return undefined;
    this.#at += 1;
    return token;
  }

  /** @returns {Formula | undefined} */
  choice() {
    if (this.#depth++ > DEEPEST) return undefined;
    const condition = this.#operation(0);
    if (!condition || !this.#take('?')) return this.#leave(condition);
    const one = this.choice();
    if (!one || !this.#take(':')) return undefined;
    const other = this.choice();
    return this.#leave(other && ((n) => (condition(n) !== 0 ? one(n) : other(n))));
  }

  /** @param {Formula | undefined} formula */
  #leave(formula) {
    this.#depth -= 1;
    return formula;
  }

  /** @param {number} level @returns {Formula | undefined} */
  #operation(level) {
    if (level === LEVELS.length) return this.#value();
    let left = this.#operation(level + 1);
    for (
      let sign = this.#take(...LEVELS[level]);
      left && sign;
      sign = this.#take(...LEVELS[level])
    ) {
      const [a, b, apply] = [left, this.#operation(level + 1), OPERATORS[sign]];
      left = b && ((n) => apply(a(n), b(n)));
    }
    return left;
  }

  /** @returns {Formula | undefined} */
  #value() {
    let isNegated = false;
    while (this.#take('!')) isNegated = !isNegated;
    if (isNegated) {
      const value = this.#value();
      return value && ((n) => Number(value(n) === 0));
    }
    if (this.#take('n')) return (n) => n;
    if (this.#take('(')) {
      const inner = this.choice();
      return this.#take(')') ? inner : undefined;
    }
    const token = this.#tokens[this.#at] ?? '';
    if (!/^\d+$/.test(token)) return undefined;
    this.#at += 1;
    return () => Number(token);
  }
}

/** @param {string} text @returns {Formula | undefined} */
function formulaOf(text) {
  const tokens = [];
  TOKEN.lastIndex = 0;
  let at = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    tokens.push(match[1]);
    at = TOKEN.lastIndex;
  }
  if (text.slice(at).trim() !== '') return undefined;
  const formulas = new Formulas(tokens);
  const formula = formulas.choice();
  return formulas.isAtEnd ? formula : undefined;
}

/** @param {string} header @returns {PluralForms | undefined} What it says, if it says something. */
function ofHeader(header) {
  const match = /^Plural-Forms:\s*nplurals\s*=\s*(\d{1,2})\s*;\s*plural\s*=([^;\n]*);?/im.exec(
    header,
  );
  const formula = match && formulaOf(match[2]);
  if (!match || !formula) return undefined;
  const count = Number(match[1]);
  return { count, formOf: (n) => Math.min(Math.max(formula(n) || 0, 0), count - 1) };
}

const CATEGORIES = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** @param {string} language @returns {PluralForms} CLDR's categories, in CLDR's order. */
function ofLanguage(language) {
  const rules = new Intl.PluralRules(language || 'en');
  const used = new Set(Array.from({ length: LARGEST + 1 }, (_, n) => rules.select(n)));
  const categories = CATEGORIES.filter((category) => used.has(/** @type {any} */ (category)));
  return { count: categories.length, formOf: (n) => categories.indexOf(rules.select(n)) };
}

/**
 * @param {string} header The translation of the empty message.
 * @param {string} language The tag of the target language, for files whose header does not say it.
 * @returns {PluralForms}
 */
export const pluralForms = (header, language) => ofHeader(header) ?? ofLanguage(language);

/**
 * @param {PluralForms} forms
 * @param {number} form
 * @returns {{hasOne: boolean, isOneOnly: boolean}} Whether the form is that of 1, and of no other number.
 */
export function useOf({ formOf }, form) {
  let numbers = 0;
  for (let n = 0; n <= LARGEST; n++) numbers += Number(formOf(n) === form);
  const hasOne = formOf(1) === form;
  return { hasOne, isOneOnly: hasOne && numbers === 1 };
}
