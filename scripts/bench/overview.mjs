/** @file Measures Stepglot on this machine: a table in the terminal, and JSON on request. */

import { readFileSync, writeFileSync } from 'node:fs';
import { loadEngine } from '../../web/engine/index.js';
import { figureTable } from '../cli/table.mjs';
import { UsageError } from '../cli/usage-error.mjs';
import { compareCache, compareWeights, sentenceTimes } from './decoding.mjs';
import { compareFormats, compareShortlist } from './formats.mjs';
import { compareLexicon } from './lexicon.mjs';
import { timeKernels } from './kernels.mjs';
import { heapAfterSentence, loadTimes, moduleSize } from './loading.mjs';
import { machine as describeMachine } from './machine.mjs';
import { compareBeams, reorderCost } from './search.mjs';
import { kilobytes, megabytes } from './units.mjs';

const help = `usage: npm run bench -- [options]
       npm run bench -- page | peers | scaling | start [options]

Without a word, compares cached with uncached decoding and int8 with float32, in turn in one run, and reports
medians.

  --json FILE  also write the figures to FILE
  --runs N     pairs of every comparison (default 9)
  --help       show this text

\`npm run bench -- peers\` compares with other engines, \`npm run bench -- scaling\` shows how speed changes
with the length of the output, the batch, the beam and the size of the model, \`npm run bench -- start\`
what comes before full speed, \`npm run bench -- page\` whether a page stays usable while it is translated. All
have --help.
`;

const englishGerman = new URL('../../web/models/en-de.int8.safetensors', import.meta.url);

/** @typedef {Awaited<ReturnType<typeof measure>>} Figures */

/** @param {number} runs */
async function measure(runs) {
  const report = (/** @type {string} */ what) => process.stderr.write(`measuring ${what}\n`);
  const bytes = readFileSync(englishGerman);
  const engine = await loadEngine({ threads: 1 });
  const int8 = await engine.loadModel(bytes);
  const float32 = await engine.loadModel(int8.save('float32'));
  report('cached against uncached decoding');
  const cache = compareCache(int8, runs);
  report('int8 against float32');
  const weights = compareWeights(int8, float32, runs);
  report('whole sentences');
  const sentences = sentenceTimes(int8, runs);
  report('beam search');
  const beams = compareBeams(int8, runs);
  const reorder = reorderCost(int8, runs);
  const { config } = int8.info;
  engine.free();
  report('loading');
  const loading = {
    ...(await loadTimes(bytes, runs)),
    ...(await heapAfterSentence(bytes)),
    ...moduleSize(),
  };
  const formats = await compareFormats(bytes, runs);
  report('a shortlist');
  const shortlist = await compareShortlist(runs);
  report('a lexicon');
  const lexicon = await compareLexicon(runs);
  report('kernels');
  const kernels = timeKernels(config, weights.stepMicroseconds);
  const machine = describeMachine();
  const models = { loading, formats, shortlist, lexicon };
  return { machine, cache, weights, sentences, beams, reorder, ...models, ...kernels };
}

/** @param {Figures['beams']} beams */
const beamTable = (beams) =>
  figureTable(
    [
      `beam search, ${beams[0].length} tokens`,
      'cached step',
      'uncached step',
      'faster',
      'cache in use',
      'reserved',
      'a sentence',
    ],
    beams.map((row) => [
      `beam ${row.beam}`,
      `${row.cachedMs.toFixed(2)} ms`,
      `${row.uncachedMs.toFixed(2)} ms`,
      `${row.ratio.toFixed(1)}x`,
      kilobytes(row.cacheBytes.used),
      kilobytes(row.cacheBytes.reserved),
      `${row.tokensPerSecond.toFixed(0)} tokens/s`,
    ]),
  );

/** @param {Figures['reorder']} reorder */
const reorderLine = ({ beam, length, microseconds, stepMicroseconds, share }) =>
  `Reordering a beam of ${beam} at ${length} tokens: ${microseconds.toFixed(2)} us of a step's ` +
  `${stepMicroseconds.toFixed(0)} us, ${(share * 100).toFixed(3)} %`;

/** @param {Figures['formats']} formats */
const loadingTable = (formats) =>
  figureTable(
    ['loading, without I/O', 'files', 'time', 'wasm memory'],
    formats.map(({ format, bytes, loadMs, heapBytes }) => [
      format,
      megabytes(bytes),
      `${loadMs.toFixed(0)} ms`,
      megabytes(heapBytes),
    ]),
  );

