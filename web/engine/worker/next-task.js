/** @file Lets the thread look for messages and other tasks, without the delay of a timer. */

/** @type {(() => void)[]} */
const waiting = [];

// Node.js has `setImmediate`, and drains a channel's messages before it looks at other channels.
// Browsers hold nested timers back by 4 ms, and a channel's messages not at all.
const post =
  typeof globalThis.setImmediate === 'function'
    ? () => globalThis.setImmediate(resume)
    : (() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resume;
        return () => port2.postMessage(null);
      })();

function resume() {
  waiting.shift()?.();
}

/**
 * @returns {Promise<void>} Resolves after the tasks that are due now, such as messages that have
 *   arrived.
 */
export function nextTask() {
  return new Promise((resolve) => {
    waiting.push(resolve);
    post();
  });
}
