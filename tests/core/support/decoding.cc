// Runs decoders.
#include "tests/core/support/decoding.h"

#include <algorithm>
#include <string>

#include "core/nn/encoder.h"
#include "tests/core/support/bits.h"

namespace stepglot {

std::vector<int> DecoderInputs(const ModelConfig& config,
                               std::span<const int> target) {
  std::vector<int> inputs = {config.decoder_start};
  inputs.insert(inputs.end(), target.begin(), target.end() - 1);
  return inputs;
}

DecoderState StartState(const Model& model, Decoder& decoder,
                        const IdLists& sources, int positions) {
  const ModelConfig& config = model.config();
  const EncodedSources encoded = Encoder(model).Encode(sources);
  return {KvCache(config.decoder_layers, encoded.count(), positions,
                  config.d_model, Decoder::EntryOf(config)),
          decoder.ProjectSources(encoded)};
}

std::vector<float> ForcedLogits(const Model& model,
                                const std::vector<int>& source,
                                std::span<const int> inputs, int chunk) {
  Decoder decoder(model);
  DecoderState state =
      StartState(model, decoder, {source}, static_cast<int>(inputs.size()));
  std::vector<float> all;
  for (size_t begin = 0; begin < inputs.size(); begin += chunk) {
    const size_t size = std::min<size_t>(chunk, inputs.size() - begin);
    const RowTokens tokens = {0, inputs.subspan(begin, size)};
    const Rows logits = decoder.Logits(decoder.Forward({&tokens, 1}, state));
    all.insert(all.end(), logits.data, logits.data + logits.size());
  }
  return all;
}

std::vector<float> Spread(const LogitRow& logits, int vocabulary) {
  std::vector<float> all;
  for (int id = 0; id < vocabulary; ++id) all.push_back(logits[id]);
  return all;
}

std::vector<int> DecodedSequence::ids() const {
  std::vector<int> ids;
  for (const DecodedToken& step : steps) ids.push_back(step.id);
  return ids;
}

std::vector<float> DecodedSequence::log_probabilities() const {
  std::vector<float> values;
  for (const DecodedToken& step : steps) values.push_back(step.log_probability);
  return values;
}

std::vector<DecodedSequence> Decode(const Model& model, const IdLists& sources,
                                    SearchOptions options) {
  options.beam_size = 1;
  Search search(model, Encoder(model).Encode(sources), SequencesOf(sources),
                options);
  std::vector<DecodedSequence> decoded(sources.size());
  while (!search.done()) {
    for (const SearchStep& step : search.Step()) {
      const HypothesisTree& tree = search.beam(step.sequence).tree();
      const Node& node = tree.node(step.nodes.at(0).node);
      const Prediction& prediction = step.predictions.at(0);
      DecodedSequence& sequence = decoded[step.sequence];
      sequence.steps.push_back({node.id, node.log_probability, node.stop,
                                prediction.candidates, prediction.attention});
      const std::vector<float> logits =
          Spread(prediction.logits, model.config().target_vocab_size);
      sequence.logits.insert(sequence.logits.end(), logits.begin(),
                             logits.end());
    }
  }
  return decoded;
}

testing::AssertionResult SameDecoding(const DecodedSequence& actual,
                                      const DecodedSequence& expected) {
  if (actual.ids() != expected.ids()) {
    return testing::AssertionFailure()
           << "ids " << testing::PrintToString(actual.ids()) << " instead of "
           << testing::PrintToString(expected.ids());
  }
  if (actual.steps.back().stop != expected.steps.back().stop) {
    return testing::AssertionFailure() << "another reason to stop";
  }
  if (auto same = SameBits(actual.logits, expected.logits); !same)
    return same << " of the logits";
  return SameBits(actual.log_probabilities(), expected.log_probabilities())
         << " of the log-probabilities";
}

std::vector<Sequence> SequencesOf(const IdLists& sources,
                                  const IdLists& prefixes) {
  std::vector<Sequence> sequences;
  for (size_t i = 0; i < sources.size(); ++i) {
    sequences.push_back({static_cast<int>(i),
                         i < prefixes.size() ? prefixes[i] : std::vector<int>(),
                         i});
  }
  return sequences;
}

std::vector<SearchedSequence> RunSearch(const Model& model,
                                        const IdLists& sources,
                                        const SearchOptions& options,
                                        const IdLists& prefixes) {
  Search search(model, Encoder(model).Encode(sources),
                SequencesOf(sources, prefixes), options);
  while (!search.done()) search.Step();
  std::vector<SearchedSequence> searched;
  for (int i = 0; i < search.sequences(); ++i) {
    searched.push_back({search.beam(i).tree(), search.beam(i).finished()});
  }
  return searched;
}

testing::AssertionResult SameSearch(const SearchedSequence& actual,
                                    const SearchedSequence& expected) {
  const auto different = [](int node, const std::string& what) {
    return testing::AssertionFailure()
           << "node " << node << " has another " << what;
  };
  for (int i = 0; i < std::min(actual.tree.size(), expected.tree.size()); ++i) {
    const Node& a = actual.tree.node(i);
    const Node& b = expected.tree.node(i);
    if (a.parent != b.parent) return different(i, "parent");
    if (a.id != b.id) return different(i, "id");
    if (a.sample != b.sample) return different(i, "sample");
    if (a.state != b.state) return different(i, "state");
    if (a.stop != b.stop) return different(i, "reason to stop");
    if (a.prune_reason != b.prune_reason)
      return different(i, "reason to be pruned");
    if (a.log_probability != b.log_probability)
      return different(i, "log-probability");
    if (a.score != b.score) return different(i, "score");
    if (a.normalized != b.normalized) return different(i, "normalized score");
    if ((a.alignment == nullptr) != (b.alignment == nullptr))
      return different(i, "alignment");
    if (a.alignment == nullptr) continue;
    if (auto same = SameBits(*a.alignment, *b.alignment); !same)
      return same << " of the alignment of node " << i;
  }
  if (actual.tree.size() != expected.tree.size()) {
    return testing::AssertionFailure()
           << actual.tree.size() << " nodes instead of "
           << expected.tree.size();
  }
  if (actual.finished != expected.finished)
    return testing::AssertionFailure() << "others have finished";
  return testing::AssertionSuccess();
}

}  // namespace stepglot
