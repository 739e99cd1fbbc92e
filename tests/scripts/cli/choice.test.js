/** @file Tests of which model the commands take: by language pair, by name, or none at all. */

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { listen, pageServer } from '../../../scripts/tools/serve.mjs';
import { loadEngine } from '../../../web/engine/index.js';
import { copyTinyModels, tinyModel, writeManifest } from '../../web/support/tiny-pairs.js';
import { pathOf, run } from '../support/process.js';

const folder = mkdtempSync(join(tmpdir(), 'stepglot-choice-'));
after(() => rmSync(folder, { recursive: true }));
// Where the command keeps what it downloads.
process.env.XDG_CACHE_HOME = join(folder, 'cache');

const entries = copyTinyModels(folder);
const manifest = writeManifest(folder, entries);
const chosen = ['--manifest', manifest];
const shortened = ['--max-length', '8'];

const engine = await loadEngine();
const text = 'A dog. The house is old.';

/**
 * @param {'es-ca' | 'ca-es' | 'es-en'} id
 * @returns {Promise<string>} What `translate` must write.
 */
async function translationBy(id) {
  const model = await engine.loadModel(tinyModel(id));
  const { text: translated } = model.translate(text, { maxLength: 8 });
  model.free();
  return `${translated}\n`;
}

/** @param {...string} args */
const translate = (...args) => run(['translate', ...chosen, ...shortened, ...args, text]);

describe('translate', () => {
  const cases = /** @type {[string[], 'es-ca' | 'ca-es' | 'es-en'][]} */ ([
    [['--from', 'es', '--to', 'ca'], 'es-ca'],
    [['--from', 'ca', '--to', 'es'], 'ca-es'],
    [['--from', 'es', '--to', 'en'], 'es-en'],
    [['--from', 'ca'], 'ca-es'],
    [['--to', 'en'], 'es-en'],
    [['--from', 'ES-mx', '--to', 'ca-ES'], 'es-ca'],
    [['--from', 'es_MX', '--to', 'cat'], 'es-ca'],
  ]);
  for (const [args, id] of cases) {
    test(`takes ${id} for ${args.join(' ')}`, async () => {
      const { stdout, stderr, code } = await translate(...args);
      assert.deepEqual([stderr, stdout, code], ['', await translationBy(id), 0]);
    });
  }

  test('any number of threads translates the same, and one out of range is refused', async () => {
    const pair = ['--from', 'es', '--to', 'ca'];
    for (const threads of ['1', '3']) {
      const { stdout, code } = await translate(...pair, '--threads', threads);
      assert.deepEqual([stdout, code], [await translationBy('es-ca'), 0]);
    }
    for (const threads of ['0', '33', '2.5', 'x']) {
      const { stderr, code } = await translate(...pair, '--threads', threads);
      assert.match(stderr, /--threads must be an integer from 1 to 32, not /);
      assert.equal(code, 2);
    }
  });

  test('the models differ in what they translate', async () => {
    const texts = await Promise.all([
      translationBy('es-ca'),
      translationBy('ca-es'),
      translationBy('es-en'),
    ]);
    assert.equal(new Set(texts).size, 3);
  });

  const refused = /** @type {[string[], string][]} */ ([
    [
      ['--from', 'es'],
      'several models fit from es: es-ca (Spanish to Catalan), es-en (Spanish to English); add --to',
    ],
    [
      ['--from', 'ca', '--to', 'en'],
      'there is no model from ca to en; the models are es-ca (Spanish to Catalan), ' +
        'ca-es (Catalan to Spanish), es-en (Spanish to English)',
    ],
    [
      ['--to', 'fr'],
      'there is no model to fr; the models are es-ca (Spanish to Catalan), ' +
        'ca-es (Catalan to Spanish), es-en (Spanish to English)',
    ],
    [['--from', 'e'], '--from must be a language tag such as es or pt-BR, not "e"'],
    [['--to', ''], '--to must be a language tag such as es or pt-BR, not ""'],
    [['--model', manifest], `--manifest excludes the model ${manifest}`],
  ]);
  for (const [args, message] of refused) {
    test(`says why nothing fits ${args.join(' ')}`, async () => {
      const { stdout, stderr, code } = await translate(...args);
      assert.equal(stderr, `stepglot translate: ${message} (see stepglot translate --help)\n`);
      assert.deepEqual([stdout, code], ['', 2]);
    });
  }

  test('the only model of a manifest needs no flags', async () => {
    const one = mkdtempSync(join(folder, 'one-'));
    const args = ['--manifest', writeManifest(one, copyTinyModels(one, ['ca-es']))];
    const { stdout, stderr } = await run(['translate', ...args, ...shortened, text]);
    assert.deepEqual([stderr, stdout], ['', await translationBy('ca-es')]);
  });

  test('without flags Spanish to Catalan is what a manifest gives', async () => {
    const { stdout, stderr } = await translate();
    assert.deepEqual([stderr, stdout], ['', await translationBy('es-ca')]);
  });

  test('without that pair a manifest of several needs flags', async () => {
    const two = mkdtempSync(join(folder, 'two-'));
    const args = ['--manifest', writeManifest(two, copyTinyModels(two, ['ca-es', 'es-en']))];
    const { stdout, stderr, code } = await run(['translate', ...args, text]);
    const models = 'ca-es (Catalan to Spanish), es-en (Spanish to English)';
    assert.ok(stderr.includes(`several models fit: ${models}; add --from and --to`), stderr);
    assert.deepEqual([stdout, code], ['', 2]);
  });

  test('without a manifest the models are those that come with Stepglot', async () => {
    const { stderr, code } = await run(['translate', '--from', 'tlh', text]);
    assert.match(
      stderr,
      /there is no model from tlh; the models are .*en-de \(English to German\)/,
    );
    assert.equal(code, 2);
    const args = ['translate', '--from', 'en', '--to', 'de', 'Open the file.'];
    assert.equal((await run(args)).stdout, 'Öffnen Sie die Datei.\n');
  });
});

