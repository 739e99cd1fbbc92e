/** @file Tests of HTML as a document: cases, random documents, the real model, sizes. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readHtml } from '../../../../../web/engine/document/html/read-html.js';
import { copyBlock, translateBlocks } from '../../../../../web/engine/document/translate-blocks.js';
import { loadEngine } from '../../../../../web/engine/index.js';
import { copyingModel } from '../tagged.js';
import { inOrder, reversed } from './cases.js';
import { brokenHtml, randomNumbers, soundHtml } from './documents.js';
import { canBeWritten, outline } from './outline.js';

/**
 * @param {string} html
 * @param {Parameters<typeof copyingModel>[0]} [ways]
 * @param {Parameters<typeof readHtml>[1]} [options]
 */
const translated = async (html, ways, options) =>
  String(await translateBlocks(await readHtml(html, options), copyingModel(ways)));

const backwards = (/** @type {number} */ count) =>
  Array.from({ length: count }, (_, i) => count - 1 - i);

for (const [source, expected] of inOrder) {
  test(`keeps its markup: ${JSON.stringify(source)}`, async () =>
    assert.equal(await translated(source), expected));
}

for (const [source, expected] of reversed) {
  test(`moves markup with its words: ${JSON.stringify(source)}`, async () =>
    assert.equal(await translated(source, { order: backwards }), expected));
}

test('attributes that people read are translated on request', async () => {
  const html =
    '<p title="uno" class=dos>x <img alt=\'tres "y"\'><input placeholder=a&lt;b aria-label="c"></p>';
  assert.equal(await translated(html), html.replace('>x', '>X'));
  assert.equal(
    await translated(html, {}, { attributes: true }),
    '<p title="UNO" class=dos>X <img alt="TRES &quot;Y&quot;"><input placeholder="A&lt;B" aria-label="C"></p>',
  );
});

const ways = (/** @type {number} */ seed) => {
  const random = randomNumbers(seed);
  const shuffled = (/** @type {number} */ count) => backwards(count).sort(() => random(3) - 1);
  return [{}, { order: backwards }, { order: shuffled }];
};

test('sound documents come back as they were when words do', async () => {
  const normal = (/** @type {string} */ html) =>
    html.replaceAll('&apos;', "'").replace(/\s+/g, ' ');
  for (let seed = 0; seed < 150; seed++) {
    const html = soundHtml(seed);
    assert.equal(normal(await translated(html, { word: String })), normal(html), `seed ${seed}`);
  }
});

test('all elements, attributes and comments stay, whatever becomes of the words', async () => {
  for (let seed = 0; seed < 100; seed++) {
    const html = soundHtml(seed);
    for (const way of ways(seed)) {
      assert.deepEqual(outline(await translated(html, way)), outline(html), `seed ${seed}`);
    }
  }
});

test('broken documents lose nothing either', async () => {
  for (let seed = 0; seed < 200; seed++) {
    const html = brokenHtml(seed);
    const { elements, letters } = outline(html);
    for (const way of ways(seed)) {
      const output = outline(await translated(html, way));
      assert.equal(output.letters, letters, `seed ${seed}`);
      if (canBeWritten(html)) assert.deepEqual(output.elements, elements, `seed ${seed}`);
    }
  }
});

test('the parts of a document join to it', async () => {
  for (let seed = 0; seed < 50; seed++) {
    const document = await readHtml(seed % 2 ? soundHtml(seed) : brokenHtml(seed));
    const pieces = document.blocks.map(copyBlock);
    const joined = document.parts?.map((part) => part.write(pieces.slice(0, part.blocks))).join('');
    assert.equal(joined, document.write(pieces));
  }
});

test('deep nesting and long texts take neither the stack nor quadratic time', async () => {
  for (const tag of ['b', 'div', 'object', 'i title=x']) {
    const html = `<${tag}>`.repeat(10_000) + 'uno dos' + `</${tag.split(' ')[0]}>`.repeat(10_000);
    const start = performance.now();
    const output = await translated(html);
    assert.ok(performance.now() - start < 20_000, tag);
    assert.equal(output.length, html.length);
  }
  const long = `<p>${'palabra <b>otra</b> <br>'.repeat(40_000)}</p>`;
  const document = await readHtml(long);
  const source = document.blocks[0];
  assert.equal(source.marks.length, 79_999);
  const start = performance.now();
  assert.equal(document.write([copyBlock(source)]), long);
  assert.ok(performance.now() - start < 20_000);
});

test('the shipped model keeps markup in real sentences', async () => {
  const model = await (
    await loadEngine()
  ).loadModel(
    readFileSync(new URL('../../../../../web/models/es-ca.int8.safetensors', import.meta.url)),
  );
  const cases = [
    [
      '<p>La <b>casa blanca</b> está en la <a href="x">colina <i>verde</i></a>.</p>',
      '<p>La <b>casa blanca</b> està en el <a href="x">pujol <i>verd</i></a>.</p>',
    ],
    [
      '<p>El <a href=g>Gobierno</a> español <b>no</b> ha aprobado <i>la nueva ley <b>de vivienda</b></i>.</p>',
      "<p>El <a href=g>Govern</a> espanyol <b>no</b> ha aprovat <i>la nova llei <b>d'habitatge</b></i>.</p>",
    ],
    [
      '<p>Use <code>foo()</code> con <b>la opción <code>-v</code></b> para ver más.</p>',
      "<p>Usi <code>foo()</code> amb <b>l'opció <code>-v</code></b> per a veure més.</p>",
    ],
    [
      '<p>Calle Mayor 3<br>\n08001 Barcelona<br/>España</p>',
      '<p>Calle Major 3<br> 08001 Barcelona<br/>Espanya</p>',
    ],
    [
      '<p>Ayer fui al cine<b> con </b>mis amigos<i></i>.</p>',
      '<p>Ahir vaig ser al cinema<b> amb </b>els meus amics<i></i>.</p>',
    ],
  ];
  for (const [source, expected] of cases) {
    assert.equal(await model.translate(source, { format: 'html' }), expected);
  }
  const chunks = [];
  const html = cases.map(([source]) => source.repeat(8)).join('\n');
  for await (const { text } of model.stream(html, { format: 'html' })) chunks.push(text);
  assert.ok(chunks.length > 1);
  assert.equal(chunks.join(''), await model.translate(html, { format: 'html' }));
});
