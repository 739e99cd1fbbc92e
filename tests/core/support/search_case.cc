// Reads reference searches.
#include "tests/core/support/search_case.h"

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "tests/core/support/data_file.h"

namespace stepglot {
namespace {

using nlohmann::json;

AlignmentHeads ReadHeads(const json& value) {
  if (value.is_boolean()) return {};
  return {value.value("layers", std::vector<int>()),
          value.value("heads", std::vector<int>())};
}

// What each option of the file sets.
const std::map<std::string, std::function<void(SearchCase&, const json&)>>
    kSetters = {
        {"maxLength", [](SearchCase& to,
                         const json& value) { to.options.max_length = value; }},
        {"maxLengthFactor",
         [](SearchCase& to, const json& value) {
           to.options.max_length_factor = value;
         }},
        {"minLength", [](SearchCase& to,
                         const json& value) { to.options.min_length = value; }},
        {"beam", [](SearchCase& to,
                    const json& value) { to.options.beam_size = value; }},
        {"nBest",
         [](SearchCase& to, const json& value) { to.options.n_best = value; }},
        {"lengthNormalization",
         [](SearchCase& to, const json& value) {
           to.options.length_normalization = value == "power"
                                                 ? LengthNormalization::kPower
                                                 : LengthNormalization::kGnmt;
         }},
        {"lengthPenalty",
         [](SearchCase& to, const json& value) {
           to.options.length_penalty = value;
         }},
        {"stopEarly", [](SearchCase& to,
                         const json& value) { to.options.stop_early = value; }},
        {"coveragePenalty",
         [](SearchCase& to, const json& value) {
           to.options.coverage_penalty = value;
         }},
        {"repetitionPenalty",
         [](SearchCase& to, const json& value) {
           to.options.repetition_penalty = value;
         }},
        {"noRepeatNgram",
         [](SearchCase& to, const json& value) {
           to.options.no_repeat_ngram = value;
         }},
        {"suppress",
         [](SearchCase& to, const json& value) {
           to.options.suppress = value.get<std::vector<std::vector<int>>>();
         }},
        {"replaceUnknowns",
         [](SearchCase& to, const json& value) {
           to.options.replace_unknowns = value;
         }},
        {"alignment",
         [](SearchCase& to, const json& value) {
           to.options.alignment = ReadHeads(value);
         }},
        {"prefix",
         [](SearchCase& to, const json& value) {
           to.prefix = value.get<std::vector<int>>();
         }},
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
  for (const auto& [name, option] : object.items()) {
    const auto setter = kSetters.find(name);
    if (setter == kSetters.end())
      throw std::runtime_error("a reference search has the option " + name);
    setter->second(to, option);
  }
}

std::vector<SearchCase> SearchCases(const std::string& fixture) {
  const json file = json::parse(ReadDataFile(fixture + ".search.json"));
  std::vector<SearchCase> cases;
  for (const json& value : file.at("cases")) cases.push_back(ReadCase(value));
  return cases;
}

}  // namespace stepglot