/** @param {Figures['shortlist']} shortlist */
const shortlistLine = ({ vocabulary, candidates, withMs, withoutMs }) =>
  `A shortlist of ${candidates} of ${vocabulary} tokens, greedy, SSRU, int8: a token in ` +
  `${withMs.toFixed(2)} ms instead of ${withoutMs.toFixed(2)} ms, encoder included`;

/** @param {Figures['lexicon']} rows */
const lexiconLines = (rows) =>
  rows
    .map(
      ({ beam, withMs, withoutMs, ratio }) =>
        `With a lexicon, Spanish to Catalan, int8, beam ${beam}: a token in ${withMs.toFixed(2)} ms ` +
        `instead of ${withoutMs.toFixed(2)} ms, ${ratio.toFixed(2)}x, encoder included`,
    )
    .join('\n');

/** @param {Figures} figures */
function print({
  machine,
  cache,
  weights,
  sentences,
  beams,
  reorder,
  loading,
  formats,
  shortlist,
  lexicon,
  kernels,
  ...shares
}) {
  const rows = cache.map((row) => [
    `${row.length} tokens`,
    `${row.cachedMs.toFixed(1)} ms`,
    `${row.uncachedMs.toFixed(1)} ms`,
    `${row.ratio.toFixed(1)}x`,
    kilobytes(row.cacheBytes),
  ]);
  const sections = [
    `${machine.cpu}, ${machine.cores} cores, Node.js ${machine.node}; medians`,
    figureTable(['decoding one sequence', 'cached', 'uncached', 'faster', 'cache in use'], rows),
    figureTable(
      ['speed', 'value'],
      [
        ['int8, one sequence', `${weights.int8TokensPerSecond.toFixed(0)} tokens/s`],
        ['float32, one sequence', `${weights.float32TokensPerSecond.toFixed(0)} tokens/s`],
        ['int8 against float32', `${weights.ratio.toFixed(2)}x`],
        [
          'sentences one by one, encoder included',
          `${sentences.singleTokensPerSecond.toFixed(0)} tokens/s`,
        ],
        ['sentences in batches of 8', `${sentences.batchedTokensPerSecond.toFixed(0)} tokens/s`],
        ['time to first token of a sentence', `${sentences.firstTokenMs.toFixed(2)} ms`],
        ['share of matrix products in a step', `${(shares.productShare * 100).toFixed(0)} %`],
        ['share of the output layer alone', `${(shares.outputLayerShare * 100).toFixed(0)} %`],
      ],
    ),
    beamTable(beams),
    reorderLine(reorder),
    figureTable(
      ['size', 'value'],
      [
        ['module and loader, gzipped', kilobytes(loading.gzippedBytes)],
        ['the same for relaxed SIMD', kilobytes(loading.relaxedGzippedBytes)],
        ['English-German model', megabytes(loading.modelBytes)],
        ['wasm memory after one sentence', megabytes(loading.heapBytes)],
        ['loading the model, without I/O', `${loading.loadMs.toFixed(1)} ms`],
      ],
    ),
    loadingTable(formats),
    shortlistLine(shortlist),
    lexiconLines(lexicon),
    figureTable(
      ['kernel', 'rows', 'one call', 'median', 'best'],
      kernels.map((k) => [
        `${k.kernel} ${k.kernel.startsWith('quantize') ? k.depth : `${k.outputs} x ${k.depth}`}`,
        String(k.rows),
        `${k.microseconds.toFixed(1)} us`,
        `${k.giga.toFixed(1)} G/s`,
        `${k.bestGiga.toFixed(1)} G/s`,
      ]),
    ),
  ];
  process.stdout.write(`${sections.join('\n\n')}\n`);
}

/** @param {{json?: string, runs: string}} options */
async function bench({ json, runs: text }) {
  const runs = Number(text);
  if (!Number.isInteger(runs) || runs < 1) {
    throw new UsageError('--runs must be a whole number from 1');
  }
  const figures = await measure(runs);
  print(figures);
  if (json) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
}

/** The command, for `main`. */
export const overview = {
  name: 'bench',
  help,
  options: /** @type {const} */ ({
    json: { type: 'string' },
    runs: { type: 'string', default: '9' },
  }),
  run: bench,
};
