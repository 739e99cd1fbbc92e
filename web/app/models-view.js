/** @file The models view: what can be had, what is kept, how large it is. */

import { announce } from './announcer.js';
import { byId, element } from './dom.js';
import { languageName, messageOf, size } from './format.js';
import { choosePair } from './language-pair.js';
import { changes, ownName, pairName, store, translator } from './translators.js';

/** @typedef {Awaited<ReturnType<typeof store.models>>[number]} Entry */

const list = byId('models', HTMLUListElement);
const storage = byId('storage', HTMLParagraphElement);
const persist = byId('persist', HTMLButtonElement);

/**
 * @param {string} name
 * @param {string} details
 * @param {string[]} more Further lines.
 * @param {...Node} actions
 */
function row(name, details, more, ...actions) {
  return element(
    'li',
    { class: 'model card' },
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
  list.querySelector('button')?.focus();
}

/** @param {Entry} entry @param {HTMLElement} details */
async function download({ id, name, bytes }, details) {
  try {
    await store.open(id, {
      onProgress: ({ loaded }) => (details.textContent = `${size(loaded)} of ${size(bytes)}`),
    });
    announce(`Downloaded ${name}`);
    await showModels();
    list.querySelector('button')?.focus();
  } catch (error) {
    details.textContent = messageOf(error);
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
    return `${own.map(({ metric, value }) => `${metric} ${value}`).join(', ')}: ${test}`;
  });
}

/** @param {Entry} entry @param {boolean} isKept */
function modelRow(entry, isKept) {
  const pair = `${languageName(entry.sourceLanguage)} to ${languageName(entry.targetLanguage)}`;
  const place = isKept ? 'kept in this browser' : 'not kept';
  const details = `${pair}, ${size(entry.bytes)}, ${place}. Licence: ${entry.licence}`;
  const { sourceLanguage, targetLanguage } = entry;
  const use = () => choosePair(sourceLanguage, targetLanguage);
  const made = row(
    entry.name,
    details,
    scoreLines(entry),
    ...(ownName() ? [action('Use', entry.name, use)] : []),
    isKept
      ? action('Delete', entry.name, () => remove(entry))
      : action('Download', entry.name, () =>
          download(entry, /** @type {HTMLElement} */ (made.querySelector('.quiet'))),
        ),
  );
  return made;
}

async function showStorage() {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  const isPersisted = (await navigator.storage?.persisted?.()) ?? false;
  persist.hidden = isPersisted || !navigator.storage?.persist;
  const safe = isPersisted ? ' The browser will not clear it by itself.' : '';
  storage.textContent = quota > 0 ? `${size(usage)} of ${size(quota)} in use.${safe}` : '';
}

/** Shows the models as they are now. */
export async function showModels() {
  const [models, kept] = await Promise.all([store.models(), store.kept()]);
  const keptIds = new Set(kept.map(({ id }) => id));
  const rows = models.map((entry) => modelRow(entry, keptIds.has(entry.id)));
  const own = ownName();
  if (own) {
    const used = await translator();
    rows.unshift(row(own, `${pairName(used)}, opened from this machine, in use`, []));
  }
  list.replaceChildren(...rows);
  await showStorage();
}

export function startModelsView() {
  const show = () => showModels().catch((error) => (storage.textContent = messageOf(error)));
  changes.addEventListener('change', show);
  persist.addEventListener('click', async () => {
    const isGranted = await store.persist();
    await showStorage();
    if (!isGranted) storage.textContent += ' The browser did not agree to keep it.';
  });
}
