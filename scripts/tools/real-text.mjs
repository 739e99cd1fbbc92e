#!/usr/bin/env node
/** @file Measures the models that come with Stepglot on the lines of real text; raises what is recorded. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatFailures, formatKinds } from '../cli/robustness.mjs';
import { main } from './main.mjs';
import { withSection } from './real-text/card-section.mjs';
import { belowRecord, measure, raised, readScores, scoresPath } from './real-text/scores.mjs';
import { root } from './setup/prefix.mjs';
import { ToolError } from './setup/process.mjs';

const help = `usage: npm run --silent real-text -- [options]

Translates the lines of tests/data/real-text with every model that comes with Stepglot, and prints per
model and kind how many have what they ask for. Fails when a kind is below what is recorded in
${scoresPath}.

  --write     raise the recorded numbers, which never fall, and write the tables of the model cards
  --failures  print the lines that failed, and why
  --help      show this text

Exit code: 0, 1 when something failed, 2 for a bad argument.
`;

const options = /** @type {const} */ ({
  write: { type: 'boolean' },
  failures: { type: 'boolean' },
});

/** @typedef {import('./real-text/scores.mjs').Scores} Scores */

/** @param {Scores} scores */
function writeScores(scores) {
  writeFileSync(join(root, scoresPath), `${JSON.stringify(scores, null, 2)}\n`);
  for (const [id, record] of Object.entries(scores)) {
    const path = join(root, 'web', 'models', `${id}.md`);
    writeFileSync(path, withSection(readFileSync(path, 'utf8'), record));
  }
}

/** @param {ReturnType<typeof import('node:util').parseArgs<{options: typeof options}>>['values']} flags */
async function run(flags) {
  const scores = existsSync(join(root, scoresPath)) ? readScores() : {};
  const measured = await measure((id) => console.error(`real-text: ${id}`));
  const below = Object.entries(measured).flatMap(([id, kinds]) => {
    console.log(`${id}\n\n${formatKinds(kinds)}${flags.failures ? formatFailures(kinds) : ''}`);
    const faults = belowRecord(scores[id] ?? {}, kinds);
    scores[id] = raised(scores[id] ?? {}, kinds);
    return faults.map((fault) => `${id}, ${fault}`);
  });
  if (flags.write) writeScores(scores);
  if (below.length > 0) throw new ToolError(`below the record: ${below.join('; ')}`);
}

await main({ name: 'real-text', help, options, run });
