/** @file The text of benchmarks, and the sections of the page that holds it. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { withSection } from '../../../scripts/bench/document.mjs';
import { peersReport } from '../../../scripts/bench/peers-report.mjs';
import { startReport } from '../../../scripts/bench/start.mjs';
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

suite('the report on starts', () => {
  const start = { ready: 812.4, first: 29.71, warm: 19.3, ratio: 1.54 };
  const { date, machine, versions } = figures;
  const text = startReport({
    ...{ date, machine, versions, runs: 5 },
    starts: { chromium: '1.0', atOnce: { ...start, ratio: 8.9 }, later: start, again: start },
    loading: { bytes: 17e6, peer: 100, stepglot: 60, ratio: 0.6, least: 0.5, most: 0.75 },
    memory: { heapBytes: 16.8e6, modelBytes: 9.5e6 },
  });

  test('has the first sentence beside later ones', () => {
    assert.match(text, /\| used at once +\| +812 ms \| +29\.7 ms \| +19\.3 ms \| +8\.9x \|/);
  });

  test('has loading and memory', () => {
    assert.match(text, /\| 0\.60x \(0\.50 to 0\.75\) \|/);
    assert.match(text, /has 16\.80 MB, of which the model's file is 9\.50 MB/);
  });
});

suite('a section of the page', () => {
  const page = readFileSync(new URL('../../../docs/benchmarks.md', import.meta.url), 'utf8');

  for (const name of ['arithmetics', 'peers', 'roofline', 'scaling', 'start']) {
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
