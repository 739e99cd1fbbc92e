/** @file A guess at a model's languages from how its files are called. */

/** @type {Intl.DisplayNames} */
const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** @param {string} tag @returns {boolean} Whether there is a language with this tag. */
function isLanguage(tag) {
  try {
    return names.of(tag) !== undefined;
  } catch {
    return false;
  }
}

/**
 * @param {string} name Of a folder or file, such as `opus-mt-en-de`, `translate-en_de-1_0` or
 *   `model.ende.intgemm.alphas.bin`.
 * @returns {[string, string] | null} Source and target, as BCP 47 tags.
 */
export function guessLanguages(name) {
  const words = name.toLowerCase().split(/[^a-z]+/);
  const isTag = (/** @type {string} */ word) => /^[a-z]{2,3}$/.test(word) && isLanguage(word);
  // The last pair: the names of projects, some of which are tags too, stand before.
  for (let i = words.length - 2; i >= 0; i--) {
    const [source, target] = words.slice(i, i + 2);
    if (isTag(source) && isTag(target) && source !== target) return [source, target];
  }
  for (const word of words.filter(({ length }) => length === 4)) {
    const [source, target] = [word.slice(0, 2), word.slice(2)];
    if (isTag(source) && isTag(target) && source !== target) return [source, target];
  }
  return null;
}
