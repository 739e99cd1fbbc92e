/** @file Abort signals: listening to several, and promises that end with them. */

/**
 * Calls back once, when the first of the signals is aborted; at once if one is already.
 *
 * @param {readonly (AbortSignal | undefined)[]} signals
 * @param {(reason: unknown) => void} callback
 * @returns {() => void} Stops listening.
 */
export function onAbort(signals, callback) {
  const given = signals.filter((signal) => signal !== undefined);
  const stop = () => given.forEach((signal) => signal.removeEventListener('abort', listener));
  const listener = () => {
    stop();
    callback(given.find((signal) => signal.aborted)?.reason);
  };
  if (given.some((signal) => signal.aborted)) listener();
  else given.forEach((signal) => signal.addEventListener('abort', listener));
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
