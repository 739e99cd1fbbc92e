/** @file What the page remembers over a reload, in the browser's local storage. */

const KEY = 'stepglot';

/**
 * @typedef {object} Settings
 * @property {string} source The text to translate.
 * @property {boolean} isTranslated Whether its translation was shown.
 * @property {string} sourceLanguage
 * @property {string} targetLanguage
 * @property {string} ownModel Id of the custom model in use, or empty.
 * @property {number} beam 0 for the model's own.
 * @property {string} stepsSource The sentence to step through; empty for an example.
 */

/** @type {Settings} */
const initial = {
  source: '',
  isTranslated: false,
  sourceLanguage: 'es',
  targetLanguage: 'ca',
  ownModel: '',
  beam: 0,
  stepsSource: '',
};

/**
 * @param {unknown} value What was found in storage, which anything may have written.
 * @returns {Settings} Its values where they have the right type, the initial ones elsewhere.
 */
function checked(value) {
  const found = /** @type {Record<string, unknown>} */ (Object(value));
  const entries = Object.entries(initial).map(([name, standard]) => [
    name,
    typeof found[name] === typeof standard ? found[name] : standard,
  ]);
  return Object.fromEntries(entries);
}

/** @returns {Settings} */
function load() {
  try {
    return checked(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    // Storage is switched off, or holds something else: the page works without.
    return { ...initial };
  }
}

/** The settings now. */
export const settings = load();

let timer = 0;

function save() {
  clearTimeout(timer);
  timer = 0;
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Switched off or full (a very long text): the page works without.
  }
}

/**
 * Changes settings, and keeps them.
 *
 * @param {Partial<Settings>} changes
 */
export function change(changes) {
  Object.assign(settings, changes);
  // Typing changes the text often, and storage is written on the page's thread.
  timer ||= window.setTimeout(save, 300);
}

window.addEventListener('pagehide', () => {
  if (timer) save();
});
