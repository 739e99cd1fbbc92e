/** @file Tests of going on from a hypothesis in another session. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { engine, failure, loadTiny, tinyNames } from '../../../support/fixtures.js';
import { decode, fewTokens, finish, nodesOf, pathTo, sentences } from '../../../support/runs.js';

for (const name of tinyNames) {
  describe(name, async () => {
    const model = await loadTiny(name);
    const options = { beam: 4, nBest: 4, maxLength: 20, maxLengthFactor: 1000 };

    test('forked at its root a session gives the same again', () => {
      const session = model.start(sentences, options);
      session.step();
      const forks = sentences.map((_, sequence) => session.fork({ sequence, node: 0 }));
      const whole = finish(session);
      for (const [i, fork] of forks.entries()) {
        assert.deepEqual(finish(fork).hypotheses, [whole.hypotheses[i]]);
      }
    });

    test('greedily, the token that was chosen leads to the same result', () => {
      const greedy = { ...options, beam: 1, nBest: 1 };
      const [{ tokens, logProbs, text }] = decode(model, [sentences[2]], greedy).results;
      const session = model.start(sentences[2], greedy);
      for (let step = 0; step < 3; step++) {
        const [{ nodes }] = session.step();
        const [{ node, parent, id }] = nodes;
        for (const from of [{ node }, { node: parent, id }]) {
          const [result] = finish(session.fork(from)).results;
          assert.deepEqual([result.tokens, result.logProbs], [tokens, logProbs]);
          assert.equal(result.text, text);
        }
      }
      assert.equal(finish(session).results[0].text, text, 'the session itself goes on untouched');
    });

    test('another token leads to a result that starts with it', () => {
      const session = model.start(sentences[0], { ...options, candidates: 5 });
      session.step();
      const [{ nodes }] = session.step();
      for (const { parent, candidates = [] } of [nodes[0], nodes[3]]) {
        for (const { id } of candidates) {
          const fork = session.fork({ node: parent, id });
          const { reports, hypotheses } = finish(fork);
          const tokens = [...nodesOf(reports[0]).values()]
            .filter(({ state }) => state === 'forced')
            .map((node) => node.id);
          assert.equal(tokens.length, 2);
          assert.equal(tokens[1], id);
          for (const hypothesis of hypotheses[0]) {
            const path = [...hypothesis.tokens, model.info.config.eos];
            assert.deepEqual(path.slice(0, 2), tokens);
          }
        }
      }
      session.free();
    });

    test('a dropped hypothesis can be taken up, one that has ended cannot', () => {
      const few = { ...options, nBest: 1, ...fewTokens(model, 2) };
      const session = model.start(sentences[0], few);
      const nodes = nodesOf([...session].flat());
      const { eos } = model.info.config;
      const all = [...nodes.values()];
      const pruned = all.filter(({ state, id }) => state === 'pruned' && id !== eos);
      assert.ok(pruned.length > 0);
      for (const node of pruned.slice(0, 3)) {
        const ids = pathTo(nodes, node).map(({ id }) => id);
        const [taken] = finish(session.fork({ node: node.node })).results;
        assert.deepEqual(taken.tokens.slice(0, ids.length), ids);
      }
      const ended = all.find(({ reason }) => reason === 'eos');
      assert.ok(ended);
      assert.throws(() => session.fork({ node: ended.node }), failure('invalid_argument', /ended/));
      session.free();
    });
  });
}

describe('a fork', async () => {
  const model = await loadTiny('tiny-pre');

  test('of a fork, and after all others are gone', async () => {
    const short = await loadTiny('tiny-pre');
    const session = short.start(sentences[0], { beam: 2, maxLength: 12 });
    const expected = finish(model.start(sentences[0], { beam: 2, maxLength: 12 })).results;
    const fork = session.fork({ node: 0 });
    session.free();
    const second = fork.fork({ node: 0 });
    fork.free();
    short.free();
    assert.deepEqual(finish(second).results, expected);
  });

  test('of what there is not is refused', () => {
    const session = model.start(sentences[0], { maxLength: 12 });
    session.step();
    const size = Number(model.info.config.target_vocab_size);
    const wrong = /** @type {[any, RegExp][]} */ ([
      [undefined, /option node must be an integer/],
      [{}, /option node must be an integer/],
      [{ node: -1 }, /option node must be an integer/],
      [{ node: 1.5 }, /option node must be an integer/],
      [{ node: 100_000 }, /100000/],
      [{ node: 0, sequence: 1 }, /sequence/],
      [{ node: 0, id: size }, new RegExp(`${size}`)],
      [{ node: 0, id: '5' }, /option id must be an integer/],
      [{ node: 0, token: 5 }, /no option "token"/],
    ]);
    for (const [from, message] of wrong) {
      assert.throws(() => session.fork(from), failure('invalid_argument', message));
    }
    assert.equal(finish(session).results.length, 1);
  });

  test('made a thousand times does not grow the memory', () => {
    const session = model.start(sentences[0], { maxLength: 12 });
    session.step();
    const cycle = () => {
      const fork = session.fork({ node: 1 });
      fork.step();
      fork.free();
    };
    for (let i = 0; i < 10; i++) cycle();
    const before = engine.memory.heapBytes;
    for (let i = 0; i < 1000; i++) cycle();
    assert.equal(engine.memory.heapBytes, before);
    session.free();
  });
});
