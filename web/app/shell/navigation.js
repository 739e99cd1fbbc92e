/** @file Which of the views is shown: the one that the address names, or else the first. */

import { byId, element, fragment } from './dom.js';

/**
 * What the navigation has to know of a view.
 *
 * @typedef {object} Section
 * @property {string} name In the address, after `#`.
 * @property {string} title In the navigation, and of the page while the view is shown.
 * @property {string} markup HTML of its section. Its heading has the id `NAME-title`.
 * @property {() => void} [onShow] Called whenever the view is shown, and when the page starts in it.
 */

/** The page's own title, and that of its first view. */
const site = document.title;
const main = byId('main', HTMLElement);
const navigation = byId('views', HTMLElement);

/** @param {Section} view */
const sectionOf = ({ name, markup }) =>
  element(
    'section',
    { id: `view-${name}`, 'aria-labelledby': `${name}-title`, hidden: true },
    fragment(markup),
  );

/** @param {Section} view */
const linkTo = ({ name, title }) => element('a', { href: `#${name}` }, title);

/**
 * Puts the views into the page, all of them hidden.
 *
 * @param {readonly Section[]} views
 */
export function addViews(views) {
  main.append(...views.map(sectionOf));
  navigation.append(...views.map(linkTo));
}

/**
 * @param {readonly Section[]} views
 * @returns {Section} The one that the address names, or the first.
 */
const current = (views) => views.find(({ name }) => location.hash === `#${name}`) ?? views[0];

/** @param {readonly Section[]} views */
function showCurrent(views) {
  const shown = current(views);
  for (const { name } of views) {
    byId(`view-${name}`, HTMLElement).hidden = name !== shown.name;
    const link = navigation.querySelector(`[href="#${name}"]`);
    if (name === shown.name) link?.setAttribute('aria-current', 'page');
    else link?.removeAttribute('aria-current');
  }
  document.title = shown === views[0] ? site : `${shown.title} · ${site}`;
  shown.onShow?.();
}

/**
 * Shows the view that the address names, now and when it changes.
 *
 * @param {readonly Section[]} views Those that were added.
 */
export function startNavigation(views) {
  window.addEventListener('hashchange', () => {
    // `#main` is the skip link's: it moves within the view.
    if (location.hash === '#main') return;
    showCurrent(views);
    window.scrollTo(0, 0);
  });
  showCurrent(views);
}

/** @param {string} name Of the view to go to. */
export function goTo(name) {
  location.hash = `#${name}`;
}
