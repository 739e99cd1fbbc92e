// Runs decoders.
#include "tests/core/support/decoding.h"

#include <algorithm>

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
                  config.d_model),
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

std::vector<int> DecodedSequence::ids() const {
  std::vector<int> ids;
  for (const TokenStep& step : steps) ids.push_back(step.id);
  return ids;
}

std::vector<float> DecodedSequence::log_probabilities() const {
  std::vector<float> values;
  for (const TokenStep& step : steps) values.push_back(step.log_probability);
  return values;
}

std::vector<DecodedSequence> Decode(const Model& model, const IdLists& sources,
                                    const SearchOptions& options) {
  GreedySearch search(model, Encoder(model).Encode(sources), options);
  std::vector<DecodedSequence> decoded(sources.size());
  while (!search.done()) {
    const std::vector<TokenStep>& steps = search.Step();
    for (size_t i = 0; i < steps.size(); ++i) {
      DecodedSequence& sequence = decoded[steps[i].sequence];
      sequence.steps.push_back(steps[i]);
      const std::span<const float> logits = search.logits(static_cast<int>(i));
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

}  // namespace stepglot
