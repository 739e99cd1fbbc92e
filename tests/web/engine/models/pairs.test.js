/** @file Translators of several language pairs, by a manifest with real models. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { listen, pageServer } from '../../../../scripts/tools/serve.mjs';
import {
  loadEngine,
  ModelStore,
  TranslationWorker,
  Translator,
} from '../../../../web/engine/index.js';
import { copyTinyModels, tinyModel, tinyPairs, writeManifest } from '../../support/tiny-pairs.js';

/** @typedef {keyof typeof tinyPairs} TinyPair */

const folder = mkdtempSync(join(tmpdir(), 'stepglot-pairs-'));
const manifest = writeManifest(folder, copyTinyModels(folder));
const server = pageServer(folder);
/** @type {string[]} */
const asked = [];
let base = '';

before(async () => {
  server.on('request', ({ url }) => asked.push(String(url)));
  base = `http://127.0.0.1:${await listen(server, '127.0.0.1', 0)}/`;
});

after(() => {
  TranslationWorker.shared.terminate();
  server.close();
  rmSync(folder, { recursive: true });
});

const engine = await loadEngine();
const text = 'A dog. The house is old.';

/** @param {TinyPair} id @returns {Promise<string>} */
async function translationBy(id) {
  const model = await engine.loadModel(tinyModel(id));
  const { text: translated } = model.translate(text);
  model.free();
  return translated;
}

/** @param {string} pair */
const languagesOf = (pair) => {
  const [sourceLanguage, targetLanguage] = pair.split(' ');
  return { sourceLanguage, targetLanguage };
};

describe('models beside their manifest', () => {
  const models = new ModelStore({ manifest: pathToFileURL(manifest) });

  for (const id of /** @type {TinyPair[]} */ (Object.keys(tinyPairs))) {
    test(`${id} translates by its own model`, async () => {
      const languages = languagesOf(id.replace('-', ' '));
      assert.equal(await Translator.availability({ ...languages, models }), 'available');
      const translator = await Translator.create({ ...languages, models });
      const { sourceLanguage, targetLanguage } = translator;
      assert.deepEqual({ sourceLanguage, targetLanguage }, languages);
      assert.equal(await translator.translate(text), await translationBy(id));
      translator.destroy();
    });
  }

  test('several translators are in use side by side', async () => {
    const ids = /** @type {TinyPair[]} */ (Object.keys(tinyPairs));
    const translators = await Promise.all(
      ids.map((id) => Translator.create({ ...languagesOf(id.replace('-', ' ')), models })),
    );
    const texts = await Promise.all(translators.map((each) => each.translate(text)));
    assert.deepEqual(texts, await Promise.all(ids.map(translationBy)));
    for (const translator of translators) translator.destroy();
  });

  test('regions find their language, and pairs without a model find none', async () => {
    const asks = (/** @type {string} */ pair) =>
      Translator.availability({ ...languagesOf(pair), models });
    assert.equal(await asks('es-MX ca-AD'), 'available');
    for (const pair of ['ca en', 'en es', 'es de', 'pt ca']) {
      assert.equal(await asks(pair), 'unavailable', pair);
      await assert.rejects(Translator.create({ ...languagesOf(pair), models }), {
        name: 'NotSupportedError',
      });
    }
  });
});

test('of several models on the net the one that is needed is downloaded', async () => {
  const models = new ModelStore({ manifest: `${base}models.json`, folder: join(folder, 'kept') });
  const states = () =>
    Promise.all(
      ['es ca', 'ca es', 'es en'].map((pair) =>
        Translator.availability({ ...languagesOf(pair), models }),
      ),
    );
  assert.deepEqual(await states(), ['downloadable', 'downloadable', 'downloadable']);
  const translator = await Translator.create({ ...languagesOf('ca es'), models });
  assert.equal(await translator.translate(text), await translationBy('ca-es'));
  translator.destroy();
  assert.deepEqual(await states(), ['downloadable', 'available', 'downloadable']);
  assert.deepEqual(asked, ['/models.json', '/ca-es.safetensors']);
});
