/** @file How calls and translators end before they are done: by signals and by `destroy`. */

import { equal, failure, ok } from './check.js';
import { create, endless, longCalls, pause, readAll, sentence } from './environment.js';

/** @type {import('./environment.js').Scenarios} */
export const scenarios = {
  'an abort in a progress event ends the creation': async (environment) => {
    for (const at of [0, 1]) {
      const controller = new AbortController();
      const reason = new Error('enough');
      /** @type {number[]} */
      const loaded = [];
      const monitor = (/** @type {any} */ target) => {
        target.addEventListener('downloadprogress', (/** @type {ProgressEvent} */ event) => {
          loaded.push(event.loaded);
          if (event.loaded === at) controller.abort(reason);
        });
      };
      const { signal } = controller;
      equal(await failure(create(environment, { monitor, signal })), reason);
      await pause(20);
      equal(loaded.at(-1), at, 'the last event');
    }
  },

  'calls with an aborted signal reject with its reason': async (environment) => {
    const translator = await create(environment);
    for (const reason of [undefined, new Error('exactly'), null, 5, 'text']) {
      const signal = AbortSignal.abort(reason);
      for (const [name, call] of Object.entries(longCalls(translator))) {
        equal(await failure(call(signal)), signal.reason, name);
      }
      equal(await failure(create(environment, { signal })), signal.reason, 'create');
      equal(
        await failure(() => translator.translateStreaming(sentence, { signal })),
        signal.reason,
      );
    }
    equal(AbortSignal.abort().reason.name, 'AbortError');
    translator.destroy();
  },

  'an abort during a call rejects it with the exact reason': async (environment) => {
    const translator = await create(environment);
    for (const [name, call] of Object.entries(longCalls(translator))) {
      const controller = new AbortController();
      const reason = { why: name };
      const rejection = failure(call(controller.signal));
      controller.abort(reason);
      ok((await rejection) === reason, `${name}: another reason`);
    }
    const controller = new AbortController();
    const rejection = failure(create(environment, { signal: controller.signal }));
    controller.abort(7);
    equal(await rejection, 7, 'create');
    equal(await translator.translate('...'), '...');
    translator.destroy();
  },

  'an abort in the middle of decoding ends the work': async (environment) => {
    const worker = new environment.engine.TranslationWorker();
    const translator = await create(environment, { worker });
    const controller = new AbortController();
    const { signal } = controller;
    const reason = new Error('stop');
    // More calls than take turns at a time, so that others get none before these end.
    const calls = Array.from({ length: 12 }, async () => {
      const reader = translator.translateStreaming(endless, { signal }).getReader();
      await reader.read();
      for (;;) await reader.read();
    });
    await pause(200);
    controller.abort(reason);
    for (const call of calls) equal(await failure(call), reason);
    ok((await translator.translate(sentence)).length > 0, 'nothing was translated');
    worker.terminate();
  },

  'an abort after a call changes nothing': async (environment) => {
    const controller = new AbortController();
    const { signal } = controller;
    const translator = await create(environment);
    const text = await translator.translate(sentence, { signal });
    const chunks = await readAll(translator.translateStreaming(sentence, { signal }));
    controller.abort();
    equal(chunks.join(''), text);
    equal(await translator.translate(sentence), text);
    translator.destroy();
  },

  'destroy aborts calls and refuses later ones': async (environment) => {
    const translator = await create(environment);
    const never = new AbortController().signal;
    const calls = Object.entries(longCalls(translator));
    const before = calls.map(([name, call]) => ({ name, rejection: failure(call(never)) }));
    translator.destroy();
    translator.destroy();
    const after = calls.map(([name, call]) => ({ name, rejection: failure(call(never)) }));
    for (const { name, rejection } of [...before, ...after]) {
      const error = await rejection;
      ok(error instanceof DOMException && error.name === 'AbortError', `${name}: ${error}`);
    }
  },

  "create's signal destroys the translator later": async (environment) => {
    const controller = new AbortController();
    const translator = await create(environment, { signal: controller.signal });
    const reason = new Error('later');
    const before = failure(translator.translate(endless));
    controller.abort(reason);
    equal(await before, reason);
    equal(await failure(translator.translate(sentence)), reason);
    equal(await failure(() => translator.translateStreaming(sentence)), reason);
  },
};
