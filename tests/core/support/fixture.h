// Fixture: a tiny model with what an independent PyTorch program computes from
// it.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_FIXTURE_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_FIXTURE_H_

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "core/model/container.h"
#include "core/model/model.h"
#include "core/model/weights/safetensors.h"

namespace stepglot {

/// The sentences of every fixture; tests/data/README.md lists the tensors that
/// each has.
inline constexpr int kFixtureSentences = 5;

/// Those of them that come with attention weights.
inline constexpr int kAttentionSentences[] = {1, 2};

/// Tokens of the reference's greedy outputs.
inline constexpr int kReferenceMaxLength = 48;

/// A model of tests/data and its reference.
class Fixture {
 public:
  /// Reads it at the first call; `name` is for example "tiny-pre".
  static const Fixture& Get(const std::string& name);

  const std::shared_ptr<const Model>& model() const { return model_; }

  /// A tensor of sentence `i`, for example "logits".
  std::vector<float> Floats(int i, const std::string& tensor) const;
  std::vector<int> Ints(int i, const std::string& tensor) const;
  std::string Text(int i, const std::string& tensor) const;

  /// The encoder inputs of all sentences.
  std::vector<std::vector<int>> Sources() const;

 private:
  explicit Fixture(const std::string& name);
  const TensorEntry& Tensor(int i, const std::string& tensor) const;

  std::shared_ptr<const Model> model_;
  SafetensorsFile reference_;
};

/// The names of all fixtures.
inline constexpr const char* kFixtureNames[] = {"tiny-pre", "tiny-post",
                                                "tiny-marian", "tiny-t5"};

/// A fixture's model in one of the two weight types, as a parameter of tests.
struct ModelVariant {
  std::string fixture;
  WeightType type;

  std::shared_ptr<const Model> Load() const;
};

std::ostream& operator<<(std::ostream& out, const ModelVariant& variant);

/// All fixtures in both weight types.
std::vector<ModelVariant> AllModelVariants();

/// The variant's name as part of a test's name, for example "tiny_pre_int8".
std::string VariantName(const ModelVariant& variant);

/// A model written in a weight type and opened again.
std::shared_ptr<const Model> Reload(const Model& model, WeightType type);

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_FIXTURE_H_
