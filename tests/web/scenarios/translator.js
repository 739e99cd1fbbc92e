/** @file What translators do in Node.js and in browsers alike: one scenario for each behaviour. */

import { equal, failure, fails, ok } from './check.js';
import { limited, trapping } from './wasm-faults.js';

/** @typedef {import('../../../web/engine/index.js').TranslationWorker} TranslationWorker */
/** @typedef {import('../../../web/engine/index.js').Translator} Translator */

/**
 * @typedef {object} Environment
 * @property {typeof import('../../../web/engine/index.js')} engine The library.
 * @property {string} base Where this repository is served by HTTP.
 * @property {() => import('../../../web/engine/index.js').ModelStore} emptyStore A store of the default
 *   models that keeps none yet.
 * @property {import('../../../web/engine/index.js').ModelStore} store One that keeps the English-German model.
 * @property {() => Promise<void>} collectGarbage
 */

const sentence = 'Do you want to save your changes before you close the window?';
const languages = { sourceLanguage: 'en', targetLanguage: 'de' };

// So long that it takes half a minute: whoever waits for it, waits for too much.
const endless = `${sentence} `.repeat(2000);

/** @param {Environment} environment */
const create = ({ engine, store }, options = {}) =>
  engine.Translator.create({ ...languages, models: store, ...options });

/** @param {string} url */
const fetchBytes = async (url) => new Uint8Array(await (await fetch(url)).arrayBuffer());

/** @param {ReadableStream<string>} stream */
async function readAll(stream) {
  const chunks = [];
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return chunks;
    chunks.push(value);
  }
}

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {() => boolean} condition */
async function until(condition) {
  while (!condition()) await pause(5);
}

/**
 * The calls that take a signal, each of which takes long.
 *
 * @param {Translator} translator
 * @returns {Record<string, (signal: AbortSignal) => Promise<unknown>>}
 */
const longCalls = (translator) => ({
  translate: (signal) => translator.translate(endless, { signal }),
  'translate of an array': (signal) => translator.translate([endless, sentence], { signal }),
  translateStreaming: async (signal) => readAll(translator.translateStreaming(endless, { signal })),
  measureInputUsage: (signal) => translator.measureInputUsage(endless, { signal }),
  results: (signal) => translator.results(endless, { signal }),
  alternatives: (signal) => translator.alternatives(sentence, { signal }),
  score: (signal) => translator.score(sentence, sentence, { signal }),
  tokenize: (signal) => translator.tokenize(endless, { signal }),
  sentences: (signal) => translator.sentences(endless, { signal }),
  steps: (signal) => translator.steps(sentence, { signal }).next(),
});

