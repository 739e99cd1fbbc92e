// FormatFixture: a tiny model in one of the formats that others write, with
// what an independent PyTorch program computes from it.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_FORMAT_FIXTURE_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_FORMAT_FIXTURE_H_

#include <memory>
#include <string>
#include <vector>

#include "core/model/model.h"
#include "core/model/weights/safetensors.h"
#include "tests/core/support/search_case.h"

namespace stepglot {

/// What the reference makes of a source.
struct FormatResult {
  ReferenceHypothesis greedy;
  std::vector<ReferenceHypothesis> beam;  ///< of a beam of 4, best first
  std::string text;                       ///< of the best one
};

struct FormatSentence {
  std::string text;  ///< empty for a model that takes pieces only
  std::string target_token;
  std::vector<std::string> pieces;
  std::vector<int> source;
  std::vector<int> target;      ///< a forced one
  FormatResult whole;           ///< over the whole vocabulary
  FormatResult shortlist;       ///< among `candidates`
  std::vector<int> candidates;  ///< empty without a shortlist
};

/// A folder of tests/data/formats and its reference, which the README there
/// describes.
class FormatFixture {
 public:
  /// Reads it at the first call; `name` is for example "ct2-v1".
  static const FormatFixture& Get(const std::string& name);

  const std::shared_ptr<const Model>& model() const { return model_; }
  const std::string& format() const { return format_; }
  const ModelConfig& config() const { return config_; }
  const SearchOptions& options() const { return options_; }
  const std::vector<FormatSentence>& sentences() const { return sentences_; }

  /// Of sentence i's target: [target, target vocabulary].
  std::vector<float> Logits(size_t i) const;

 private:
  explicit FormatFixture(const std::string& name);

  std::shared_ptr<const Model> model_;
  std::string format_;
  ModelConfig config_;
  SearchOptions options_;
  std::vector<FormatSentence> sentences_;
  SafetensorsFile reference_;
};

/// The names of all folders.
std::vector<std::string> FormatFixtureNames();

/// The files of one.
std::vector<FilePointer> FormatFixtureFiles(const std::string& name);

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_FORMAT_FIXTURE_H_
