// Reads reference searches.
#include "tests/core/support/search_case.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/model/config/decode_bounds.h"
#include "core/search/option_list.h"
#include "tests/core/support/data_file.h"

namespace stepglot {
namespace {

using nlohmann::json;

// Sets options by their keys in a JSON object, and notes the keys.
class OptionReader {
 public:
  explicit OptionReader(const json& object) : object_(object) {}

  template <typename Value, typename Range>
  void operator()(OptionName name, Value& to, const Range& /*range*/) {
    (*this)(name.key, to);
  }

  template <typename Value>
  void operator()(const char* key, Value& to) {
    keys_.insert(key);
    if (object_.contains(key)) Set(object_[key], to);
  }

  // The options of the group are in an object of their own.
  template <typename Value, typename Visit>
  void Group(const char* key, std::optional<Value>& to, const Visit& /*all*/) {
    (*this)(key, to);
  }

  const std::set<std::string>& keys() const { return keys_; }

 private:
  template <typename Value>
  static void Set(const json& value, Value& to) {
    to = value.get<Value>();
  }

  static void Set(const json& value, LengthNormalization& to) {
    for (const auto& known : kLengthNormalizations) {
      if (value == known.name) to = known.value;
    }
  }

  static void Set(const json& value, std::optional<AlignmentHeads>& to) {
    to.emplace();
    if (value.is_boolean()) return;
    to->layers = value.value("layers", std::vector<int>());
    to->heads = value.value("heads", std::vector<int>());
  }

  static void Set(const json& /*value*/, std::optional<Sampling>& /*to*/) {
    throw std::runtime_error("a reference search samples");
  }

  const json& object_;
  std::set<std::string> keys_;
};

SearchCase ReadCase(const json& value) {
  SearchCase result;
  result.name = value.at("name");
  result.sentence = value.at("sentence");
  ReadOptions(value.at("options"), result);
  for (const json& hypothesis : value.at("hypotheses"))
    result.hypotheses.push_back(ReadHypothesis(hypothesis));
  if (value.contains("alignment"))
    result.alignment =
        value.at("alignment").get<std::vector<std::vector<float>>>();
  return result;
}

}  // namespace

ReferenceHypothesis ReadHypothesis(const json& value) {
  return {value.at("ids"), value.at("logProbs"), value.at("score"),
          value.at("normalizedScore"),
          value.at("stop") == "eos" ? Stop::kEos : Stop::kLength};
}

void ReadOptions(const json& object, SearchCase& to) {
  OptionReader reader(object);
  VisitOptions(reader, to.options, ModelConfig());
  reader("prefix", to.prefix);
  for (const auto& [key, option] : object.items()) {
    if (!reader.keys().contains(key))
      throw std::runtime_error("a reference search has the option " + key);
  }
}

std::vector<SearchCase> SearchCases(const std::string& fixture) {
  const json file = json::parse(ReadDataFile(fixture + ".search.json"));
  std::vector<SearchCase> cases;
  for (const json& value : file.at("cases")) cases.push_back(ReadCase(value));
  return cases;
}

}  // namespace stepglot