describe('a model file that is not what its manifest says', () => {
  const damaged = mkdtempSync(join(folder, 'damaged-'));
  const args = ['--manifest', writeManifest(damaged, copyTinyModels(damaged))];

  test('is refused when it is cut short, and listed as unavailable', async () => {
    truncateSync(join(damaged, 'es-ca.safetensors'), 1000);
    const { stdout, stderr, code } = await run(['translate', ...args, '--to', 'ca', text]);
    assert.deepEqual([stdout, code], ['', 1]);
    const expected = `the file has 1000 bytes, the manifest says ${entries[0].bytes}`;
    assert.ok(stderr.startsWith(`stepglot translate: model es-ca: ${expected} (`), stderr);
    assert.match((await run(['models', ...args])).stdout, /^ {2}es-ca .* unavailable .*$/m);
  });

  test('is refused when a byte of it is wrong', async () => {
    const path = join(damaged, 'ca-es.safetensors');
    const bytes = readFileSync(path);
    bytes[bytes.length - 1] ^= 1;
    writeFileSync(path, bytes);
    const { stdout, stderr, code } = await run(['translate', ...args, '--from', 'ca', text]);
    assert.deepEqual([stdout, code], ['', 1]);
    assert.match(stderr, /^stepglot translate: model ca-es: the file's SHA-256 is /);
  });

  test('is refused when it is missing', async () => {
    rmSync(join(damaged, 'es-en.safetensors'));
    const { stderr, code } = await run(['translate', ...args, '--to', 'en', text]);
    assert.equal(code, 1);
    assert.match(stderr, /^stepglot translate: model es-en: there is no file file:/);
  });

  test('nor is a manifest made up', async () => {
    const { stderr, code } = await run(['models', '--manifest', join(damaged, 'none.json')]);
    assert.equal(code, 1);
    assert.match(stderr, /^stepglot models: there is no manifest file:.*none\.json\n$/);
    const notes = await run(['models', '--manifest', pathOf('tests/data/README.md')]);
    assert.match(notes.stderr, /README\.md is not JSON\n$/);
  });
});

test('models of a manifest on the net are downloaded once, and kept', async (t) => {
  const server = pageServer(folder);
  const address = `http://127.0.0.1:${await listen(server, '127.0.0.1', 0)}/models.json`;
  t.after(() => server.close());
  /** @type {(string | undefined)[]} */
  const asked = [];
  server.on('request', ({ url }) => asked.push(url));
  const args = ['--manifest', address];
  const states = async () => {
    const { stdout } = await run(['models', '--json', ...args]);
    return JSON.parse(stdout).map((/** @type {any} */ { state }) => state);
  };
  assert.deepEqual(await states(), ['downloadable', 'downloadable', 'downloadable']);
  for (let visit = 0; visit < 2; visit++) {
    const pair = ['--from', 'ca', '--to', 'es'];
    const { stdout, stderr } = await run(['translate', ...args, ...pair, ...shortened, text]);
    assert.deepEqual([stderr, stdout], ['', await translationBy('ca-es')]);
  }
  assert.deepEqual(await states(), ['downloadable', 'available', 'downloadable']);
  assert.deepEqual(
    asked.filter((url) => url !== '/models.json'),
    ['/ca-es.safetensors'],
  );
});

describe('a model that is named', () => {
  const native = pathOf('tests/data/tiny-pre.safetensors');
  const silent = pathOf('tests/data/formats/marian-npz');

  test('must be of the languages that are asked for', async () => {
    for (const [args, message] of /** @type {[string[], string][]} */ ([
      [['--from', 'es'], `--from es: ${native} translates from en`],
      [['--from', 'en', '--to', 'ca'], `--to ca: ${native} translates to de`],
    ])) {
      const { stdout, stderr, code } = await run(['translate', '--model', native, ...args, text]);
      assert.deepEqual([stdout, code], ['', 2]);
      assert.equal(stderr, `stepglot translate: ${message} (see stepglot translate --help)\n`);
    }
    const args = ['--model', native, '--from', 'en-GB', '--to', 'de-AT', ...shortened];
    const { stdout, stderr } = await run(['translate', ...args, text]);
    assert.deepEqual([stderr, stdout], ['', await translationBy('es-ca')]);
  });

  test('has the languages that are asked for when it does not say', async () => {
    const { stdout } = await run(['inspect', '--json', silent, '--from', 'EN', '--to', 'pt-br']);
    const { sourceLanguage, targetLanguage } = JSON.parse(stdout);
    assert.deepEqual([sourceLanguage, targetLanguage], ['en', 'pt-BR']);
    assert.match((await run(['inspect', silent])).stdout, /languages +unknown to unknown/);
  });
});

test('inspect shows the model of a pair', async () => {
  const { stdout, stderr, code } = await run(['inspect', ...chosen, '--from', 'ca', '--json']);
  assert.deepEqual([stderr, code], ['', 0]);
  const model = await engine.loadModel(tinyModel('ca-es'));
  const { config, ...info } = JSON.parse(stdout);
  assert.deepEqual([info.sourceLanguage, info.targetLanguage], ['ca', 'es']);
  assert.deepEqual(info.tensors, model.info.tensors);
  assert.equal(config.d_model, model.info.config.d_model);
  model.free();
  const both = await run(['inspect', ...chosen, '--from', 'ca', pathOf('tests/data')]);
  assert.deepEqual([both.stdout, both.code], ['', 2]);
});

test('evaluate scores the model of a pair', async () => {
  const source = join(folder, 'source');
  const reference = join(folder, 'reference');
  writeFileSync(source, `${text}\n`);
  writeFileSync(reference, await translationBy('ca-es'));
  const args = ['-s', source, '-r', reference, ...shortened, '--json'];
  const pair = ['--from', 'ca', '--to', 'es'];
  const { stdout, stderr } = await run(['evaluate', ...chosen, ...pair, ...args]);
  assert.equal(stderr, `translating 1 lines with ${join(folder, 'ca-es.safetensors')}\n`);
  assert.equal(JSON.parse(stdout).chrf.score, 100);
  const other = await run(['evaluate', ...chosen, '--to', 'ca', ...args]);
  assert.notEqual(JSON.parse(other.stdout).chrf.score, 100);
});

test('the prompt takes the model of a pair, and refuses others', async () => {
  const script = 'scripts/cli/prompt.mjs';
  const model = await engine.loadModel(tinyModel('es-en'));
  const { stdout, stderr } = await run([...chosen, '--to', 'en'], `${text}\n`, { script });
  assert.deepEqual([stderr, stdout], ['', `${model.translate(text, { beam: 1 }).text}\n`]);
  model.free();
  const refused = await run([...chosen, '--from', 'es'], '', { script });
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /^stepglot: several models fit from es: es-ca .*; add --to\n$/);
  assert.equal((await run(['--form', 'es'], '', { script })).code, 2);
});

