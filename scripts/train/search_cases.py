"""Which searches the stored cases make: options by their JavaScript names, some of them taken from a greedy output."""

from typing import Callable, NamedTuple

EXHAUSTIVE_BEAM = 64
EXHAUSTIVE_N_BEST = 5


class SearchCase(NamedTuple):
    """`options` maps (config, greedy output) to options, or to None where that output is too short or too plain."""

    name: str
    options: Callable
    ends: bool = False  # whether an output of the result must end by the end token
    exhaustive: bool = False

    def made_for(self, config, greedy):
        return self.options(config, [i for i in greedy if i != config.eos])


def beam_cases():
    """Every option alone at some values, then together."""
    cases = [fixed(f'beam {beam}', beam=beam) for beam in (1, 2, 4, 8)]
    cases += [ending(f'beam {beam} ends', beam=beam) for beam in (1, 2, 4, 8)]
    cases += [ending(f'beam {beam}, {beam} best', beam=beam, nBest=beam) for beam in (2, 4, 8)]
    for alpha in (0, 1, 2):
        cases.append(ending(f'gnmt {alpha}', nBest=4, lengthPenalty=alpha))
    for alpha in (0.6, 1, 2):
        penalty = {} if alpha == 0.6 else {'lengthPenalty': alpha}
        cases.append(ending(f'power {alpha}', nBest=4, lengthNormalization='power', **penalty))
    cases += [
        ending('power 1, one best', lengthNormalization='power', lengthPenalty=1),
        ending('stop early, gnmt 2', nBest=4, stopEarly=True, lengthPenalty=2),
        ending('stop early, beam 2, power 1', beam=2, stopEarly=True, lengthNormalization='power', lengthPenalty=1),
        ending('min length', nBest=4, minLength=9),
        fixed('min length is max length', minLength=12, maxLength=12),
        fixed('max length', nBest=4, maxLength=7),
        fixed('max length 1', nBest=4, maxLength=1),
        fixed('max length by the source', nBest=2, maxLengthFactor=0.45),
        ending('coverage', nBest=4, coveragePenalty=0.2),
        fixed('coverage, one best', coveragePenalty=1.5),
        fixed('repetition', nBest=2, repetitionPenalty=1.3),
        fixed('repetition rewarded', nBest=2, repetitionPenalty=0.8),
        fixed('repetition, beam 1', beam=1, repetitionPenalty=1.3),
    ]
    cases += [fixed(f'no repeat {n}', nBest=2, noRepeatNgram=n) for n in (1, 2, 3)]
    cases += [
        case('suppress an id', lambda _, g: {'nBest': 2, 'suppress': [[g[1]]]}),
        case('suppress the first id and another', lambda _, g: {'suppress': [[g[0]], [g[1]]]}),
        case('suppress a pair', lambda _, g: {'nBest': 2, 'suppress': [g[:2]]}),
        case('suppress a pair and a triple', lambda _, g: {'nBest': 2, 'suppress': [g[1:4], g[:2]]}),
        case('suppress ends', lambda c, g: {'nBest': 2, 'suppress': [[i, c.eos] for i in dict.fromkeys(g)]}),
        fixed('unknown allowed', nBest=4, replaceUnknowns=True),
        case('prefix', lambda _, g: {'nBest': 4, 'prefix': g[3:6]}),
        case('prefix of one id', lambda _, g: {'beam': 2, 'prefix': g[2:3]}),
        case('prefix with the unknown id', lambda c, g: {'prefix': [g[1], c.unk, g[0]]}),
        case('prefix closed', lambda c, g: {'prefix': g[2:8] + [c.eos]}),
        case('prefix closed, power', lambda c, g: {'prefix': g[1:4] + [c.eos], 'lengthNormalization': 'power'}),
        case('prefix is the end', lambda c, _: {'prefix': [c.eos]}),
        case('prefix and no repeat', lambda _, g: {'nBest': 2, 'prefix': g[:4], 'noRepeatNgram': 1}),
        case('prefix and repetition', lambda _, g: {'prefix': g[4:7], 'repetitionPenalty': 1.3}),
        case('prefix and suppress', lambda _, g: {'nBest': 2, 'prefix': g[:2], 'suppress': [g[1:3]]}),
        case('prefix that repeats, no repeat', lambda _, g: {'prefix': g[:2] * 3, 'noRepeatNgram': 2}),
        case('prefix and length by the source', lambda _, g: {'prefix': g[:3], 'maxLengthFactor': 0.5}),
        fixed('coverage, power, no repeat', coveragePenalty=0.2, lengthNormalization='power', noRepeatNgram=2),
        fixed('beam 8, gnmt 1, repetition, no repeat', beam=8, nBest=4, lengthPenalty=1, repetitionPenalty=1.3,
              noRepeatNgram=3),
        ending('min length, power 2, stop early', nBest=4, minLength=6, lengthNormalization='power',
               lengthPenalty=2, stopEarly=True),
        fixed('alignment', alignment=True),
        case('alignment of chosen heads', lambda c, _: {'alignment': {'layers': [c.decoder_layers - 1],
                                                                      'heads': [0, 2]}}),
        case('alignment of a prefix', lambda c, g: {'prefix': g[2:5] + [c.eos], 'alignment': {'heads': [1]}}),
    ]
    return cases


