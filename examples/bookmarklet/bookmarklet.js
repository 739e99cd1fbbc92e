/** @file Runs in the page that is open: translates it in place, or puts it back. */

import { translatePage } from './engine/index.js';

/** @type {Map<number, (answer: {value?: any, error?: string}) => void>} */
const waiting = new Map();
let calls = 0;

/** The engine's document is a frame: a page may not start a worker of another origin. */
async function startEngine() {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => waiting.get(data.call)?.(data);
  const isThere = new Promise((resolve) => frame.addEventListener('load', resolve));
  frame.src = new URL('engine.html', import.meta.url).href;
  document.documentElement.append(frame);
  await isThere;
  frame.contentWindow.postMessage('stepglot', new URL(import.meta.url).origin, [port2]);
  const ask = (method) => async (texts, options) => {
    const given = { ...options, signal: undefined };
    const call = calls++;
    const answer = new Promise((resolve) => waiting.set(call, resolve));
    port1.postMessage({ call, method, texts, options: given });
    const { value, error } = await answer;
    waiting.delete(call);
    if (error) throw new Error(error);
    return value;
  };
  return {
    frame,
    translator: { translate: ask('translate'), results: ask('results'), targetLanguage: 'ca' },
  };
}

/** Called at each click. */
export async function toggle() {
  if (globalThis.stepglot) {
    const { page, frame } = globalThis.stepglot;
    globalThis.stepglot = undefined;
    await page.restore();
    frame.remove();
    return;
  }
  const { frame, translator } = await startEngine();
  globalThis.stepglot = { frame, page: translatePage(document, translator) };
}