/** @type {Record<string, (environment: Environment) => Promise<void>>} */
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
    }
  },

  'a call without a text is a TypeError': async (environment) => {
    const translator = /** @type {any} */ (await create(environment));
    await fails(translator.translate(), TypeError);
    await fails(translator.measureInputUsage(), TypeError);
    await fails(() => translator.translateStreaming(), TypeError);
    await fails(translator.translate(sentence, 1), TypeError);
    await fails(translator.translate(sentence, { signal: 1 }), TypeError);
    translator.destroy();
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

  'a pair without a model is not supported': async ({ engine: { Translator }, store: models }) => {
    const options = { sourceLanguage: 'en', targetLanguage: 'ja', models };
    equal(await Translator.availability(options), 'unavailable');
    await fails(Translator.create(options), DOMException, { name: 'NotSupportedError' });
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

  'translations are those of the model itself': async (environment) => {
    const { engine, base } = environment;
    const own = await engine.loadEngine();
    const model = await own.loadModel(await fetchBytes(`${base}web/models/en-de.int8.safetensors`));
    const translator = await create(environment);
    const texts = [sentence, 'Open the file. Close it.\n\nPrint this page!', 'Ein 🙂 x'];
    const expected = model.translate(texts);
    equal(
      await translator.translate(texts),
      expected.map(({ text }) => text),
    );
    for (const [i, text] of texts.entries()) {
      equal(await translator.translate(text), expected[i].text);
    }
    const options = { beam: 3, nBest: 3, alignment: true };
    const whole = await translator.results(sentence, options);
    equal(whole, model.translate(sentence, options));
    ok(whole.alignment?.target[0].weights instanceof Float32Array, 'no weights');
    equal(await translator.results(texts), expected);
    const prefix = 'Wollen';
    const alternatives = { prefix, count: 3 };
    equal(
      await translator.alternatives(sentence, alternatives),
      model.alternatives(sentence, alternatives),
    );
    equal(await translator.score(sentence, prefix), model.score(sentence, prefix));
    equal(await translator.tokenize(sentence), model.tokenize(sentence));
    equal(await translator.sentences(sentence), model.sentences(sentence));
    equal(translator.info, model.info);
    translator.destroy();
    own.free();
  },

  'texts are made strings': async (environment) => {
    const translator = /** @type {any} */ (await create(environment));
    equal(await translator.translate(12), await translator.translate('12'));
    equal(await translator.translate(null), await translator.translate('null'));
    equal(await translator.translate({ ids: [2] }), '');
    translator.destroy();
  },

  'a stream hands out the translation in order': async (environment) => {
    const translator = await create(environment);
    const text = 'Open the file. Close the window.\nDo you want to save your changes? ...  ';
    for (const options of [{}, { beam: 1 }, { sample: true, seed: 3 }]) {
      const stream = translator.translateStreaming(text, options);
      ok(stream instanceof ReadableStream, 'no stream');
      const chunks = await readAll(stream);
      ok(chunks.length > 2 && chunks.every((chunk) => chunk !== ''), `chunks: ${chunks}`);
      equal(chunks.join(''), await translator.translate(text, options));
      let told = '';
      const onText = (/** @type {{text: string}} */ event) => (told += event.text);
      equal((await translator.results(text, { ...options, onText })).text, told);
    }
    translator.destroy();
  },

  'cancelling a stream ends its work': async (environment) => {
    const worker = new environment.engine.TranslationWorker();
    const translator = await create(environment, { worker });
    for (let i = 0; i < 12; i++) {
      const reader = translator.translateStreaming(endless).getReader();
      if (i < 8) await reader.read();
      await reader.cancel('enough');
      equal((await reader.read()).done, true);
    }
    ok((await translator.translate(sentence)).length > 0, 'nothing was translated');
    worker.terminate();
  },

  'a stream survives the collection of its translator': async (environment) => {
    const expected = await (async () => {
      const translator = await create(environment);
      return translator.translate(`${sentence} ${sentence}`);
    })();
    const stream = await (async () => {
      const translator = await create(environment);
      return translator.translateStreaming(`${sentence} ${sentence}`);
    })();
    await environment.collectGarbage();
    await pause(0);
    await environment.collectGarbage();
    equal((await readAll(stream)).join(''), expected);
  },

  'what holds nothing to translate is echoed': async (environment) => {
    const translator = await create(environment);
    const controls = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code));
    const texts = ['', ' ', ' \r\n\t\f', '…', '— !?', '🙂', '\u200b', '\ud800', ...controls];
    equal(await translator.translate(texts), texts);
    for (const text of texts.slice(0, 6)) {
      equal(await translator.translate(text), text);
      equal((await readAll(translator.translateStreaming(text))).join(''), text);
      equal((await translator.results(text, { nBest: 2 })).text, text);
    }
    ok((await translator.translate('Open \u0001 the file.')).includes('Datei'), 'not translated');
    translator.destroy();
  },

  'a language is translated into itself by copying': async (environment) => {
    const { Translator } = environment.engine;
    const options = { sourceLanguage: 'ja', targetLanguage: 'ja-JP', models: environment.store };
    equal(await Translator.availability(options), 'available');
    const translator = await Translator.create(options);
    equal([translator.sourceLanguage, translator.targetLanguage], ['ja', 'ja-JP']);
    equal(await translator.translate(sentence), sentence);
    equal(await translator.translate([sentence, 'a']), [sentence, 'a']);
    equal(await readAll(translator.translateStreaming(sentence)), [sentence]);
    equal(translator.inputQuota, Infinity);
    equal(await translator.measureInputUsage(sentence), 0);
    const code = { code: 'unsupported' };
    await fails(translator.results(sentence), environment.engine.StepglotError, code);
    translator.destroy();
    await fails(translator.translate(sentence), DOMException, { name: 'AbortError' });
  },

  'input is measured in source tokens, and has a quota': async (environment) => {
    const translator = await create(environment);
    const { ids } = await translator.tokenize(sentence);
    equal(await translator.measureInputUsage(sentence), ids.length);
    ok((await translator.measureInputUsage('')) > 0, 'no text takes nothing');
    const { inputQuota } = translator;
    const long = 'a '.repeat(inputQuota);
    const requested = await translator.measureInputUsage(long);
    ok(requested > inputQuota && Number.isFinite(requested), `usage ${requested}`);
    for (const call of [
      translator.translate(long),
      translator.results([sentence, long]),
      readAll(translator.translateStreaming(long)),
    ]) {
      const name = 'QuotaExceededError';
      const error = await fails(call, DOMException, { name });
      equal([error.requested, error.quota], [requested, inputQuota]);
    }
    translator.destroy();
  },

  'calls take turns, and a short one overtakes a long one': async (environment) => {
    const translator = await create(environment);
    const texts = Array.from({ length: 20 }, (_, i) => `Open file ${i}. ${sentence}`);
    /** @type {string[]} */
    const order = [];
    const long = translator.translate(`${sentence} `.repeat(40)).then(() => order.push('long'));
    const translations = await Promise.all(texts.map((text) => translator.translate(text)));
    order.push('short');
    await long;
    equal(order, ['short', 'long']);
    equal(translations, await translator.translate(texts));
    translator.destroy();
  },

  'steps are those of a session, one for each question': async (environment) => {
    const { engine, base } = environment;
    const own = await engine.loadEngine();
    const bytes = await fetchBytes(`${base}web/models/en-de.int8.safetensors`);
    const model = await own.loadModel(bytes);
    const translator = await create(environment);
    const options = { beam: 2, candidates: 3, attention: true };
    const session = model.start(sentence, options);
    const iterator = translator.steps(sentence, options);
    for (;;) {
      const { done, value } = await iterator.next();
      if (done) {
        equal(value, session.results(), 'results');
        break;
      }
      const reports = session.step();
      const cacheBytes = session.cacheBytes();
      equal(
        value,
        reports.map((report) => ({ ...report, cacheBytes })),
        'reports',
      );
    }
    equal(session.done, true);
    const left = translator.steps(sentence);
    await left.next();
    equal((await left.return([])).done, true);
    equal((await left.next()).done, true);
    translator.destroy();
    own.free();
  },

  'errors arrive with their class, code and message': async (environment) => {
    const { StepglotError } = environment.engine;
    const translator = await create(environment);
    const code = { code: 'invalid_argument' };
    const error = await fails(translator.translate(sentence, { beam: 0 }), StepglotError, code);
    ok(/beam must be an integer from 1 to 64/.test(error.message), error.message);
    const unknown = /** @type {any} */ ({ beams: 1 });
    await fails(translator.steps(sentence, unknown).next(), StepglotError, code);
    await fails(readAll(translator.translateStreaming(sentence, unknown)), StepglotError, code);
    const uncloneable = /** @type {any} */ ({ prefix: () => {} });
    await fails(translator.translate(sentence, uncloneable), DOMException, {
      name: 'DataCloneError',
    });
    ok((await translator.translate(sentence)) !== '', 'nothing was translated');
    translator.destroy();
  },

  'models of the user are bytes, files or addresses': async ({ engine, base }) => {
    const { Translator, TranslationWorker, StepglotError } = engine;
    const url = `${base}web/models/en-de.int8.safetensors`;
    const bytes = await fetchBytes(url);
    const file = new Blob([bytes]);
    const given = bytes.slice();
    const worker = new TranslationWorker();
    let expected;
    for (const model of [given, given.buffer.slice(0), file, url, new URL(url)]) {
      const translator = await Translator.fromModel(model, { worker });
      equal([translator.sourceLanguage, translator.targetLanguage], ['en', 'de']);
      if (model === given) given.fill(0);
      expected ??= await translator.translate(sentence);
      worker.terminate();
      equal(await translator.translate(sentence), expected, 'after a new start');
      translator.destroy();
    }
    const damaged = bytes.slice(0, 1000);
    await fails(Translator.fromModel(damaged, { worker }), StepglotError, {
      code: 'invalid_model',
    });
    const missing = `${base}no.safetensors`;
    await fails(Translator.fromModel(missing, { worker }), StepglotError, { code: 'network' });
    const nothing = /** @type {any} */ (undefined);
    await fails(Translator.fromModel(nothing), StepglotError, { code: 'invalid_argument' });
    const reason = new Error('not now');
    const signal = AbortSignal.abort(reason);
    equal(await failure(Translator.fromModel(bytes, { signal })), reason);
    worker.terminate();
  },

  'models of the user may be several files, which the worker reads': async (environment) => {
    const { engine, base } = environment;
    const { Translator, TranslationWorker, StepglotError } = engine;
    const folder = `${base}tests/data/formats/opus`;
    const { files: names } = await (await fetch(`${folder}.reference.json`)).json();
    /** @type {Record<string, Blob>} */
    const files = {};
    for (const name of names) files[name] = new Blob([await fetchBytes(`${folder}/${name}`)]);
    const own = await engine.loadEngine();
    const options = { sourceLanguage: 'en-GB', targetLanguage: 'nl' };
    const model = await own.loadModel({ files }, options);
    const { text } = model.translate('Open the next folder.');

    const worker = new TranslationWorker();
    /** @type {number[]} */
    const told = [];
    const translator = await Translator.fromModel(
      { files },
      {
        ...options,
        worker,
        monitor: (monitor) =>
          monitor.addEventListener('downloadprogress', ({ loaded }) => told.push(loaded)),
      },
    );
    equal([told[0], told.at(-1)], [0, 1], 'progress');
    equal([translator.sourceLanguage, translator.targetLanguage], ['en-GB', 'nl']);
    equal(translator.info, model.info);
    equal(await translator.translate('Open the next folder.'), text);
    const saved = await translator.save('int8');
    equal([...saved], [...model.save('int8')], 'saved');
    worker.terminate();
    equal(await translator.translate('Open the next folder.'), text, 'after a new start');
    translator.destroy();

    const list = Object.entries(files).map(([name, bytes]) => ({ name, bytes }));
    const again = await Translator.fromModel({ files: list }, { ...options, worker });
    equal(await again.translate('Open the next folder.'), text);
    again.destroy();
    const invalid = { code: 'invalid_argument' };
    await fails(Translator.fromModel({ files: [] }, { worker }), StepglotError, invalid);
    const distant = { byteLength: 3, read: () => new Uint8Array(3) };
    await fails(Translator.fromModel(distant, { worker }), StepglotError, invalid);
    const rest = list.filter(({ name }) => name !== 'vocab.json');
    const damage = { code: 'invalid_model' };
    await fails(Translator.fromModel({ files: rest }, { worker }), StepglotError, damage);
    worker.terminate();
    own.free();
  },

  'a model that is not wanted any more when it is loaded is freed': async ({ engine, base }) => {
    const { Translator, TranslationWorker } = engine;
    const bytes = await fetchBytes(`${base}web/models/en-de.int8.safetensors`);
    const worker = new TranslationWorker();
    const reason = new Error('not now');
    for (let i = 0; i < 3; i++) {
      const controller = new AbortController();
      const coming = failure(Translator.fromModel(bytes, { worker, signal: controller.signal }));
      await pause(i * 20);
      controller.abort(reason);
      equal(await coming, reason);
    }
    const translator = await Translator.fromModel(bytes, { worker });
    ok((await translator.translate(sentence)) !== '', 'nothing was translated');
    translator.destroy();
    worker.terminate();
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
