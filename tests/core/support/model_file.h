// ModelFile: a native container taken apart, to be changed and put together
// again.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_MODEL_FILE_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_MODEL_FILE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/model/model.h"
#include "core/model/weights/safetensors.h"

namespace stepglot {

/// A tensor that owns its bytes.
struct StoredTensor {
  DType dtype = DType::kF32;
  std::vector<int64_t> shape;
  std::vector<uint8_t> bytes;
};

/// The parts of a container. Everything is public, because tests change it all.
struct ModelFile {
  ModelConfig config;
  std::map<std::string, StoredTensor> tensors;

  /// Takes a container apart.
  static ModelFile Parse(std::vector<uint8_t> container);

  /// One of the models in tests/data, for example "tiny-pre".
  static ModelFile Read(const std::string& name);

  std::vector<float> Floats(const std::string& tensor) const;
  void SetFloats(const std::string& tensor, std::vector<int64_t> shape,
                 std::span<const float> values);

  /// Stores a float tensor as F16 or BF16, cutting off what does not fit.
  void Narrow(const std::string& tensor, DType dtype);

  /// Cuts every float tensor's dimensions of one size down to another.
  void Crop(int64_t from, int64_t to);

  /// Makes the end token as good as impossible, so that sequences run up to
  /// their limits.
  void ForbidEos();

  /// Makes the end token probable, so that a beam has finished and open
  /// hypotheses side by side.
  void FavorEos();

  /// Adds to the logit of an id of the target.
  void AddToLogit(int id, float value);

  /// The container's bytes.
  std::vector<uint8_t> Write() const;

  /// Opens the container under the name "test.safetensors".
  std::shared_ptr<const Model> Load(const LoadOptions& options = {}) const;
};

/// A file of these bytes.
FilePointer InMemory(const std::string& name, std::vector<uint8_t> bytes);
FilePointer TextFile(const std::string& name, const std::string& text);

/// Opens a container under the name "test.safetensors".
std::shared_ptr<const Model> LoadBytes(std::vector<uint8_t> container,
                                       const LoadOptions& options = {});

/// A container of about 10 KB with every part a model can have: one layer on
/// each side, width 4, two vocabularies of its own, one of them with a
/// normalization map.
ModelFile SmallestModel();

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_MODEL_FILE_H_
