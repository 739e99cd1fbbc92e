// Reads the options by their keys.
#include "wasm/options.h"

#include <cstdint>
#include <string>

#include "wasm/values.h"

namespace stepglot {
namespace {

using emscripten::val;

void SetScoring(const val& value, SearchOptions& options) {
  options.length_normalization =
      value["lengthNormalization"].as<std::string>() == "power"
          ? LengthNormalization::kPower
          : LengthNormalization::kGnmt;
  options.length_penalty = value["lengthPenalty"].as<double>();
  options.coverage_penalty = value["coveragePenalty"].as<double>();
  options.lexicon_penalty = value["lexiconPenalty"].as<double>();
  options.repetition_penalty = value["repetitionPenalty"].as<double>();
}

void SetConstraints(const val& value, const Model& model,
                    SearchOptions& options) {
  options.min_length = value["minLength"].as<int>();
  options.no_repeat_ngram = value["noRepeatNgram"].as<int>();
  options.suppress = ToTargetIds(model, value["suppress"]);
  options.replace_unknowns = value["replaceUnknowns"].as<bool>();
}

Sampling ToSampling(const val& value) {
  Sampling sampling;
  sampling.temperature = value["temperature"].as<double>();
  sampling.top_k = value["topK"].as<int>();
  sampling.top_p = value["topP"].as<double>();
  sampling.seed = static_cast<uint64_t>(value["seed"].as<double>());
  return sampling;
}

}  // namespace

SearchOptions ToSearchOptions(const val& value, const Model& model) {
  SearchOptions options;
  options.cache = value["cache"].as<bool>();
  options.max_length = value["maxLength"].as<int>();
  options.max_length_factor = value["maxLengthFactor"].as<double>();
  options.beam_size = value["beam"].as<int>();
  options.n_best = value["nBest"].as<int>();
  options.stop_early = value["stopEarly"].as<bool>();
  SetScoring(value, options);
  SetConstraints(value, model, options);
  if (value["sample"].as<bool>()) options.sampling = ToSampling(value);
  if (value["alignment"].as<bool>()) {
    options.alignment = AlignmentHeads{
        emscripten::vecFromJSArray<int>(value["alignmentLayers"]),
        emscripten::vecFromJSArray<int>(value["alignmentHeads"])};
  }
  options.shortlist = value["shortlist"].as<bool>();
  options.candidates = value["candidates"].as<int>();
  options.attention = value["attention"].as<bool>();
  return options;
}

}  // namespace stepglot
