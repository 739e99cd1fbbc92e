/** @file Runs in the page at each click: translates it in place, or puts it back. */

(async () => {
  if (globalThis.stepglotPage) {
    const page = globalThis.stepglotPage;
    globalThis.stepglotPage = undefined;
    await page.restore();
    return;
  }
  /** @param {string} method @returns The translator's method, done by the engine's document. */
  const ask = (method) => async (texts, options) => {
    const given = { ...options, signal: undefined };
    const message = { to: 'engine', method, texts, options: given };
    const { value, error } = await chrome.runtime.sendMessage(message);
    if (error) throw new Error(error);
    return value;
  };
  const { translatePage } = await import(chrome.runtime.getURL('engine/index.js'));
  const translator = { translate: ask('translate'), results: ask('results'), targetLanguage: 'ca' };
  globalThis.stepglotPage = translatePage(document, translator, { markLanguage: true });
})();
