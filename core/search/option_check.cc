// Checks options by their list.
#include "core/search/option_check.h"

#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/search/option_list.h"

namespace stepglot {
namespace {

// Ids of a sequence to suppress.
constexpr WholeRange kSequenceLengths{1, 64};

[[noreturn]] void Refuse(const std::string& message) {
  throw Error(ErrorCode::kInvalidArgument, message);
}

template <typename Number, typename Range>
void CheckRange(const char* words, Number value, const Range& range) {
  if (range.Contains(value)) return;
  std::ostringstream found;
  found << value;
  Refuse(std::string(words) + " should be " + range.Bounds() + ", found " +
         found.str());
}

// Whether something ranks or reports probabilities.
bool NeedsScores(const SearchOptions& options) {
  return options.sampling || options.beam_size > 1 || options.candidates > 0;
}

// Refuses options out of bounds.
class Checker {
 public:
  explicit Checker(const ModelConfig& config) : config_(config) {}

  void operator()(OptionName name, int value, const WholeRange& range) const {
    CheckRange(name.words, value, range);
  }

  void operator()(OptionName name, double value, const RealRange& range) const {
    CheckRange(name.words, value, range);
  }

  void operator()(OptionName name, const std::vector<int>& values,
                  const WholeRange& range) const {
    for (const int value : values) CheckRange(name.words, value, range);
  }

  void operator()(const char* /*key*/,
                  const std::vector<std::vector<int>>& suppressed) const {
    for (const std::vector<int>& sequence : suppressed) {
      CheckRange("ids of a suppressed sequence",
                 static_cast<int>(sequence.size()), kSequenceLengths);
      for (const int id : sequence) {
        CheckRange("suppressed id", id,
                   WholeRange{0, config_.target_vocab_size - 1});
      }
      if (sequence == std::vector<int>{config_.eos}) {
        Refuse(
            "the end token cannot be suppressed; min length keeps "
            "translations from ending");
      }
    }
  }

  // The other types have no value that is out of bounds.
  template <typename Value>
  void operator()(const char* /*key*/, const Value& /*value*/) const {}

  template <typename Value, typename Visit>
  void Group(const char* /*key*/, const std::optional<Value>& value,
             const Visit& visit) const {
    if (value) visit(*value);
  }

 private:
  const ModelConfig& config_;
};

}  // namespace

SearchOptions CheckOptions(const SearchOptions& options,
                           const ModelConfig& config) {
  const Checker check(config);
  VisitOptions(check, options, config);
  if (options.replace_unknowns && !config.unk)
    Refuse("the model has no unknown id whose text could be replaced");
  if (!options.scores && NeedsScores(options)) {
    Refuse(
        "only a greedy search without candidates can do without scores; found "
        "beam size " +
        std::to_string(options.beam_size) + ", candidates " +
        std::to_string(options.candidates) +
        (options.sampling ? ", sampling" : ""));
  }
  return options;
}

}  // namespace stepglot
