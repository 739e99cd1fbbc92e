/** @file Tests of what steps report: a whole and truthful tree of hypotheses. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadTiny, tinyNames } from '../../../support/fixtures.js';
import { decode, fewTokens, nodesOf, pathTo, sentences } from '../../../support/runs.js';

/** @typedef {import('../../../../../web/engine/index.js').Node} Node */

/** Reasons that each state may have. */
const reasons = {
  live: [null],
  forced: [null],
  finished: ['eos', 'length'],
  pruned: ['rank', 'bound', 'early'],
};

for (const name of tinyNames) {
  describe(name, async () => {
    const model = await loadTiny(name);
    const { eos } = model.info.config;
    const limits = { beam: 4, nBest: 4, maxLength: 24, maxLengthFactor: 1000 };
    const options = { ...limits, nBest: 2, ...fewTokens(model, 4) };
    const { reports, results, hypotheses } = decode(model, sentences, options);

    test('hypotheses end in every way that the options allow', () => {
      const all = reports.flat().flatMap(({ nodes }) => nodes);
      const found = new Set(all.map(({ reason }) => reason));
      for (const reason of /** @type {const} */ (['eos', 'rank', 'bound'])) {
        assert.ok(found.has(reason), reason);
      }
    });

    test('nodes hang on live ones and add their token’s score', () => {
      for (const sequence of reports) {
        /** @type {Map<number, Node>} */
        const known = new Map();
        for (const { nodes } of sequence) {
          for (const node of nodes) {
            assert.ok(node.node > 0 && !known.has(node.node));
            const parent = known.get(node.parent);
            assert.ok(parent ? /live|forced/.test(parent.state) : node.parent === 0);
            assert.equal(node.score, (parent?.score ?? 0) + node.logProb);
            assert.ok(node.logProb <= 0);
          }
          for (const node of nodes) known.set(node.node, node);
        }
      }
    });

    test('each step names the state and the reason of all that it made', () => {
      for (const sequence of reports) {
        for (const [i, { nodes, done, stop, sequence: number, ...token }] of sequence.entries()) {
          for (const { state, reason } of nodes) {
            assert.ok(/** @type {unknown[]} */ (reasons[state]).includes(reason));
          }
          const live = nodes.filter(({ state }) => state === 'live').length;
          const isLast = i === sequence.length - 1;
          assert.equal(done, isLast);
          assert.equal(stop, isLast ? results[number].stop : null);
          assert.equal(live === 0, isLast);
          assert.ok(live <= 4 && nodes.length <= 8);
          const { id, piece, logProb } = nodes[0];
          assert.deepEqual([token.id, token.piece, token.logProb], [id, piece, logProb]);
        }
      }
    });

    test('nodes of a step are in order of their score', () => {
      for (const sequence of reports) {
        for (const { nodes } of sequence) {
          const scores = nodes.map(({ score }) => score);
          assert.deepEqual(
            scores.toSorted((a, b) => b - a),
            scores,
          );
        }
      }
    });

    test('the best of the finished leaves are the results', () => {
      for (const [i, sequence] of reports.entries()) {
        const nodes = nodesOf(sequence);
        const finished = [...nodes.values()]
          .filter(({ state }) => state === 'finished')
          .sort((a, b) => b.normalizedScore - a.normalizedScore);
        assert.ok(finished.length >= hypotheses[i].length);
        for (const [rank, hypothesis] of hypotheses[i].entries()) {
          const leaf = finished[rank];
          const path = pathTo(nodes, leaf);
          const ids = path.map(({ id }) => id);
          assert.equal(leaf.reason === 'eos', ids.at(-1) === eos);
          assert.deepEqual(
            ids.filter((id) => id !== eos),
            hypothesis.tokens,
          );
          assert.deepEqual(
            path.map(({ logProb }) => logProb),
            hypothesis.logProbs,
          );
          assert.equal(leaf.score, hypothesis.score);
          assert.equal(leaf.normalizedScore, hypothesis.normalizedScore);
          assert.equal(leaf.reason, hypothesis.stop);
        }
      }
    });

    test('what was dropped ranks behind, or could not have won', () => {
      const limit = ((5 + options.maxLength) / 6) ** 0.6;
      for (const [i, sequence] of reports.entries()) {
        for (const { nodes } of sequence) {
          const kept = nodes.filter(({ state, reason }) => state === 'live' || reason === 'bound');
          const worst = Math.min(...kept.map(({ score }) => score));
          for (const { reason, score, id } of nodes) {
            if (reason === 'rank' && id !== eos) assert.ok(score <= worst);
            if (reason !== 'bound') continue;
            const { normalizedScore } = hypotheses[i][options.nBest - 1];
            assert.ok(score / limit <= normalizedScore);
          }
        }
      }
    });

    test('the tokens of a forced prefix are steps of their own', () => {
      const ids = [20, 21, 22];
      const forced = decode(model, [sentences[0]], { ...options, prefix: { ids } });
      const [first, rest] = [forced.reports[0].slice(0, 3), forced.reports[0].slice(3)];
      assert.deepEqual(
        first.map(({ nodes }) => nodes.map(({ id, state, reason }) => [id, state, reason])),
        ids.map((id) => [[id, 'forced', null]]),
      );
      const later = rest.flatMap(({ nodes }) => nodes);
      assert.ok(later.every(({ state }) => state !== 'forced'));
      const nodes = nodesOf(forced.reports[0]);
      for (const node of later) {
        const path = pathTo(nodes, node).map(({ id }) => id);
        assert.deepEqual(path.slice(0, 3), ids);
      }
    });

    test('candidates and attention are told for each node when asked for', () => {
      const { reports: told } = decode(model, [sentences[0]], {
        ...options,
        maxLength: 4,
        candidates: 3,
        attention: true,
      });
      for (const { nodes, candidates, attention } of told[0]) {
        assert.deepEqual(candidates, nodes[0].candidates);
        assert.deepEqual(attention, nodes[0].attention);
        for (const node of nodes) {
          assert.equal(node.candidates?.length, 3);
          assert.ok(node.attention);
          const own = node.candidates.find(({ id }) => id === node.id);
          if (own) assert.equal(own.logProb, node.logProb);
          else assert.ok(node.candidates.every(({ logProb }) => logProb >= node.logProb));
        }
      }
      for (const { nodes } of reports[0]) {
        assert.ok(nodes.every((node) => !('candidates' in node) && !('attention' in node)));
      }
    });
  });
}

