/** @file Tests of the commands with models of every format: a file, a folder, an archive. */

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { loadEngine } from '../../../web/engine/index.js';
import { filesOf, references, referenceOf, textOf } from '../../web/support/references.js';
import { writeZip } from '../../web/support/zip-file.js';
import { pathOf, run } from '../support/process.js';

const temporary = mkdtempSync(join(tmpdir(), 'stepglot-formats-'));
after(() => rmSync(temporary, { recursive: true }));

const engine = await loadEngine();

/** @param {string} name */
const folderOf = (name) => pathOf(`tests/data/formats/${name}`);

/**
 * @param {string} model
 * @param {...string} args
 * @returns {Promise<string>} What `translate` writes.
 */
async function translate(model, ...args) {
  const { stdout, stderr, code } = await run(['translate', '--model', model, ...args]);
  assert.deepEqual([stderr, code], ['', 0]);
  return stdout;
}

const opus = referenceOf('opus');
const sentence = String(opus.sentences[0].text);
const limit = ['--max-length', '14', '--target-token', '>>deu<<'];

describe('translate', async () => {
  const model = await engine.loadModel({ files: filesOf(opus) });
  const { text } = model.translate(sentence, { maxLength: 14, targetToken: '>>deu<<' });
  const expected = `${text}\n`;

  test('takes a folder', async () => {
    assert.equal(await translate(folderOf('opus'), ...limit, sentence), expected);
  });

  test('takes a folder in a folder, and passes over what belongs to no model', async () => {
    const outer = join(temporary, 'outer');
    cpSync(folderOf('opus'), join(outer, 'opus-mt'), { recursive: true });
    writeFileSync(join(outer, 'README.md'), '# Notes');
    writeFileSync(join(outer, 'opus-mt', 'pytorch_model.bin'), 'the same once more');
    writeFileSync(join(outer, 'opus-mt', '.gitattributes'), '');
    assert.equal(await translate(outer, ...limit, sentence), expected);
  });

  test('takes an archive', async () => {
    const path = join(temporary, 'opus.zip');
    writeFileSync(path, writeZip(filesOf(opus)));
    assert.equal(await translate(path, ...limit, sentence), expected);
  });

  test('takes an Argos package, packed and unpacked', async () => {
    const packed = join(folderOf('argos'), 'tiny.argosmodel');
    const whole = await translate(packed, sentence);
    assert.equal(await translate(folderOf('argos'), sentence), whole);
  });

  test('uses the model’s own search, which flags win over', async () => {
    const [name, ...args] = ['argos', '--max-length', '14', sentence];
    const argos = await engine.loadModel({ files: filesOf(referenceOf(name)) });
    const { normalizedScore } = argos.translate(sentence, { maxLength: 14 });
    const own = JSON.parse(await translate(folderOf(name), '--json', ...args));
    assert.equal(own.normalizedScore, normalizedScore);
    const flags = ['--length-penalty', '2', '--no-replace-unknowns', '--beam', '1'];
    const other = JSON.parse(await translate(folderOf(name), '--json', ...flags, ...args));
    const options = { lengthPenalty: 2, replaceUnknowns: false, beam: 1, maxLength: 14 };
    assert.equal(other.normalizedScore, argos.translate(sentence, options).normalizedScore);
    assert.notEqual(other.normalizedScore, normalizedScore);
    argos.free();
  });

  test('chooses the target token by --to, and lists them for one that is unknown', async () => {
    const tokens = /** @type {const} */ ([
      ['de', '>>deu<<'],
      ['fr', '>>fra<<'],
    ]);
    for (const [to, targetToken] of tokens) {
      const chosen = model.translate(sentence, { maxLength: 14, targetToken });
      const flags = ['--max-length', '14', '--to', to];
      assert.equal(await translate(folderOf('opus'), ...flags, sentence), `${chosen.text}\n`);
    }
    const unknown = ['translate', '--model', folderOf('opus'), '--target-token', '>>xyz<<', 'A'];
    const { stderr, code } = await run(unknown);
    assert.equal(code, 1);
    assert.match(stderr, />>xyz<<.*it has >>deu<<, >>fra<</);
  });

  test('uses the shortlist unless told not to', async () => {
    const marian = referenceOf('marian-intgemm8');
    const { shortlist, text: source } = marian.sentences[0];
    assert.ok(shortlist);
    const args = ['--json', '--beam', '1', '--max-length', '14', String(source)];
    const limited = JSON.parse(await translate(folderOf('marian-intgemm8'), ...args));
    for (const id of limited.tokens) assert.ok(shortlist.ids.includes(id), `${id}`);
    const free = JSON.parse(
      await translate(folderOf('marian-intgemm8'), '--no-shortlist', ...args),
    );
    assert.notDeepEqual(free.tokens, limited.tokens);
  });
});