test('the arithmetic is chosen by a flag', async () => {
  const file = join(folder, 'int8.safetensors');
  const float32 = await engine.loadModel(tinyModel('es-en'));
  writeFileSync(file, float32.save('int8'));
  float32.free();
  const command = ['translate', '--model', file, '--json', ...shortened];
  const logProbs = [];
  for (const arithmetic of /** @type {const} */ (['faithful', 'fast'])) {
    const model = await engine.loadModel(readFileSync(file), { arithmetic });
    const { stdout } = await run([...command, '--arithmetic', arithmetic, text]);
    logProbs.push(JSON.parse(stdout).logProbs);
    assert.deepEqual(logProbs.at(-1), model.translate(text, { maxLength: 8 }).logProbs);
    model.free();
  }
  assert.notDeepEqual(logProbs[0], logProbs[1]);
  const { stderr, code } = await run([...command, '--arithmetic', 'exact', text]);
  assert.equal(code, 2);
  assert.match(stderr, /--arithmetic must be faithful or fast, not exact/);
});

describe('models', () => {
  test('lists what comes with Stepglot', async () => {
    const shipped = JSON.parse(readFileSync(pathOf('web/models/models.json'), 'utf8')).models;
    const { stdout, stderr, code } = await run(['models']);
    assert.deepEqual([stderr, code], ['', 0]);
    const lines = stdout.trimEnd().split('\n');
    assert.match(lines[0], /^ {2}id +from +to +size +state +licence +scores$/);
    assert.equal(lines.length, shipped.length + 1);
    assert.match(
      stdout,
      /^ {2}en-de +en +de +9\.53 MB +available +GPL-3\.0-or-later +BLEU \d+\.\d\d, chrF2 \d+\.\d\d \(/m,
    );
    const listed = JSON.parse((await run(['models', '--json'])).stdout);
    for (const [index, { file, ...entry }] of shipped.entries()) {
      const { url, state, ...rest } = listed[index];
      assert.deepEqual([rest, state], [entry, 'available']);
      assert.ok(url.endsWith(`/web/models/${file}`), url);
    }
  });

  test('says when a model was not measured', async () => {
    assert.match(
      (await run(['models', ...chosen])).stdout,
      /^ {2}es-en +es +en +0\.\d\d MB +available +MIT +not measured$/m,
    );
  });

  test('takes no arguments', async () => {
    const { stderr, code } = await run(['models', 'es']);
    assert.equal(code, 2);
    assert.match(stderr, /^stepglot models: unexpected argument "es"/);
  });
});
