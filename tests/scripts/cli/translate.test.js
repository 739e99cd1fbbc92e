/** @file Tests of `stepglot translate`: arguments, files, pipes, formats, endings. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { text } from 'node:stream/consumers';
import { loadEngine } from '../../../web/engine/index.js';
import { run, start, tinyModel } from '../support/process.js';

const LENGTH = 6;
const base = ['translate', '--model', tinyModel, '--max-length', String(LENGTH)];

const engine = await loadEngine();
const model = await engine.loadModel(readFileSync(tinyModel));

/** @param {string[]} lines */
const translations = (lines) => model.translate(lines, { maxLength: LENGTH });

/** @param {string[]} lines */
const expectedOutput = (lines) =>
  translations(lines)
    .map((result) => `${result.text}\n`)
    .join('');

const folder = mkdtempSync(join(tmpdir(), 'stepglot-'));
after(() => rmSync(folder, { recursive: true }));

const lines = ['The house is old.', '', 'A dog. A cat!', '  two  blanks  ', 'Grün 🙂'];

test('the default model translates Spanish to Catalan', async () => {
  const { stdout, stderr, code } = await run(['translate', '¿Desea guardar los cambios?']);
  assert.deepEqual([stdout, stderr, code], ['Desitja guardar els canvis?\n', '', 0]);
});

test('each argument gives a line', async () => {
  const { stdout, stderr, code } = await run([...base, ...lines]);
  assert.deepEqual([stdout, stderr, code], [expectedOutput(lines), '', 0]);
});

test('an argument may look like an option', async () => {
  const { stdout } = await run([...base, '--', '--help']);
  assert.equal(stdout, expectedOutput(['--help']));
});

test('standard input and files are translated line by line', async () => {
  const path = join(folder, 'lines.txt');
  writeFileSync(path, `${lines.join('\n')}\n`);
  const expected = expectedOutput(lines);
  assert.equal((await run(base, `${lines.join('\n')}\n`)).stdout, expected);
  assert.equal((await run([...base, '--file', path])).stdout, expected);
  assert.equal((await run([...base, '--file', '-'], readFileSync(path))).stdout, expected);
});

test('the last line counts without a newline', async () => {
  assert.equal((await run(base, lines.join('\n'))).stdout, expectedOutput(lines));
});

test('--line-breaks paragraphs joins lines that are only wrapped', async () => {
  const flags = [...base, '--line-breaks', 'paragraphs'];
  const wrapped = 'The house\nis old. A\ndog.\n\n- A cat\n- A dog';
  const joined = ['The house is old. A dog.', '', '- A cat\n- A dog'];
  assert.equal((await run(flags, wrapped)).stdout, expectedOutput(joined));
  assert.equal((await run([...flags, wrapped])).stdout, expectedOutput([joined.join('\n')]));
  assert.equal((await run([...flags, '--stream'], wrapped)).stdout, expectedOutput(joined));
  const objects = (await run([...flags, '--json'], wrapped)).stdout.trimEnd().split('\n');
  assert.equal(JSON.parse(objects[0]).source, 'The house\nis old. A\ndog.');
  const { stderr, code } = await run([...flags, '--pieces'], '▁a');
  assert.deepEqual([/--pieces excludes --line-breaks/.test(stderr), code], [true, 2]);
});

test('tabs separate cells, each a text of its own', async () => {
  const { stdout } = await run([...base, 'A dog.\tA cat\t\tGrün']);
  const cells = translations(['A dog.', 'A cat', 'Grün']).map((result) => result.text);
  assert.equal(stdout, `${cells[0]}\t${cells[1]}\t\t${cells[2]}\n`);
});

test('no input gives no output', async () => {
  assert.deepEqual(await run(base, ''), { stdout: '', stderr: '', code: 0 });
});

test('CRLF, byte order mark and bytes that are not UTF-8', async () => {
  const bytes = Buffer.concat([
    Buffer.from('\uFEFFA dog.\r\n\r\nA \uFEFFcat\r\n'),
    Buffer.of(0x41, 0xff, 0x20, 0xc3, 0x0a),
    Buffer.from('End'),
  ]);
  const { stdout } = await run(base, bytes);
  assert.equal(stdout, expectedOutput(['A dog.', '', 'A \uFEFFcat', 'Aÿ Ã', 'End']));
});

test('--json writes what the library gives', async () => {
  const { stdout } = await run([...base, '--json'], lines.join('\n'));
  const objects = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    objects,
    translations(lines).map((result, i) => ({ source: lines[i], ...result })),
  );
});

