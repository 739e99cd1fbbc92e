// WeightReader: takes named tensors out of a file as checked matrices and
// vectors.
#ifndef STEPGLOT_CORE_MODEL_WEIGHT_READER_H_
#define STEPGLOT_CORE_MODEL_WEIGHT_READER_H_

#include <memory>
#include <string>
#include <vector>

#include "core/model/config.h"
#include "core/model/safetensors.h"
#include "core/model/weights.h"

namespace stepglot {

/// Float32 arrays that could not be views of the file: converted from half
/// precision or moved to an address that suits their type.
class OwnedFloats {
 public:
  /// @return uninitialised room for `size` floats that lives as long as this
  /// object.
  float* Allocate(size_t size);

  size_t bytes() const { return bytes_; }

 private:
  std::vector<std::unique_ptr<float[]>> arrays_;
  size_t bytes_ = 0;
};

/// A matrix or vector (rows 1) that the model uses, under its name in the file.
struct NamedWeight {
  std::string name;
  bool is_matrix = false;
  Matrix values;
};

/// Reads weights and remembers which. F32 is viewed in place where its
/// alignment allows, else copied; F16 and BF16 are widened to float32; an I8
/// matrix `X` needs its scales `X.scale`.
class WeightReader {
 public:
  WeightReader(const SafetensorsFile& file, OwnedFloats& owned)
      : file_(file), owned_(owned) {}

  /// The tensor `name`, [rows, columns].
  /// @throws Error kInvalidModel when it is missing or has another shape or
  /// dtype, or when it or
  ///         its scales hold infinities or NaN.
  Matrix ReadMatrix(const std::string& name, int rows, int columns);

  /// The tensor `name`, [size], as float32. Throws like ReadMatrix.
  const float* ReadVector(const std::string& name, int size);

  /// Everything read so far, in order.
  std::vector<NamedWeight> TakeNames() { return std::move(names_); }

 private:
  const TensorView& Get(const std::string& name,
                        const std::vector<int64_t>& shape) const;
  const float* Floats(const std::string& name, const TensorView& tensor);
  [[noreturn]] void Fail(const std::string& name,
                         const std::string& reason) const;

  const SafetensorsFile& file_;
  OwnedFloats& owned_;
  std::vector<NamedWeight> names_;
};

/// All weights that the config calls for, under the names of the native
/// container.
/// @throws Error like WeightReader.
Weights ReadWeights(WeightReader& reader, const ModelConfig& config);

/// The name under which the scales of an int8 matrix are kept.
std::string ScaleName(const std::string& name);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_WEIGHT_READER_H_
