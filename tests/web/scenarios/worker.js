/** @file The life of a worker: idle, ended, trapped, out of memory, and started again. */

import { equal, failure, fails, ok } from './check.js';
import { create, endless, fetchBytes, pause, readAll, sentence, until } from './environment.js';
import { limited, trapping } from './wasm-faults.js';

/** @type {import('./environment.js').Scenarios} */
export const scenarios = {
  'an idle worker is released and starts again': async (environment) => {
    const worker = new environment.engine.TranslationWorker({ idleSeconds: 0.05 });
    const translator = await create(environment, { worker });
    const text = await translator.translate(sentence);
    ok(worker.isRunning, 'it is not running');
    await until(() => !worker.isRunning);
    equal(await translator.translate(sentence), text);
    const steps = translator.steps(sentence);
    await steps.next();
    await pause(200);
    ok(worker.isRunning, 'it was released in the middle of steps');
    await steps.return([]);
    await until(() => !worker.isRunning);
  },

  'a worker that ends rejects what is pending; the next call starts afresh': async (
    environment,
  ) => {
    const { TranslationWorker, StepglotError } = environment.engine;
    const worker = new TranslationWorker();
    const translator = await create(environment, { worker });
    const text = await translator.translate(sentence);
    const steps = translator.steps(sentence);
    await steps.next();
    const calls = [
      translator.translate(endless),
      readAll(translator.translateStreaming(endless)),
      translator.measureInputUsage(endless),
    ].map((call) => fails(call, StepglotError, { code: 'crashed' }));
    await pause(50);
    worker.terminate();
    await Promise.all(calls);
    await fails(steps.next(), StepglotError, { code: 'crashed' });
    equal(await translator.translate(sentence), text);
    worker.terminate();
  },

  'a trap rejects what is pending, each time': async (environment) => {
    const { TranslationWorker, StepglotError } = environment.engine;
    const module = await fetchBytes(`${environment.base}web/engine/wasm/stepglot.wasm`);
    const worker = new TranslationWorker({ wasmBinary: trapping(module) });
    const translator = await create(environment, { worker });
    for (let i = 0; i < 2; i++) {
      const calls = [translator.translate(sentence), translator.translate(sentence)];
      const codes = (await Promise.all(calls.map(failure))).map(({ code }) => code);
      equal(codes, ['internal', 'crashed']);
      ok(!worker.isRunning, 'the broken worker is still there');
    }
    await fails(translator.steps(sentence).next(), StepglotError);
    worker.terminate();
  },

  'memory that runs out rejects what is pending; the next call starts afresh': async (
    environment,
  ) => {
    const { TranslationWorker, StepglotError } = environment.engine;
    const module = await fetchBytes(`${environment.base}web/engine/wasm/stepglot.wasm`);
    const worker = new TranslationWorker({ wasmBinary: limited(module, 128 * 2 ** 20) });
    const translator = await create(environment, { worker });
    const greedy = { beam: 64, batchSize: 64, maxLength: 4096, maxLengthFactor: 1000 };
    const other = failure(translator.translate(endless));
    const code = { code: 'out_of_memory' };
    const long = `${sentence} `.repeat(64);
    await fails(translator.translate(long, greedy), StepglotError, code);
    equal((await other).code, 'crashed');
    ok((await translator.translate(sentence)) !== '', 'nothing was translated');
    worker.terminate();
  },

  'a module that cannot be loaded rejects each creation': async (environment) => {
    const { TranslationWorker } = environment.engine;
    const worker = new TranslationWorker({ wasmUrl: new URL('no.wasm', environment.base) });
    for (let i = 0; i < 2; i++) {
      const name = 'OperationError';
      const { cause } = await fails(create(environment, { worker }), DOMException, { name });
      // A host may answer what it lacks with a page, which is no module.
      ok(['unavailable', 'unsupported'].includes(cause.code), `code ${cause.code}`);
      await until(() => !worker.isRunning);
    }
  },
};