def exhaustive_cases():
    """Spaces whose widest length has at most 64 continuations."""
    return [
        tiny_space('2 ids, length 5', 2, 5),
        tiny_space('2 ids, length 5, gnmt 0', 2, 5, lengthPenalty=0),
        tiny_space('2 ids, length 5, gnmt 2', 2, 5, lengthPenalty=2),
        tiny_space('2 ids, length 5, power 1', 2, 5, lengthNormalization='power', lengthPenalty=1),
        tiny_space('2 ids, length 5, power 2', 2, 5, lengthNormalization='power', lengthPenalty=2),
        tiny_space('2 ids, length 5, coverage', 2, 5, coveragePenalty=0.2),
        tiny_space('2 ids, length 5, repetition', 2, 5, repetitionPenalty=1.3),
        tiny_space('2 ids, length 5, min length', 2, 5, minLength=3),
        tiny_space('3 ids, length 3', 3, 3),
        tiny_space('3 ids, length 3, power 0.6', 3, 3, lengthNormalization='power'),
        tiny_space('3 ids, length 4, no pairs of the same', 3, 4, pairs=True),
        tiny_space('3 ids, length 4, no pairs of the same, gnmt 1', 3, 4, pairs=True, lengthPenalty=1),
        tiny_space('2 ids, length 5, no repeat 1, min length 4', 2, 5, noRepeatNgram=1, minLength=4),
        tiny_space('4 ids, length 5, no repeat 1', 4, 5, noRepeatNgram=1),
        tiny_space('4 ids, length 5, no repeat 1, power 1', 4, 5, noRepeatNgram=1, lengthNormalization='power',
                   lengthPenalty=1),
    ]


def case(name, options):
    """A case whose options come from a greedy output of at least eight ids, the first two of them unlike."""
    return SearchCase(name, lambda config, greedy: options(config, greedy) if _is_varied(greedy) else None)


def _is_varied(greedy):
    return len(greedy) >= 8 and greedy[0] != greedy[1]


def fixed(name, **options):
    """A case whose options are the same for every sentence."""
    return SearchCase(name, lambda config, greedy: options)


def ending(name, **options):
    """The same, of which an output must end by the end token."""
    return SearchCase(name, lambda config, greedy: options, ends=True)


def all_but(config, ids):
    """Single-id sequences that suppress whatever is neither one of `ids` nor the end token."""
    kept = {config.eos, *config.suppressed_ids, *ids}
    return [[i] for i in range(config.target_size) if i not in kept]


def tiny_space(name, free, length, pairs=False, **options):
    """All outputs of up to `length` ids over `free` ids of the greedy output; `pairs` forbids an id after itself."""

    def made(config, greedy):
        ids = list(dict.fromkeys(greedy))[:free]
        if len(ids) < free:
            return None
        suppress = all_but(config, ids) + [[i, i] for i in ids if pairs]
        frame = {'beam': EXHAUSTIVE_BEAM, 'nBest': EXHAUSTIVE_N_BEST, 'maxLength': length}
        return {**frame, 'suppress': suppress, **options}

    return SearchCase(name, made, exhaustive=True)
