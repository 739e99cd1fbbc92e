/** @file What waits to be translated: what is in view goes first. */

/** @typedef {import('./attribute-text.js').AttributeText} AttributeText */
/** @typedef {import('./passage.js').Passage} Passage */

/** @typedef {Passage | AttributeText} Job */

/** Most texts and UTF-16 units of a batch: what is scrolled into view waits for one at most. */
const MOST_TEXTS = 32;
const MOST_UNITS = 1500;

/** Most milliseconds until the browser has said what is in view. */
const PATIENCE = 1000;

/** Texts that wait, in the order in which they came, but those in view first. */
export class Queue {
  /** @type {Set<Job>} */
  #near = new Set();
  /** @type {Set<Job>} */
  #far = new Set();
  /** @type {Map<Element, Set<Job>>} */
  #jobsAt = new Map();
  /** @type {IntersectionObserver | undefined} */
  #observer;
  /** Where the browser has not said yet whether it is in view. @type {Set<Element>} */
  #unsorted = new Set();
  #onSeen = () => {};

  constructor() {
    if (typeof IntersectionObserver === 'undefined') return;
    this.#observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) this.#sort(target, isIntersecting);
      if (this.#unsorted.size === 0) this.#onSeen();
    });
  }

  get size() {
    return this.#near.size + this.#far.size;
  }

  /** @param {Job} job */
  add(job) {
    const { place } = job;
    if (!place || !this.#observer || !place.isConnected) {
      this.#near.add(job);
      return;
    }
    this.#far.add(job);
    const jobs = this.#jobsAt.get(place);
    if (jobs) {
      jobs.add(job);
      return;
    }
    this.#jobsAt.set(place, new Set([job]));
    this.#unsorted.add(place);
    this.#observer.observe(place);
  }

  /** Waits until the browser has said what is in view, where that makes a difference. */
  async sorted() {
    if (!this.#observer || this.#far.size <= MOST_TEXTS) return;
    // A hidden page has no view.
    if (this.#unsorted.size === 0 || document.visibilityState === 'hidden') return;
    await new Promise((resolve) => {
      this.#onSeen = () => resolve(undefined);
      setTimeout(resolve, PATIENCE);
    });
  }

  /** @returns {Job[]} The next ones, which wait no longer. */
  take() {
    /** @type {Job[]} */
    const jobs = [];
    let units = 0;
    for (const waiting of [this.#near, this.#far]) {
      for (const job of waiting) {
        units += job.block.text.length;
        if (jobs.length === MOST_TEXTS || (jobs.length > 0 && units > MOST_UNITS)) return jobs;
        this.#remove(job);
        jobs.push(job);
      }
    }
    return jobs;
  }

  /** Drops all. */
  clear() {
    this.#observer?.disconnect();
    this.#near.clear();
    this.#far.clear();
    this.#jobsAt.clear();
    this.#unsorted.clear();
    this.#onSeen();
  }

  /**
   * @param {Element} place
   * @param {boolean} isInView
   */
  #sort(place, isInView) {
    this.#unsorted.delete(place);
    for (const job of this.#jobsAt.get(place) ?? []) {
      const [from, to] = isInView ? [this.#far, this.#near] : [this.#near, this.#far];
      if (from.delete(job)) to.add(job);
    }
  }

  /** @param {Job} job */
  #remove(job) {
    this.#near.delete(job);
    this.#far.delete(job);
    const { place } = job;
    const jobs = place && this.#jobsAt.get(place);
    if (!jobs) return;
    jobs.delete(job);
    if (jobs.size > 0) return;
    this.#jobsAt.delete(place);
    this.#unsorted.delete(place);
    this.#observer?.unobserve(place);
  }
}
