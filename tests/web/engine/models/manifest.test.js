/** @file The check of manifests, and the truth of the one that comes with Stepglot. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ModelStore } from '../../../../web/engine/index.js';
import { readManifest } from '../../../../web/engine/models/manifest.js';
import { failure, readFile } from '../../support/fixtures.js';
import { sha256 } from '../../support/model-server.js';

const base = new URL('https://example.org/models/models.json');

/** @param {object} [changes] @returns {any} An entry with all fields. */
const model = (changes) => ({
  id: 'en-de',
  name: 'English to German',
  sourceLanguage: 'en',
  targetLanguage: 'de',
  file: 'en-de.safetensors',
  bytes: 10,
  sha256: '0'.repeat(64),
  licence: 'MIT',
  scores: [{ test: 'a test set', metric: 'BLEU', value: 12.5 }],
  ...changes,
});

/** @param {any} value */
const read = (value, from = base) => readManifest(value, from, 'models.json');

/** @param {any[]} models */
const readModels = (...models) => read({ version: 1, models });

test('a sound manifest is read, with canonical tags and absolute addresses', () => {
  const [entry] = readModels(model({ sourceLanguage: 'EN-us', targetLanguage: 'iw' }));
  assert.equal(entry.sourceLanguage, 'en-US');
  assert.equal(entry.targetLanguage, 'he');
  assert.equal(entry.url, 'https://example.org/models/en-de.safetensors');
  assert.equal(entry.scores[0].value, 12.5);
  assert.ok(Object.isFrozen(entry) && Object.isFrozen(entry.scores));
  const bare = model();
  delete bare.scores;
  assert.deepEqual(readModels(bare)[0].scores, []);
  assert.deepEqual(readModels(), []);
});

test('languages may be written with underscores', () => {
  const [entry] = readModels(model({ sourceLanguage: 'pt_br', targetLanguage: 'zh_hant' }));
  assert.deepEqual([entry.sourceLanguage, entry.targetLanguage], ['pt-BR', 'zh-Hant']);
});

test('addresses may be of other servers, and of this machine when the manifest is', () => {
  const far = model({ file: 'http://example.com/a b#c' });
  assert.equal(readModels(far)[0].url, 'http://example.com/a%20b');
  const local = read({ version: 1, models: [model({ file: 'x' })] }, new URL('file:///m/m.json'));
  assert.equal(local[0].url, 'file:///m/x');
});

