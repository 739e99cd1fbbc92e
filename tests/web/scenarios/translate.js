/** @file What the calls of a translator return, in which order, and how they fail. */

import { equal, fails, ok } from './check.js';
import { create, endless, fetchBytes, pause, readAll, sentence } from './environment.js';

/** @type {import('./environment.js').Scenarios} */
export const scenarios = {
  'a call without a text is a TypeError': async (environment) => {
    const translator = /** @type {any} */ (await create(environment));
    await fails(translator.translate(), TypeError);
    await fails(translator.measureInputUsage(), TypeError);
    await fails(() => translator.translateStreaming(), TypeError);
    await fails(translator.translate(sentence, 1), TypeError);
    await fails(translator.translate(sentence, { signal: 1 }), TypeError);
    translator.destroy();
  },

  'translations are those of the model itself': async (environment) => {
    const { engine, base } = environment;
    const local = await engine.loadEngine();
    const model = await local.loadModel(
      await fetchBytes(`${base}web/models/en-de.int8.safetensors`),
    );
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
    const wrapped = sentence.replace(' ', '\n');
    const lineBreaks = /** @type {const} */ ('paragraphs');
    equal((await translator.results(wrapped, { lineBreaks })).text, expected[0].text);
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
    local.free();
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
    const texts = ['', ' ', ' \r\n\t\f', '…', '— !?', '🙂', '\u200b', ...controls];
    equal(await translator.translate(texts), texts);
    equal(await translator.translate('\ud800'), '\ufffd');
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
    const local = await engine.loadEngine();
    const bytes = await fetchBytes(`${base}web/models/en-de.int8.safetensors`);
    const model = await local.loadModel(bytes);
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
    local.free();
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
};
