/** @file How translators are made between two languages, with which progress and which errors. */

import { equal, failure, fails, ok } from './check.js';
import { create, fetchBytes, languages, pause, sentence } from './environment.js';

/** @type {import('./environment.js').Scenarios} */
export const scenarios = {
  'the constructor is illegal': async ({ engine }) => {
    await fails(() => new engine.Translator(), TypeError);
    await fails(() => new engine.Translator({}), TypeError);
  },

  'missing and wrong options are TypeErrors': async ({ engine: { Translator } }) => {
    for (const method of [Translator.create, Translator.availability]) {
      const call = (/** @type {unknown[]} */ ...args) =>
        /** @type {Function} */ (method).apply(Translator, args);
      for (const options of [[], [null], ['en'], [{}], [{ sourceLanguage: 'en' }]]) {
        await fails(call(...options), TypeError);
      }
      await fails(call({ targetLanguage: 'en' }), TypeError);
      await fails(call({ ...languages, signal: {} }), TypeError);
      await fails(call({ ...languages, monitor: 1 }), TypeError);
      await fails(call({ ...languages, arithmetic: 'exact' }), TypeError);
    }
  },

  'invalid tags are RangeErrors': async ({ engine: { Translator } }) => {
    for (const tag of ['', 'e', 'en_US', 'en-', 'x-private', 'englishman-x']) {
      for (const method of [Translator.create, Translator.availability]) {
        const call = method.bind(Translator);
        await fails(call({ ...languages, sourceLanguage: tag }), RangeError);
        await fails(call({ ...languages, targetLanguage: tag }), RangeError);
      }
    }
  },

  'tags are made canonical and fit best': async ({ engine: { Translator }, store }) => {
    for (const [sourceLanguage, targetLanguage] of [
      ['EN', 'De'],
      ['en-US', 'de-AT'],
      ['en-Latn-GB', 'de-CH-1996'],
    ]) {
      const options = { sourceLanguage, targetLanguage, models: store };
      equal(await Translator.availability(options), 'available');
      const translator = await Translator.create(options);
      equal(translator.sourceLanguage, 'en');
      equal(translator.targetLanguage, 'de');
      translator.destroy();
    }
  },

  'the arithmetic is that of the translator': async (environment) => {
    const { TranslationWorker, loadEngine, Translator, StepglotError } = environment.engine;
    const worker = new TranslationWorker();
    const bytes = await fetchBytes(`${environment.base}web/models/en-de.int8.safetensors`);
    const engine = await loadEngine();
    for (const arithmetic of /** @type {const} */ (['faithful', 'fast'])) {
      const model = await engine.loadModel(bytes, { arithmetic });
      const { logProbs } = model.translate(sentence);
      const stored = await create(environment, { arithmetic, worker });
      const own = await Translator.fromModel(bytes, { arithmetic, worker });
      // All at once in one worker, which has to keep them apart.
      for (const translator of [stored, own]) {
        equal((await translator.results(sentence)).logProbs, logProbs, arithmetic);
      }
    }
    engine.free();
    const wrong = /** @type {any} */ ({ arithmetic: 'exact', worker });
    await fails(Translator.fromModel(bytes, wrong), StepglotError, { code: 'invalid_argument' });
    worker.terminate();
  },

  'a pair without a model is not supported': async ({ engine: { Translator }, store: models }) => {
    const options = { sourceLanguage: 'en', targetLanguage: 'ja', models };
    equal(await Translator.availability(options), 'unavailable');
    await fails(Translator.create(options), DOMException, { name: 'NotSupportedError' });
  },

  'scripts are told apart, and names of one language are not': async ({ engine, base }) => {
    const pairs = ['en zh', 'en no', 'en pt-PT', 'en sr_latn'];
    const entries = pairs.map((pair, index) => {
      const [sourceLanguage, targetLanguage] = pair.split(' ');
      const file = `model-${index}`;
      const known = { name: pair, bytes: 1, sha256: '0'.repeat(64), licence: 'MIT' };
      return { id: file, file, sourceLanguage, targetLanguage, ...known };
    });
    const models = new engine.ModelStore({ manifest: { version: 1, models: entries }, base });
    for (const [targetLanguage, expected] of Object.entries({
      'zh-Hans': 'downloadable',
      'zh-Hant': 'unavailable',
      'zh-TW': 'unavailable',
      nb: 'downloadable',
      nn: 'unavailable',
      'pt-AO': 'downloadable',
      sh: 'downloadable',
      sr: 'unavailable',
    })) {
      const options = { sourceLanguage: 'en', targetLanguage, models };
      equal(
        [targetLanguage, await engine.Translator.availability(options)],
        [targetLanguage, expected],
      );
    }
  },

  'a manifest that cannot be had is an UnknownError': async ({ engine, base }) => {
    const models = new engine.ModelStore({ manifest: new URL('no/models.json', base) });
    const options = { ...languages, models };
    for (const call of [
      engine.Translator.create(options),
      engine.Translator.availability(options),
    ]) {
      const error = await fails(call, DOMException, { name: 'UnknownError' });
      ok(error.cause instanceof engine.StepglotError, `its cause is ${error.cause}`);
    }
  },

  'a model becomes available by its download, which is told of': async ({ engine, emptyStore }) => {
    const { Translator } = engine;
    const models = emptyStore();
    equal(await Translator.availability({ ...languages, models }), 'downloadable');
    /** @type {number[]} */
    const loaded = [];
    let isCreated = false;
    /** @type {string | undefined} */
    let during;
    const translator = await Translator.create({
      ...languages,
      models,
      worker: new engine.TranslationWorker(),
      monitor(monitor) {
        monitor.addEventListener('downloadprogress', (event) => {
          ok(!isCreated, 'an event came after the creation');
          ok(event.lengthComputable && event.total === 1, 'it has no total');
          loaded.push(event.loaded);
          Translator.availability({ ...languages, models }).then((state) => (during ??= state));
        });
      },
    });
    isCreated = true;
    equal(loaded[0], 0);
    equal(loaded.at(-1), 1);
    ok(
      loaded.every((value, i) => i === 0 || value > loaded[i - 1]),
      `not increasing: ${loaded}`,
    );
    ok(
      loaded.every((value) => Number.isInteger(value * 65536)),
      `not in 65536ths: ${loaded}`,
    );
    ok(during === 'downloading' || during === 'downloadable', `during the download: ${during}`);
    equal(await Translator.availability({ ...languages, models }), 'available');
    translator.destroy();
    await pause(20);
  },

  'an available model tells of its progress too': async (environment) => {
    /** @type {number[]} */
    const loaded = [];
    const translator = await create(environment, {
      monitor(/** @type {any} */ monitor) {
        equal(monitor instanceof EventTarget, true, 'whether it is an EventTarget');
        monitor.ondownloadprogress = (/** @type {ProgressEvent} */ event) =>
          loaded.push(event.loaded);
      },
    });
    equal(loaded, [0, 1]);
    translator.destroy();
  },

  'what the monitor throws rejects the creation': async (environment) => {
    const thrown = new Error('the monitor');
    const monitor = () => {
      throw thrown;
    };
    equal(await failure(create(environment, { monitor })), thrown);
  },

  'a damaged model of a store is an OperationError': async ({ engine, base }) => {
    const bytes = await fetchBytes(`${base}tests/data/README.md`);
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const sha256 = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const entry = {
      id: 'no-model',
      name: 'None',
      ...languages,
      licence: 'MIT',
      scores: [],
      sha256,
    };
    const file = `${base}tests/data/README.md`;
    const manifest = { version: 1, models: [{ ...entry, file, bytes: bytes.length }] };
    const models = new engine.ModelStore({ manifest: /** @type {any} */ (manifest) });
    const call = engine.Translator.create({ ...languages, models });
    const error = await fails(call, DOMException, { name: 'OperationError' });
    equal(error.cause?.code, 'invalid_model');
    await models.delete('no-model');
  },

  'the polyfill gives what is missing, and leaves what is there': async ({ engine, base }) => {
    const global = /** @type {any} */ (globalThis);
    const before = Object.getOwnPropertyDescriptor(global, 'Translator');
    try {
      Object.defineProperty(global, 'Translator', { value: 1, configurable: true });
      await import(`../../../web/engine/polyfill.js?there=${base}`);
      equal(global.Translator, 1);
      delete global.Translator;
      await import(`../../../web/engine/polyfill.js?missing=${base}`);
      ok(global.Translator === engine.Translator, 'it is not installed');
    } finally {
      delete global.Translator;
      if (before) Object.defineProperty(global, 'Translator', before);
    }
  },
};
