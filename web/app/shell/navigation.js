/** @file Which of the views is shown: the one that the address names. */

const names = ['translate', 'steps', 'models'];
const titles = {
  translate: 'Stepglot',
  steps: 'Step through · Stepglot',
  models: 'Models · Stepglot',
};

/** @returns {string} */
function current() {
  const name = location.hash.slice(1);
  return names.includes(name) ? name : 'translate';
}

function show() {
  const shown = current();
  for (const name of names) {
    const view = /** @type {HTMLElement} */ (document.getElementById(`view-${name}`));
    view.hidden = name !== shown;
    const link = document.querySelector(`.views a[href="#${name}"]`);
    if (name === shown) link?.setAttribute('aria-current', 'page');
    else link?.removeAttribute('aria-current');
  }
  document.title = titles[/** @type {keyof typeof titles} */ (shown)];
}

/**
 * Shows the view that the address names, now and when it changes.
 *
 * @param {(name: string) => void} onShow Called after each change, and at the start.
 */
export function startViews(onShow) {
  window.addEventListener('hashchange', () => {
    // `#main` is the skip link's: it moves within the view.
    if (location.hash === '#main') return;
    show();
    window.scrollTo(0, 0);
    onShow(current());
  });
  show();
  onShow(current());
}