test('--pieces takes and gives vocabulary pieces', async () => {
  const { ids, pieces } = model.tokenize('The old house');
  const bare = pieces.slice(0, -1);
  assert.equal(model.info.config.eos, ids.at(-1));
  const [result] = translations(['The old house']);
  const { stdout } = await run([...base, '--pieces'], `${bare.join(' ')}\n\n`);
  assert.equal(stdout, `${result.pieces.join(' ')}\n\n`);
  const unknown = await run([...base, '--pieces', 'no-such-piece']);
  const [unknownResult] = model.translate([{ pieces: ['no-such-piece'] }], { maxLength: LENGTH });
  assert.equal(unknown.stdout, `${unknownResult.pieces.join(' ')}\n`);
});

test('--stream, --no-cache and --batch change nothing but the way', async () => {
  const expected = expectedOutput(lines);
  for (const flags of [['--stream'], ['--no-cache'], ['--batch', '1'], ['--batch', '64']]) {
    assert.equal((await run([...base, ...flags], lines.join('\n'))).stdout, expected, flags[0]);
  }
});

test('a pipe that waits for each answer gets it', { timeout: 20_000 }, async () => {
  const child = start(base);
  for (const line of ['A dog.', 'A cat.', 'The house is old.']) {
    child.stdin.write(`${line}\n`);
    const [answer] = await once(child.stdout, 'data');
    assert.equal(String(answer), expectedOutput([line]));
  }
  child.stdin.end();
  assert.deepEqual(await once(child, 'close'), [0, null]);
});

test('Windows-1252 and UTF-16 are read, and the answers are in UTF-8', async () => {
  const given = 'El café está frío.\nUna casa.\n';
  const expected = expectedOutput(given.trimEnd().split('\n'));
  const windows = await run(base, Buffer.from(given, 'latin1'));
  assert.deepEqual([windows.stdout, windows.code], [expected, 0]);
  const notice =
    'stepglot: standard input: line 1 is not UTF-8; it and such lines after it are read as Windows-1252';
  assert.equal(windows.stderr, `${notice}\n`);
  const wide = await run(base, Buffer.from(`\ufeff${given}`, 'utf16le'));
  assert.deepEqual([wide.stdout, wide.stderr, wide.code], [expected, '', 0]);
});

test('what is not text is rejected with its name', async () => {
  const { stdout, stderr, code } = await run([...base, '--file', tinyModel]);
  assert.deepEqual([stdout, code], ['', 1]);
  assert.match(stderr, /^stepglot translate: .*tiny-pre\.safetensors is not a text file/);
  const wide = await run(base, Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]));
  assert.deepEqual([wide.stdout, wide.code], ['', 1]);
  assert.match(wide.stderr, /^stepglot translate: standard input is in UTF-32/);
});

test('many lines keep their order in little memory', async () => {
  // Blank lines cost no decoding and make the text larger than the memory allowed: 40 MB in 24.
  const few = Array.from({ length: 25 }, (_, i) => [
    `House ${i}${' and garden'.repeat(i % 7)}`,
    ' '.repeat(4000 + i),
  ]).flat();
  const results = model
    .translate(few, { maxLength: 2, protect: false })
    .map((result) => result.text);
  const rounds = 400;
  const nodeFlags = ['--max-old-space-size=24'];
  const args = ['translate', '--model', tinyModel, '--max-length', '2', '--batch', '32'];
  args.push('--no-protect');
  const input = `${few.join('\n')}\n`.repeat(rounds);
  const { stdout, stderr, code } = await run(args, input, { nodeFlags });
  assert.deepEqual([stderr, code], ['', 0]);
  assert.ok(
    stdout === `${results.join('\n')}\n`.repeat(rounds),
    'output in the order of the input',
  );
});

test('a closed pipe ends the command quietly', { timeout: 20_000 }, async () => {
  const child = start(base);
  const errors = text(child.stderr);
  child.stdin.write('A dog.\n'.repeat(20_000));
  await once(child.stdout, 'data');
  child.stdout.destroy();
  assert.deepEqual(await once(child, 'exit'), [0, null]);
  assert.equal(await errors, '');
});

test('Ctrl-C ends the command while it waits and while it works', { timeout: 20_000 }, async () => {
  const waiting = start(base);
  waiting.stdin.write('A dog.\n');
  await once(waiting.stdout, 'data');
  waiting.kill('SIGINT');
  assert.deepEqual(await once(waiting, 'exit'), [130, null]);

  const working = start(['translate', '--model', tinyModel, '--stream']);
  const errors = text(working.stderr);
  working.stdin.end('The old house is in the green garden. '.repeat(20_000));
  await once(working.stdout, 'data');
  working.kill('SIGINT');
  const before = performance.now();
  assert.deepEqual(await once(working, 'exit'), [130, null]);
  assert.ok(performance.now() - before < 2000);
  assert.equal(await errors, '');
});
