// Checks options against a model.
#include "core/search/options.h"

#include <sstream>
#include <string>

#include "core/error.h"

namespace stepglot {
namespace {

constexpr int kMaxRows = 64;
constexpr int kMaxSequence =
    64;  // ids of a suppressed sequence, and of n-grams
constexpr double kMaxWeight = 10;

template <typename T>
std::string Number(T value) {
  std::ostringstream text;
  text << value;
  return text.str();
}

template <typename T>
[[noreturn]] void Refuse(const std::string& name, const std::string& expected,
                         T found) {
  throw Error(ErrorCode::kInvalidArgument,
              name + " should be " + expected + ", found " + Number(found));
}

// Also refuses what is not a number.
template <typename T>
void CheckRange(const std::string& name, T value, T least, T most) {
  if (value >= least && value <= most) return;
  Refuse(name, "from " + Number(least) + " to " + Number(most), value);
}

void CheckLengths(const SearchOptions& options) {
  if (options.max_length < 1)
    Refuse("max length", "at least 1", options.max_length);
  if (!(options.max_length_factor > 0))
    Refuse("max length factor", "above 0", options.max_length_factor);
  CheckRange("min length", options.min_length, 0, options.max_length);
}

void CheckBeam(const SearchOptions& options) {
  CheckRange("beam size", options.beam_size, 1, kMaxRows);
  if (options.sampling) {
    CheckRange("n-best", options.n_best, 1, kMaxRows);
  } else if (options.n_best < 1 || options.n_best > options.beam_size) {
    Refuse("n-best", "from 1 to the beam size of " + Number(options.beam_size),
           options.n_best);
  }
}

void CheckScores(const SearchOptions& options) {
  CheckRange("length penalty", options.length_penalty, 0.0, kMaxWeight);
  CheckRange("coverage penalty", options.coverage_penalty, 0.0, kMaxWeight);
  CheckRange("lexicon penalty", options.lexicon_penalty, 0.0, kMaxWeight);
  CheckRange("repetition penalty", options.repetition_penalty, 1 / kMaxWeight,
             kMaxWeight);
  CheckRange("no-repeat n-gram", options.no_repeat_ngram, 0, kMaxSequence);
}

void CheckSuppressed(const SearchOptions& options, const ModelConfig& config) {
  for (const std::vector<int>& sequence : options.suppress) {
    const auto size = static_cast<int>(sequence.size());
    CheckRange("ids of a suppressed sequence", size, 1, kMaxSequence);
    for (const int id : sequence) {
      CheckRange("suppressed id", id, 0, config.target_vocab_size - 1);
    }
    if (size == 1 && sequence[0] == config.eos) {
      throw Error(ErrorCode::kInvalidArgument,
                  "the end token cannot be suppressed; min length keeps "
                  "translations from ending");
    }
  }
}

void CheckSampling(const Sampling& sampling, const ModelConfig& config) {
  CheckRange("temperature", sampling.temperature, 0.01, 100.0);
  CheckRange("top-k", sampling.top_k, 0, config.target_vocab_size);
  if (!(sampling.top_p > 0 && sampling.top_p <= 1))
    Refuse("top-p", "above 0 and at most 1", sampling.top_p);
}

void CheckHeads(const AlignmentHeads& chosen, const ModelConfig& config) {
  for (const int layer : chosen.layers) {
    CheckRange("alignment layer", layer, 0, config.decoder_layers - 1);
  }
  for (const int head : chosen.heads) {
    CheckRange("alignment head", head, 0, config.heads - 1);
  }
}

}  // namespace

SearchOptions CheckOptions(const SearchOptions& options,
                           const ModelConfig& config) {
  CheckLengths(options);
  CheckBeam(options);
  CheckScores(options);
  CheckSuppressed(options, config);
  if (options.sampling) CheckSampling(*options.sampling, config);
  if (options.alignment) CheckHeads(*options.alignment, config);
  CheckRange("candidates", options.candidates, 0, config.target_vocab_size);
  if (options.replace_unknowns && !config.unk) {
    throw Error(ErrorCode::kInvalidArgument,
                "the model has no unknown id whose text could be replaced");
  }
  return options;
}

}  // namespace stepglot