test('every fault is named with its entry and field', () => {
  /** @type {[object, RegExp][]} */
  const cases = [
    [{ id: '../x' }, /model "..\/x": id must be 1 to 64 of a-z/],
    [{ id: '' }, /model "": id/],
    [{ id: 'A' }, /id must be/],
    [{ id: 'a'.repeat(65) }, /id must be/],
    [{ id: 7 }, /models\[0\]: id must be .*, not 7/],
    [{ name: ' ' }, /model "en-de": name must be one line of 1 to 300 characters, not " "/],
    [{ name: 'a\nb' }, /name must be one line/],
    [{ name: 'a'.repeat(301) }, /name must be one line/],
    [{ sourceLanguage: 'e' }, /sourceLanguage must be a BCP 47 language tag/],
    [{ sourceLanguage: 'e_US' }, /sourceLanguage must be a BCP 47 language tag, not "e_US"/],
    [{ sourceLanguage: ['en'] }, /sourceLanguage must be .*, not an Array/],
    [{ targetLanguage: null }, /targetLanguage must be .*, not null/],
    [{ targetLanguage: 'EN' }, /translates "en" into itself/],
    [{ file: '' }, /file must be an address, not ""/],
    [{ file: 'https://' }, /file must be an address/],
    [{ file: 'file:///etc/passwd' }, /file must be an address of http: or https:, not "file:/],
    [{ file: 'data:,x' }, /file must be an address of/],
    [{ file: 'javascript:1' }, /file must be an address of/],
    [{ file: 'blob:https://example.org/1' }, /file must be an address of/],
    [{ file: 'https://a:b@example.org/' }, /file must not hold a user's name/],
    [{ bytes: 0 }, /bytes must be an integer from 1 to 4294967295, not 0/],
    [{ bytes: -1 }, /bytes must be/],
    [{ bytes: 1.5 }, /bytes must be/],
    [{ bytes: 2 ** 32 }, /bytes must be/],
    [{ bytes: 1e300 }, /bytes must be/],
    [{ bytes: '10' }, /bytes must be .*, not "10"/],
    [{ sha256: 'A'.repeat(64) }, /sha256 must be 64 hexadecimal digits/],
    [{ sha256: '0'.repeat(63) }, /sha256 must be/],
    [{ sha256: `${'0'.repeat(64)}\n` }, /sha256 must be/],
    [{ licence: undefined }, /licence must be one line .*, not undefined/],
    [{ license: 'MIT' }, /model "en-de" has an unknown field "license"/],
    [{ scores: {} }, /scores must be an array/],
    [{ scores: [1] }, /scores\[0\] must be an object, not 1/],
    [{ scores: [{ test: 'a', metric: 'BLEU' }] }, /scores\[0\] lacks value/],
    [{ scores: [{ test: 'a', metric: 'BLEU', value: '1' }] }, /scores\[0\].value must be a number/],
    [{ scores: [{ test: '', metric: 'BLEU', value: 1 }] }, /scores\[0\].test must be one line/],
  ];
  for (const [changes, message] of cases) {
    const refuses = failure('invalid_manifest', message);
    assert.throws(() => readModels(model(changes)), refuses, JSON.stringify(changes));
  }
});

test('every field but the scores is needed', () => {
  for (const name of Object.keys(model())) {
    if (name === 'scores') continue;
    const entry = model();
    delete entry[name];
    const message = new RegExp(`models.json: model.* lacks ${name}`);
    assert.throws(() => readModels(entry), failure('invalid_manifest', message));
  }
});

test('what is no manifest is refused', () => {
  /** @type {[any, RegExp][]} */
  const cases = [
    [null, /models.json must be an object, not null/],
    [[], /must be an object, not an Array/],
    [{}, /lacks version/],
    [{ version: 1 }, /lacks models/],
    [{ version: 2, entries: [] }, /version must be 1, not 2/],
    [{ version: '1', models: [] }, /version must be 1, not "1"/],
    [{ version: 1, models: {} }, /models must be an array/],
    [{ version: 1, models: [], more: 1 }, /unknown field "more"/],
    [{ version: 1, models: [null] }, /models\[0\] must be an object/],
    [{ version: 1, models: [model(), model()] }, /model "en-de" is listed twice/],
  ];
  for (const [value, message] of cases) {
    assert.throws(() => read(value), failure('invalid_manifest', message));
  }
});

test('a relative address needs something that it is relative to', async () => {
  const manifest = { version: /** @type {const} */ (1), models: [model()] };
  const message = /file must be an address, not "en-de.safetensors"/;
  await assert.rejects(new ModelStore({ manifest }).models(), failure('invalid_manifest', message));
  const [entry] = await new ModelStore({ manifest, base }).models();
  assert.equal(entry.url, 'https://example.org/models/en-de.safetensors');
});

test('the manifest that comes with Stepglot says the truth', async () => {
  const store = new ModelStore();
  const index = readFile('web/models/README.md').toString();
  const models = await store.models();
  assert.ok(models.length > 0);
  for (const { id, name, url, bytes, sha256: hash, licence, scores } of models) {
    const file = readFile(`web/models/${new URL(url).pathname.split('/').at(-1)}`);
    assert.equal(file.length, bytes, id);
    assert.equal(sha256(file), hash, id);
    assert.deepEqual(Buffer.from(await store.open(id)), file);
    // Measured figures stand in the model's card; the manifest repeats them.
    const card = readFile(`web/models/${id}.md`).toString();
    for (const { value } of scores) {
      assert.ok(card.includes(`| ${value.toFixed(2)} |`), `${id}: ${value}`);
    }
    const size = `${(bytes / 1e6).toFixed(2)} MB`;
    const bleu = scores.find(({ metric }) => metric === 'BLEU')?.value.toFixed(2) ?? '';
    const row = `| [${id}](${id}.md) | ${name} | ${size} | ${bleu} | ${licence} | `;
    assert.ok(index.includes(row), `web/models/README.md has no row that begins ${row}`);
  }
});
