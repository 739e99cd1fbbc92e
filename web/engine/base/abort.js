/** @file Abort signals: listening to several, and promises that end with them. */

/**
 * Who waits for each signal. A signal gets one listener of ours however many calls it is for, since
 * Node.js takes more than ten for a leak.
 *
 * @type {WeakMap<AbortSignal, Set<() => void>>}
 */
const waiting = new WeakMap();

/** @param {Event} event */
function callAll({ target }) {
  const signal = /** @type {AbortSignal} */ (target);
  const callbacks = waiting.get(signal) ?? [];
  waiting.delete(signal);
  for (const callback of callbacks) callback();
}

/**
 * @param {AbortSignal} signal
 * @param {() => void} callback
 */
function listen(signal, callback) {
  const callbacks = waiting.get(signal) ?? new Set();
  callbacks.add(callback);
  waiting.set(signal, callbacks);
  signal.addEventListener('abort', callAll, { once: true });
}

/**
 * @param {AbortSignal} signal
 * @param {() => void} callback
 */
function unlisten(signal, callback) {
  const callbacks = waiting.get(signal);
  callbacks?.delete(callback);
  if (callbacks?.size !== 0) return;
  waiting.delete(signal);
  signal.removeEventListener('abort', callAll);
}

/**
 * Calls back once, when the first of the signals is aborted; at once if one is already.
 *
 * @param {readonly (AbortSignal | undefined)[]} signals
 * @param {(reason: unknown) => void} callback
 * @returns {() => void} Stops listening.
 */
export function onAbort(signals, callback) {
  const given = signals.filter((signal) => signal !== undefined);
  const stop = () => given.forEach((signal) => unlisten(signal, listener));
  const listener = () => {
    stop();
    callback(given.find((signal) => signal.aborted)?.reason);
  };
  if (given.some((signal) => signal.aborted)) listener();
  else given.forEach((signal) => listen(signal, listener));
  return stop;
}

/**
 * @param {readonly (AbortSignal | undefined)[]} signals
 * @throws The reason of the first signal that is aborted.
 */
export function throwIfAborted(signals) {
  for (const signal of signals) {
    if (signal?.aborted) throw signal.reason;
  }
}

/**
 * @template T
 * @param {readonly (AbortSignal | undefined)[]} signals
 * @param {Promise<T>} promise
 * @returns {Promise<T>} Settles as the promise does, or rejects with the reason of the first signal
 *   that is aborted before.
 */
export function untilAborted(signals, promise) {
  return new Promise((resolve, reject) => {
    const stop = onAbort(signals, reject);
    promise.then(resolve, reject).finally(stop);
  });
}
