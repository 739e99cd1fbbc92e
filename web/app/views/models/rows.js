/** @file The rows of the models view: one for each model, with what can be done with it. */

import { element } from '../../shell/dom.js';
import { pairName, size } from '../../shell/format.js';

/** @typedef {import('../../../engine/index.js').ModelEntry} ModelEntry */
/** @typedef {import('../../models/kept-imports.js').ImportInfo} ImportInfo */

/**
 * Where a model is.
 *
 * @typedef {object} Place
 * @property {boolean} isUsed Whether it is the model in use.
 * @property {boolean} isKept Whether this browser keeps it.
 */

/**
 * What the buttons of a row do.
 *
 * @typedef {object} Actions
 * @property {() => void} use
 * @property {() => void} remove
 * @property {() => void} [download]
 */

/** @param {Place} place */
const placeName = ({ isKept }) => (isKept ? 'kept in this browser' : 'not kept');

/**
 * @param {{id: string, name: string}} model
 * @param {readonly string[]} lines Details, the first of which may tell a progress.
 * @param {readonly Node[]} buttons
 */
function row({ id, name }, lines, buttons) {
  return element(
    'li',
    { class: 'model card', 'data-model': id },
    element(
      'div',
      { class: 'grow' },
      element('h2', {}, name),
      ...lines.map((line) => element('p', { class: 'quiet' }, line)),
    ),
    ...buttons,
  );
}

/**
 * @param {string} label
 * @param {string} name Of the model, which the label does not say.
 * @param {() => void} onClick
 */
function button(label, name, onClick) {
  const made = element('button', { type: 'button', class: 'button' }, label);
  made.setAttribute('aria-label', `${label} ${name}`);
  made.addEventListener('click', onClick);
  return made;
}

/**
 * @param {ModelEntry} entry
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
 * @param {ModelEntry} entry
 * @param {Place} place
 * @param {Required<Actions>} actions
 * @returns {HTMLElement} The row of a model that comes with the page.
 */
export function modelRow(entry, place, { use, remove, download }) {
  const { name, bytes, licence } = entry;
  const role = place.isUsed ? ', in use' : '';
  const details = `${size(bytes)}${role}, ${placeName(place)}. Licence: ${licence}`;
  return row(
    entry,
    [details, ...scoreLines(entry)],
    [
      ...(place.isUsed ? [] : [button('Use', name, use)]),
      place.isKept ? button('Delete', name, remove) : button('Download', name, download),
    ],
  );
}

/**
 * @param {ImportInfo} info
 * @param {Place} place
 * @param {Actions} actions
 * @returns {HTMLElement} The row of a custom model.
 */
export function customRow(info, place, { use, remove }) {
  const { name, format, bytes } = info;
  const role = place.isUsed ? ', in use' : '';
  const details = `${pairName(info)}, ${size(bytes)}, opened from this machine${role}, ${placeName(place)}`;
  return row(
    info,
    [details, format],
    [
      ...(place.isUsed ? [] : [button('Use', name, use)]),
      ...(place.isKept ? [button('Delete', name, remove)] : []),
    ],
  );
}
