/** @file The models view: what can be had, what is kept, how large it is. */

import { messageOf } from '../../../engine/internal.js';
import { announce } from '../../shell/announcer.js';
import { byId, element } from '../../shell/dom.js';
import { pairName, size } from '../../shell/format.js';
import { choosePair } from '../../models/language-pair.js';
import { deleteImport, keptImports } from '../../models/kept-imports.js';
import { settings } from '../../shell/settings.js';
import { changes, ownModel, store, translator } from '../../models/translators.js';

/** @typedef {import('../../models/kept-imports.js').ImportInfo} ImportInfo */
/** @typedef {Awaited<ReturnType<typeof store.models>>[number]} Entry */

const list = byId('models', HTMLUListElement);
const storage = byId('storage', HTMLParagraphElement);
const persist = byId('persist', HTMLButtonElement);

/** @type {(info: ImportInfo) => void} */
let useKept = () => {};

/**
 * @param {{id: string, name: string}} model
 * @param {string} details
 * @param {string[]} more Further lines.
 * @param {...Node} actions
 */
function row({ id, name }, details, more, ...actions) {
  return element(
    'li',
    { class: 'model card', 'data-model': id },
    element(
      'div',
      { class: 'grow' },
      element('h2', {}, name),
      element('p', { class: 'quiet' }, details),
      ...more.map((line) => element('p', { class: 'quiet' }, line)),
    ),
    ...actions,
  );
}

/**
 * @param {string} label
 * @param {string} name What the action is for, which the label does not say.
 * @param {() => void} onClick
 */
function action(label, name, onClick) {
  const button = element('button', { type: 'button', class: 'button' }, label);
  button.setAttribute('aria-label', `${label} ${name}`);
  button.addEventListener('click', onClick);
  return button;
}

/** @param {Entry} entry */
async function remove({ id, name }) {
  try {
    await store.delete(id);
    announce(`Deleted ${name}`);
  } catch (error) {
    announce(messageOf(error));
  }
  await showModels();
}

/** @param {ImportInfo} info */
async function removeOwn({ id, name, sourceLanguage, targetLanguage }) {
  const isUsed = ownModel()?.id === id;
  try {
    await deleteImport(id);
    announce(`Deleted ${name}`);
  } catch (error) {
    announce(messageOf(error));
  }
  if (isUsed) choosePair(sourceLanguage, targetLanguage);
  await showModels();
}

/** @param {string} id @returns {HTMLElement | undefined} The row of the model, as it is now. */
const rowOf = (id) =>
  [...list.querySelectorAll('.model')]
    .map((found) => /** @type {HTMLElement} */ (found))
    .find(({ dataset }) => dataset.model === id);

/** @param {Entry} entry */
async function download(entry) {
  const { id, name, bytes } = entry;
  const say = (/** @type {string} */ message) => {
    const details = rowOf(id)?.querySelector('.quiet');
    if (details) details.textContent = message;
  };
  try {
    await store.open(id, {
      onProgress: ({ loaded }) => say(`${size(loaded)} of ${size(bytes)}`),
    });
    announce(`Downloaded ${name}`);
    // It may be what the translator in use waits for.
    if (isChosen(entry)) translator();
    await showModels();
  } catch (error) {
    say(messageOf(error));
    announce(messageOf(error));
  }
}

/**
 * @param {Entry} entry
 * @returns {string[]} A line for each test that it was scored on.
 */
function scoreLines({ scores }) {
  const tests = [...new Set(scores.map(({ test }) => test))];
  return tests.map((test) => {
    const own = scores.filter((score) => score.test === test);
    return `${own.map(({ metric, value }) => `${metric} ${value.toFixed(2)}`).join(', ')}: ${test}`;
  });
}

/**
 * @param {Entry} entry
 * @returns {boolean} Whether it is the model of the languages that are chosen.
 */
const isChosen = ({ sourceLanguage, targetLanguage }) =>
  ownModel() === null &&
  sourceLanguage === settings.sourceLanguage &&
  targetLanguage === settings.targetLanguage;

/** @param {ImportInfo} info @param {boolean} isKept */
function ownRow(info, isKept) {
  const { id, name, format, bytes } = info;
  const isUsed = ownModel()?.id === id;
  const place = isKept ? 'kept in this browser' : 'not kept';
  const use = isUsed ? ', in use' : '';
  return row(
    info,
    `${pairName(info)}, ${size(bytes)}, opened from this machine${use}, ${place}`,
    [format],
    ...(isUsed ? [] : [action('Use', name, () => useKept(info))]),
    ...(isKept ? [action('Delete', name, () => removeOwn(info))] : []),
  );
}

/** @param {Entry} entry @param {boolean} isKept */
function modelRow(entry, isKept) {
  const { name, bytes, licence, sourceLanguage, targetLanguage } = entry;
  const role = isChosen(entry) ? ', in use' : '';
  const place = isKept ? 'kept in this browser' : 'not kept';
  const details = `${size(bytes)}${role}, ${place}. Licence: ${licence}`;
  const use = () => {
    choosePair(sourceLanguage, targetLanguage);
    translator();
  };
  return row(
    entry,
    details,
    scoreLines(entry),
    ...(isChosen(entry) ? [] : [action('Use', name, use)]),
    isKept
      ? action('Delete', name, () => remove(entry))
      : action('Download', name, () => download(entry)),
  );
}

async function showStorage() {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  const isPersisted = (await navigator.storage?.persisted?.()) ?? false;
  persist.hidden = isPersisted || !navigator.storage?.persist;
  const safe = isPersisted ? ' The browser will not clear it by itself.' : '';
  storage.textContent = quota > 0 ? `${size(usage)} of ${size(quota)} in use.${safe}` : '';
}

/**
 * Shows rows, and keeps the focus: on the same action, else in the same row, else in the list.
 *
 * @param {HTMLElement[]} rows
 */
function replaceRows(rows) {
  const focused = document.activeElement;
  const focusedRow = focused?.closest('.model');
  list.replaceChildren(...rows);
  if (!(focusedRow instanceof HTMLElement)) return;
  const buttons = [...(rowOf(focusedRow.dataset.model ?? '') ?? list).querySelectorAll('button')];
  const same = buttons.find(({ textContent }) => textContent === focused?.textContent);
  (same ?? buttons[0])?.focus();
}

/** Shows the models as they are now. */
export async function showModels() {
  const [models, kept, imports] = await Promise.all([store.models(), store.kept(), keptImports()]);
  const keptIds = new Set(kept.map(({ id }) => id));
  const rows = models.map((entry) => modelRow(entry, keptIds.has(entry.id)));
  rows.unshift(...imports.map((info) => ownRow(info, true)));
  const own = ownModel();
  if (own && !imports.some(({ id }) => id === own.id)) rows.unshift(ownRow(own, false));
  replaceRows(rows);
  await showStorage();
}

/** @param {(info: ImportInfo) => void} onUse Called with a kept model of the user's own. */
export function startModelsView(onUse) {
  useKept = onUse;
  const show = () => showModels().catch((error) => (storage.textContent = messageOf(error)));
  for (const type of ['leave', 'change']) changes.addEventListener(type, show);
  persist.addEventListener('click', async () => {
    const isGranted = await store.persist();
    await showStorage();
    if (!isGranted) storage.textContent += ' The browser did not agree to keep it.';
  });
}