describe('a model without a tokenizer', async () => {
  const name = 'ct2-v4-int8';
  const reference = referenceOf(name);
  const { pieces } = reference.sentences[0];
  const model = await engine.loadModel({ files: filesOf(reference) });
  const limits = ['--max-length', '6'];

  test('takes and gives pieces', async () => {
    const result = model.translate({ pieces }, { maxLength: 6 });
    const written = await translate(folderOf(name), '--pieces', ...limits, pieces.join(' '));
    assert.equal(written, `${result.pieces.join(' ')}\n`);
    const tree = await translate(folderOf(name), '--pieces', '--tree', ...limits, pieces.join(' '));
    assert.match(tree, /#1 /);
    const args = ['--pieces', '--alternatives', '2', ...limits, pieces.join(' ')];
    assert.equal((await translate(folderOf(name), ...args)).split('\n').length, 3);
    assert.equal(await translate(folderOf(name), '--pieces', ''), '\n');
  });

  test('says so when it gets a text', async () => {
    const { stdout, stderr, code } = await run(['translate', '-m', folderOf(name), 'A text.']);
    assert.deepEqual([stdout, code], ['', 1]);
    assert.match(
      stderr,
      /ct2-v4-int8 has no tokenizer, .* pieces separated by blanks and --pieces\n$/,
    );
    const streamed = await run(['translate', '-m', folderOf(name), '--stream', 'A text.']);
    assert.match(streamed.stderr, /has no tokenizer, .*: --stream is not for it\n$/);
  });

  test('is prompted for pieces', async () => {
    const prompt = await run(['--model', folderOf(name)], `${pieces.join(' ')}\n`, {
      script: 'scripts/cli/prompt.mjs',
    });
    const { text } = model.translate({ pieces }, { beam: 1 });
    assert.equal(prompt.stdout, `${text}\n`);
  });
});

describe('inspect and convert', () => {
  for (const reference of references) {
    test(`open ${reference.name}`, async () => {
      const folder = folderOf(reference.name);
      const { stdout, stderr, code } = await run(['inspect', folder]);
      assert.deepEqual([stderr, code], ['', 0]);
      assert.ok(stdout.startsWith(`model\n  format          ${reference.format}\n`), stdout);

      const output = join(temporary, `${reference.name}.safetensors`);
      const languages = ['--source-language', 'fr', '--target-language', 'pt-br'];
      const args = ['convert', '--type', 'float32', ...languages, folder, output];
      const converted = await run(args);
      assert.deepEqual([converted.stdout, converted.code], ['', 0], converted.stderr);
      const model = await engine.loadModel({ files: filesOf(reference) });
      const copy = await engine.loadModel(readFileSync(output));
      assert.equal(`${copy.info.sourceLanguage} ${copy.info.targetLanguage}`, 'fr pt-BR');
      const texts = reference.sentences.map(textOf);
      const ids = (/** @type {typeof model} */ each) =>
        each.translate(texts, { maxLength: 14 }).map(({ tokens, text }) => [tokens, text]);
      assert.deepEqual(ids(copy), ids(model));
      model.free();
      copy.free();
    });
  }

  test('inspect lists target tokens', async () => {
    const { stdout } = await run(['inspect', folderOf('opus')]);
    assert.match(stdout, /^ {2}target tokens +>>deu<< \(de\), >>fra<< \(fr\)$/m);
    assert.doesNotMatch(
      (await run(['inspect', pathOf('tests/data/tiny-pre.safetensors')])).stdout,
      /target tokens/,
    );
  });

  test('a wrong language is refused', async () => {
    const output = join(temporary, 'never');
    const args = ['convert', '--source-language', 'no language', folderOf('opus'), output];
    const { stderr, code } = await run(args);
    assert.equal(code, 1);
    assert.match(stderr, /sourceLanguage must be a BCP 47 language tag/);
  });
});

describe('what is no model', () => {
  const empty = join(temporary, 'empty');
  mkdirSync(empty);
  const notes = join(temporary, 'notes');
  mkdirSync(notes);
  writeFileSync(join(notes, 'notes.txt'), 'Just notes.');
  const bare = join(temporary, 'bare');
  cpSync(folderOf('marian-ssru'), bare, { recursive: true });
  for (const name of ['srcvocab.spm', 'trgvocab.spm']) rmSync(join(bare, name));

  const cases = /** @type {[string, RegExp][]} */ ([
    [empty, /^stepglot inspect: cannot read .*empty: the folder holds no model files\n$/],
    [notes, /^stepglot inspect: cannot load .*notes.*: no model among these files: notes\.txt/],
    [
      join(notes, 'notes.txt'),
      /^stepglot inspect: cannot load \S+notes\.txt: no model among these files: \S+notes\.txt/,
    ],
    [bare, /^stepglot inspect: cannot load .*bare.*vocabulary: expected/],
    [join(temporary, 'nowhere'), /^stepglot inspect: cannot read .*nowhere: no such file/],
  ]);
  for (const [path, message] of cases) {
    test(`${path.slice(temporary.length + 1)} is named with what is wrong`, async () => {
      const { stdout, stderr, code } = await run(['inspect', path]);
      assert.deepEqual([stdout, code], ['', 1]);
      assert.match(stderr, message);
      assert.equal(stderr.split('\n').length, 2);
    });
  }
});
