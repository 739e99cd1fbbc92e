/** @file A long page, which is translated in place while the browser says how long its tasks take. */

import { ModelStore, Translator, translatePage } from '../../../web/engine/index.js';

const subjects = [
  'El alcalde',
  'La vecina',
  'Un cliente',
  'El director',
  'Mi hermana',
  'La tienda',
];
const verbs = ['abre', 'busca', 'necesita', 'compra', 'presenta', 'espera', 'prepara'];
const objects = [
  'la puerta',
  'un libro',
  'la comida',
  'el informe',
  'una casa',
  'el mercado',
  'la mesa',
];
const times = ['por la mañana', 'esta tarde', 'cada semana', 'en verano', 'sin prisa'];

/** @param {number} i @returns {string} Another sentence for each number, in part. */
function sentence(i) {
  const of = (/** @type {string[]} */ list, /** @type {number} */ step) =>
    list[Math.floor(i / step) % list.length];
  return `${of(subjects, 1)} ${of(verbs, 6)} ${of(objects, 42)} ${of(times, 294)} ${i}`;
}

/**
 * What pages are made of: headings, paragraphs with links and emphasis, lists and tables.
 *
 * @param {number} i
 * @returns {string} Markup with ten text nodes of words.
 */
const section = (i) => `
  <h2>${sentence(i)}</h2>
  <p>${sentence(i + 1)} y <a href="#x">${objects[i % 7]}</a> también, <b>sin duda</b>.</p>
  <ul><li>${sentence(i + 2)}</li><li><a href="#y">${sentence(i + 3)}</a></li></ul>
  <table><tbody><tr><td>${sentence(i + 4)}</td><td>${sentence(i + 5)}</td></tr></tbody></table>
  <p>${sentence(i + 6)}</p>`;

/** @returns {{count: () => import('./chromium.mjs').LongTasks}} What tasks took since. */
function watchTasks() {
  const begin = performance.now();
  /** @type {PerformanceEntryList} */
  const tasks = [];
  const note = (/** @type {PerformanceEntryList} */ entries) => tasks.push(...entries);
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: 'longtask' });
  return {
    count() {
      note(observer.takeRecords());
      const [first] = tasks.toSorted((a, b) => b.duration - a.duration);
      const total = tasks.reduce((sum, { duration }) => sum + duration, 0);
      const at = first ? first.startTime - begin : 0;
      return { number: tasks.length, longest: first?.duration ?? 0, at, total };
    },
  };
}

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * @param {number} nodes Text nodes with words, about.
 * @returns {Promise<import('./chromium.mjs').PageFigures>}
 */
export async function measure(nodes) {
  const models = new ModelStore({
    manifest: new URL('../../../web/models/models.json', import.meta.url),
  });
  const languages = { sourceLanguage: 'es', targetLanguage: 'ca' };
  const translator = await Translator.create({ ...languages, models });
  document.body.innerHTML = Array.from({ length: Math.ceil(nodes / 10) }, (_, i) =>
    section(i * 7),
  ).join('');
  await translator.translate('Una frase antes.');
  // What the browser does for such a page by itself is over.
  await pause(2000);
  const tasks = watchTasks();
  const begin = performance.now();
  let first = 0;
  let found = 0;
  const live = translatePage(document, translator, {
    onProgress: (progress) => {
      first ||= performance.now() - begin;
      found = progress.found;
    },
  });
  await live.idle();
  const time = performance.now() - begin;
  await pause(200);
  const translating = tasks.count();
  const again = watchTasks();
  const restored = performance.now();
  await live.restore();
  const restoreTime = performance.now() - restored;
  await pause(200);
  return { found, first, time, translating, restoreTime, restoring: again.count() };
}
