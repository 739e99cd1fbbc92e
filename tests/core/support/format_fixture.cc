// Reads models and their references.
#include "tests/core/support/format_fixture.h"

#include <map>
#include <nlohmann/json.hpp>

#include "core/model/config/config_reader.h"
#include "core/model/weights/tensor_values.h"
#include "tests/core/support/data_file.h"
#include "tests/core/support/watched_file.h"

namespace stepglot {
namespace {

using nlohmann::json;

json Reference(const std::string& name) {
  return json::parse(ReadDataFile("formats/" + name + ".reference.json"));
}

FormatResult ReadResult(const json& value) {
  FormatResult result;
  result.greedy = ReadHypothesis(value.at("greedy"));
  for (const json& hypothesis : value.at("beam"))
    result.beam.push_back(ReadHypothesis(hypothesis));
  result.text = value.at("beam").at(0).at("text");
  return result;
}

FormatSentence ReadSentence(const json& value) {
  FormatSentence sentence;
  sentence.text = value.value("text", "");
  sentence.target_token = value.value("targetToken", "");
  sentence.pieces = value.at("pieces").get<std::vector<std::string>>();
  sentence.source = value.at("source").get<std::vector<int>>();
  sentence.target = value.at("target").get<std::vector<int>>();
  sentence.whole = ReadResult(value);
  if (value.contains("shortlist")) {
    const json& shortlist = value.at("shortlist");
    sentence.shortlist = ReadResult(shortlist);
    sentence.candidates = shortlist.at("ids").get<std::vector<int>>();
  }
  return sentence;
}

}  // namespace

const FormatFixture& FormatFixture::Get(const std::string& name) {
  static std::map<std::string, FormatFixture> fixtures;
  auto found = fixtures.find(name);
  if (found == fixtures.end())
    found = fixtures.emplace(name, FormatFixture(name)).first;
  return found->second;
}

FormatFixture::FormatFixture(const std::string& name)
    : model_(Model::Load(FormatFixtureFiles(name))),
      reference_(SafetensorsFile::Parse(
          Watch(name + ".reference",
                ReadDataFile("formats/" + name + ".reference.safetensors")))) {
  const json reference = Reference(name);
  format_ = reference.at("format");
  config_ = ParseModelConfig(reference.at("config").dump(), name);
  SearchCase search;
  ReadOptions(reference.at("search"), search);
  options_ = search.options;
  for (const json& sentence : reference.at("sentences"))
    sentences_.push_back(ReadSentence(sentence));
}

std::vector<float> FormatFixture::Logits(size_t i) const {
  const std::string name = "s" + std::to_string(i) + ".logits";
  return ReadFloats(name, *reference_.Find(name));
}

std::vector<std::string> FormatFixtureNames() {
  return {"argos",        "ct2-v1",         "ct2-v2-int16",
          "ct2-v3",       "ct2-v4-float16", "ct2-v4-int8",
          "ct2-v5-int16", "ct2-v6-int8",    "marian-intgemm8",
          "marian-npz",   "marian-prenorm", "marian-ssru",
          "opus",         "opus-bfloat16",  "opus-float16"};
}

std::vector<FilePointer> FormatFixtureFiles(const std::string& name) {
  std::vector<FilePointer> files;
  const json reference = Reference(name);
  for (const json& file : reference.at("files")) {
    const std::string path = name + "/" + file.get<std::string>();
    files.push_back(Watch(path, ReadDataFile("formats/" + path)));
  }
  return files;
}

}  // namespace stepglot