describe('hypotheses under way', async () => {
  const model = await loadTiny('tiny-pre');
  const options = { beam: 4, nBest: 4, maxLength: 24, maxLengthFactor: 1000 };

  test('a search stopped and resumed is the same', () => {
    const whole = decode(model, sentences, options);
    const session = model.start(sentences, options);
    const parts = [];
    for (const reports of session) {
      parts.push(...reports);
      if (parts.length > 3 * sentences.length) break;
    }
    assert.equal(session.done, false);
    model.translate('Something in between.', { maxLength: 3 });
    for (const reports of session) parts.push(...reports);
    for (const [i, expected] of whole.reports.entries()) {
      assert.deepEqual(
        parts.filter(({ sequence }) => sequence === i),
        expected,
      );
    }
    assert.deepEqual(session.results(), whole.results);
    session.free();
  });

  test('nBest grows to the final list', () => {
    const session = model.start(sentences[0], options);
    let before = 0;
    for (const [{ nodes }] of session) {
      const list = session.nBest();
      const finished = nodes.filter(({ state }) => state === 'finished').length;
      assert.ok(list.length >= before && list.length <= before + finished);
      assert.ok(list.every(({ stop }) => stop !== null));
      before = list.length;
    }
    assert.equal(before, 4);
    session.free();
  });

  test('results hold the final part', () => {
    const session = model.start(sentences[2], options);
    let text = '';
    for (const [report] of session) {
      text += report.text;
      const [result] = session.results();
      // Bytes of half a character are told when the whole is there.
      assert.ok(result.text.startsWith(text));
      if (report.done) assert.equal(result.text, text);
      assert.equal(result.stop, report.stop);
    }
    session.free();
  });

  test('a sequence that there is not is refused', () => {
    const session = model.start(sentences[0], options);
    for (const sequence of [1, -1, 0.5, 2 ** 31]) {
      assert.throws(() => session.nBest(sequence), { code: 'invalid_argument' });
    }
    session.free();
  });
});
