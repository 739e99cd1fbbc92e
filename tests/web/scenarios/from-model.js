/** @file Translators with a model of the caller's: its bytes, its files or its address. */

import { equal, failure, fails, ok } from './check.js';
import { fetchBytes, pause, sentence } from './environment.js';

/** @type {import('./environment.js').Scenarios} */
export const scenarios = {
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
    const local = await engine.loadEngine();
    const options = { sourceLanguage: 'en-GB', targetLanguage: 'nl' };
    const model = await local.loadModel({ files }, options);
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
    const toFrench = { targetLanguage: 'fr', worker };
    const french = await Translator.fromModel({ files: list }, toFrench);
    const { text: inFrench } = model.translate('Open the next folder.', { targetToken: '>>fra<<' });
    equal(await french.translate('Open the next folder.'), inFrench, 'by the token of French');
    french.destroy();
    const invalid = { code: 'invalid_argument' };
    await fails(Translator.fromModel({ files: [] }, { worker }), StepglotError, invalid);
    const distant = { byteLength: 3, read: () => new Uint8Array(3) };
    await fails(Translator.fromModel(distant, { worker }), StepglotError, invalid);
    const rest = list.filter(({ name }) => name !== 'vocab.json');
    const damage = { code: 'invalid_model' };
    await fails(Translator.fromModel({ files: rest }, { worker }), StepglotError, damage);
    worker.terminate();
    local.free();
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
};
