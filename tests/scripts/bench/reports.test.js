/** @file The text of benchmarks, and the sections of the page that holds it. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { withSection } from '../../../scripts/bench/document.mjs';
import { peersReport } from '../../../scripts/bench/peers-report.mjs';
import { packageVersion, versionList } from '../../../scripts/bench/machine.mjs';

const times = { a: 1, b: 2, ratio: 2, least: 1.5, most: 2.25, stepglot: 850.4 };
const speeds = { fast: times, faithful: { ...times, ratio: 1.25 }, peer: 42.26 };

/** @type {import('../../../scripts/bench/peers-report.mjs').PeerFigures} */
const figures = {
  date: '2026-01-31',
  machine: { cpu: 'a processor', cores: 2, node: 'v20.0.0' },
  versions: { Stepglot: '1.0.0', Chromium: undefined },
  runs: 7,
  sentences: 32,
  length: 25,
  bergamot: [{ name: 'ssru', title: 'tiny', one: speeds, many: speeds }],
  transformers: [],
  missing: ['Transformers.js is missing: npm ci installs it'],
};

suite('the report on peers', () => {
  const text = peersReport(figures);

  test('says where, when and with what it was measured', () => {
    assert.match(text, /2026-01-31: a processor, 2 cores/);
    assert.match(text, /Stepglot 1\.0\.0\./);
  });

  test('has speeds and ratios', () => {
    assert.match(text, /\| tiny +\| +850 \| +42\.3 \| +2\.00x \(1\.50 to 2\.25\) \| +1\.25x \|/);
  });

  test('names what is missing', () => {
    assert.match(text, /Not compared: Transformers\.js is missing/);
    assert.doesNotMatch(text, /in Chromium/);
  });
});

suite('a section of the page', () => {
  const page = readFileSync(new URL('../../../docs/benchmarks.md', import.meta.url), 'utf8');

  for (const name of ['arithmetics', 'peers', 'roofline', 'scaling']) {
    test(`is replaced, others are kept: ${name}`, () => {
      const once = withSection(page, name, 'some text');
      assert.equal(once.match(/some text/g)?.length, 1);
      assert.equal(withSection(once, name, 'some text'), once);
      const other = name === 'peers' ? 'scaling' : 'peers';
      const [kept] = page.match(new RegExp(`<!-- ${other}[^]*<!-- End of ${other}`)) ?? [];
      assert.ok(kept && once.includes(kept));
    });
  }

  test('has to be there', () => {
    assert.throws(() => withSection('# Benchmarks', 'peers', ''), /lacks <!-- peers/);
  });
});

test('versions are those that are installed', () => {
  assert.match(String(packageVersion('@browsermt/bergamot-translator')), /^\d/);
  assert.equal(packageVersion('no-such-package'), undefined);
  assert.equal(versionList({ A: '1', B: undefined, C: '2' }), 'A 1, C 2');
});
