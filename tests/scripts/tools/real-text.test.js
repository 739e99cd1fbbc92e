/** @file Tests that no model falls below its record on the lines of real text, and that the record is told. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readTestLines } from '../../../scripts/cli/robustness.mjs';
import { isForPair } from '../../../scripts/cli/robustness/test-lines.mjs';
import { cardSection, withSection } from '../../../scripts/tools/real-text/card-section.mjs';
import {
  belowRecord,
  linesPath,
  measure,
  raised,
  readScores,
} from '../../../scripts/tools/real-text/scores.mjs';
import { pathOf } from '../support/process.js';

const scores = readScores();
const lines = await readTestLines(pathOf(linesPath));
const update = 'npm run real-text -- --write';

/** @param {string} id */
const readCard = (id) => readFileSync(pathOf(`web/models/${id}.md`), 'utf8');

test('no model falls below its record', async () => {
  const measured = await measure();
  assert.deepEqual(Object.keys(measured), Object.keys(scores), update);
  const below = Object.entries(measured).flatMap(([id, kinds]) =>
    belowRecord(scores[id], kinds).map((fault) => `${id}, ${fault}`),
  );
  assert.deepEqual(below, [], update);
});

for (const [id, record] of Object.entries(scores)) {
  test(`the record of ${id} counts the lines, and its card has the record`, () => {
    /** @type {Record<string, number>} */
    const counts = {};
    for (const line of lines) {
      const [from, to] = id.split('-');
      if (isForPair(line, from, to)) counts[line.kind] = (counts[line.kind] ?? 0) + 1;
    }
    assert.deepEqual(
      Object.fromEntries(Object.entries(record).map(([kind, figures]) => [kind, figures.lines])),
      counts,
      update,
    );
    assert.ok(readCard(id) === withSection(readCard(id), record), `the card of ${id}: ${update}`);
  });
}

test('each model has 200 to 300 lines, so that pairs weigh the same', () => {
  for (const record of Object.values(scores)) {
    const total = Object.values(record).reduce((sum, figures) => sum + figures.lines, 0);
    assert.ok(total >= 200 && total <= 300, String(total));
  }
});

const kind = { kind: 'a', lines: 5, passed: 3, failures: [] };

test('a record is raised, never lowered; a new kind starts with its first figure', () => {
  const old = { a: { lines: 4, first: 1, passed: 2 }, b: { lines: 2, first: 0, passed: 2 } };
  const kinds = [kind, { ...kind, kind: 'b', passed: 1 }, { ...kind, kind: 'c', passed: 0 }];
  assert.deepEqual(raised(old, kinds), {
    a: { lines: 5, first: 1, passed: 3 },
    b: { lines: 5, first: 0, passed: 2 },
    c: { lines: 5, first: 0, passed: 0 },
  });
  assert.deepEqual(belowRecord(old, kinds), ['b: 1, recorded 2']);
  assert.deepEqual(belowRecord(old, [kind]), ['b: 0, recorded 2']);
});

test('a card gets its section between the markers, and only there', () => {
  const record = { a: { lines: 4, first: 1, passed: 2 }, b: { lines: 6, first: 0, passed: 5 } };
  const section = cardSection(record);
  assert.ok(section.includes('| b | 6 | 0 | 5 |\n| all | 10 | 1 (10.0 %) | 7 (70.0 %) |\n'));
  const card = `before\n\n${cardSection({ a: record.a })}\n\nafter\n`;
  assert.equal(withSection(card, record), `before\n\n${section}\n\nafter\n`);
  assert.throws(() => withSection('no markers', record), /^Error: the card lacks <!-- Real text/);
});
