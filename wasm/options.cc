// Reads the options by the keys of their list.
#include "wasm/options.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/files/number_range.h"
#include "core/model/config/decode_bounds.h"
#include "core/search/option_list.h"
#include "wasm/values.h"

namespace stepglot {
namespace {

using emscripten::val;

class Reader {
 public:
  Reader(const val& values, const Model& model)
      : values_(values), model_(model) {}

  void operator()(OptionName name, int& to, const WholeRange& /*range*/) const {
    to = values_[name.key].as<int>();
  }

  void operator()(OptionName name, double& to,
                  const RealRange& /*range*/) const {
    to = values_[name.key].as<double>();
  }

  void operator()(OptionName name, std::vector<int>& to,
                  const WholeRange& /*range*/) const {
    to = emscripten::vecFromJSArray<int>(values_[name.key]);
  }

  void operator()(const char* key, bool& to) const {
    to = values_[key].as<bool>();
  }

  void operator()(const char* key, uint64_t& to) const {
    to = static_cast<uint64_t>(values_[key].as<double>());
  }

  void operator()(const char* key, LengthNormalization& to) const {
    const auto word = values_[key].as<std::string>();
    for (const auto& known : kLengthNormalizations) {
      if (word == known.name) to = known.value;
    }
  }

  void operator()(const char* key, std::vector<std::vector<int>>& to) const {
    to = ToSuppressedIds(model_, values_[key]);
  }

  template <typename Value, typename Visit>
  void Group(const char* key, std::optional<Value>& to,
             const Visit& visit) const {
    if (values_[key].as<bool>()) visit(to.emplace());
  }

 private:
  const val& values_;
  const Model& model_;
};

// Ranges of a flat list of their begins and ends, in bytes.
std::vector<TextRange> ToRanges(const val& list) {
  const std::vector<double> numbers =
      emscripten::convertJSArrayToNumberVector<double>(list);
  std::vector<TextRange> ranges;
  for (size_t i = 0; i + 1 < numbers.size(); i += 2) {
    ranges.push_back(
        {static_cast<size_t>(numbers[i]), static_cast<size_t>(numbers[i + 1])});
  }
  return ranges;
}

Protection ToProtection(const val& value,
                        const std::shared_ptr<MarkProbe>& probe) {
  Protection protection{.is_on = value["protect"].as<bool>()};
  protection.marks = [probe]() -> const std::vector<MarkSeries>& {
    return probe->series();
  };
  for (const val& list : emscripten::vecFromJSArray<val>(value["kept"]))
    protection.given.push_back(ToRanges(list));
  return protection;
}

}  // namespace

SearchOptions ToSearchOptions(const val& value, const Model& model) {
  SearchOptions options;
  const Reader reader(value, model);
  VisitOptions(reader, options, model.config());
  return options;
}

TranslateOptions ToTranslateOptions(const val& value, const Model& model) {
  const bool is_wrapped = value["lineBreaks"].as<std::string>() == "paragraphs";
  return {ToSearchOptions(value, model), value["batchSize"].as<int>(),
          is_wrapped ? LineBreaks::kParagraphs : LineBreaks::kKeep};
}

SourceReader ToSourceReader(std::shared_ptr<const Model> model,
                            const std::shared_ptr<MarkProbe>& probe,
                            const val& value) {
  return {std::move(model), value["targetToken"].as<std::string>(),
          ToProtection(value, probe)};
}

}  // namespace stepglot
