/** @file A sentence to step through in each language, for who has not typed one yet. */

/** @type {Record<string, string>} */
const examples = {
  ca: 'Voleu desar els canvis?',
  de: 'Möchten Sie Ihre Änderungen speichern?',
  en: 'Do you want to save your changes?',
  es: '¿Desea guardar los cambios?',
};

/**
 * @param {string} language BCP 47; empty when it is not known.
 * @returns {string} Empty when there is none.
 */
export const exampleIn = (language) => examples[language.split('-', 1)[0]] ?? '';

/** @param {string} text */
export const isExample = (text) => Object.values(examples).includes(text);
