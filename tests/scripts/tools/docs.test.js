/** @file Tests that the files which follow from others are as `npm run docs` writes them. */

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { decodeOptions } from '../../../web/engine/internal.js';
import { writtenFiles } from '../../../scripts/tools/docs/written-files.mjs';

for (const [path, text] of Object.entries(writtenFiles())) {
  test(`${path} is as its sources say`, () => {
    const file = new URL(`../../../${path}`, import.meta.url);
    const found = existsSync(file) ? readFileSync(file, 'utf8') : '';
    assert.ok(found === text, `${path} differs: npm run docs`);
  });
}

test('the reference has every option with its values and default', () => {
  const lines = writtenFiles()['docs/search.md'].split('\n');
  for (const { name } of decodeOptions) {
    assert.equal(lines.filter((line) => line.startsWith(`| \`${name}\` |`)).length, 1, name);
  }
  assert.ok(lines.some((line) => line.startsWith('| `beam` | `--beam N` | 1 to 64 | 4 | Hypo')));
  assert.ok(lines.some((line) => line.includes('| `--length-normalization gnmt\\|power` |')));
});

test('the types name each option with its type, range and default', () => {
  const flat = writtenFiles()['web/engine/arguments/decode-types.js'].replace(/\s+\*\s+/g, ' ');
  const most =
    '@property {number} [maxLength] Most tokens of a translated sentence, 1 to 4096 (default 256).';
  assert.ok(flat.includes(most));
  assert.ok(flat.includes("@property {'gnmt' | 'power'} [lengthNormalization]"));
  for (const name of ['TranslateOptions', 'StartOptions', 'AlternativesOptions', 'ScoreOptions']) {
    assert.match(flat, new RegExp(`@typedef \\{Pick<AllOptions, [^}]+> ?\\} ${name}`));
  }
});
