// WeightSource: a file's tensors under the names and in the form that the
// network wants them.
#ifndef STEPGLOT_CORE_MODEL_WEIGHTS_WEIGHT_SOURCE_H_
#define STEPGLOT_CORE_MODEL_WEIGHTS_WEIGHT_SOURCE_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/model/weights/tensor.h"

namespace stepglot {

/// A matrix or vector of the network and how it is stored.
struct StoredWeight {
  std::string name;            ///< in its file, for messages
  DType dtype = DType::kF32;   ///< F32, F16, BF16, I8 or I16
  std::vector<int64_t> shape;  ///< as the network uses it: [out, in] or [size]
  FilePart data;
  bool transposed = false;  ///< the bytes are those of [in, out]

  /// Of integers: what they are multiplied by, one for each row of `shape` or
  /// one for all. Empty for floats.
  std::vector<float> scales;
  /// In their place where the file has them as F32: finite, one for each row.
  std::optional<FilePart> stored_scales;

  bool has_scales() const { return !scales.empty() || stored_scales; }
};

/// Finds the weights of one model. The names asked for are those of the native
/// container (core/model/README.md); each format maps them to its own.
class WeightSource {
 public:
  virtual ~WeightSource() = default;

  /// @return nothing when the file has no such weight.
  /// @throws Error kInvalidModel when it is damaged.
  virtual std::optional<StoredWeight> Find(const std::string& name) const = 0;

  /// What the file calls, or would call, the weight `name`.
  virtual std::string NameInFile(const std::string& name) const = 0;

  /// Called once the network has all its weights.
  /// @param used  the names in the file (StoredWeight::name) of those that it
  /// took.
  /// @throws Error for a file that holds more: it belongs to a network that
  /// Stepglot does not know, or does not belong to its config.
  virtual void CheckAllUsed(const std::set<std::string>& used) const = 0;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_WEIGHTS_WEIGHT_SOURCE_H_
