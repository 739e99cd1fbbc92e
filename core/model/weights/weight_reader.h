// WeightReader: takes named tensors out of a file as checked matrices and
// vectors.
#ifndef STEPGLOT_CORE_MODEL_WEIGHTS_WEIGHT_READER_H_
#define STEPGLOT_CORE_MODEL_WEIGHTS_WEIGHT_READER_H_

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/model/config/config.h"
#include "core/model/weights/weight_source.h"
#include "core/model/weights/weights.h"

namespace stepglot {

/// The memory that a model's weights lie in.
class WeightMemory {
 public:
  /// @return uninitialised room for converted weights; it lives as long as this
  /// object, as does everything below.
  float* AllocateFloats(size_t size);
  int8_t* AllocateInt8s(size_t size);
  int32_t* AllocateInt32s(size_t size);

  /// Keeps a file's bytes, whose content is a weight as it lies.
  const uint8_t* Keep(Bytes bytes);

  size_t kept_bytes() const { return kept_bytes_; }
  size_t converted_bytes() const { return converted_bytes_; }

 private:
  std::vector<std::unique_ptr<float[]>> floats_;
  std::vector<std::unique_ptr<int8_t[]>> int8s_;
  std::vector<std::unique_ptr<int32_t[]>> int32s_;
  std::vector<Bytes> kept_;
  size_t kept_bytes_ = 0;
  size_t converted_bytes_ = 0;
};

/// A matrix or vector (rows 1) that the model uses, under its native name.
struct NamedWeight {
  std::string name;
  bool is_matrix = false;
  bool is_quantizable = false;  ///< may be stored as int8
  Matrix values;
};

/// Reads weights and remembers which. F32 and int8 stay as they lie in the file
/// where order and alignment allow, else they are copied; F16, BF16 and I16
/// become float32. Only one weight's bytes are in memory beside the result.
class WeightReader {
 public:
  /// @param where  what messages call the model when a weight is missing.
  WeightReader(const WeightSource& source, WeightMemory& memory,
               std::string where)
      : source_(source), memory_(memory), where_(std::move(where)) {}

  /// The weight `name`, [rows, columns].
  /// @throws Error kInvalidModel when it is missing or has another shape or
  /// dtype, or when it or its scales hold infinities or NaN.
  Matrix ReadMatrix(const std::string& name, int rows, int columns);

  /// The weight `name`, [rows, columns], as float32 in every container: what is
  /// added and not multiplied, such as positions. Throws like ReadMatrix.
  const float* ReadTable(const std::string& name, int rows, int columns);

  /// The weight `name`, [size], as float32. Throws like ReadMatrix.
  const float* ReadVector(const std::string& name, int size);

  /// Everything read so far, in order.
  std::vector<NamedWeight> TakeNames() { return std::move(names_); }

  /// Names in the file of everything read so far.
  const std::set<std::string>& used() const { return used_; }

 private:
  StoredWeight Get(const std::string& name, const std::vector<int64_t>& shape);
  const float* Floats(const StoredWeight& stored);
  const float* Widened(const StoredWeight& stored, const Bytes& bytes);
  const int8_t* Int8s(const StoredWeight& stored);
  const float* Scales(const StoredWeight& stored, int rows);
  const int32_t* RowSums(const Matrix& matrix);

  const WeightSource& source_;
  WeightMemory& memory_;
  std::string where_;
  std::vector<NamedWeight> names_;
  std::set<std::string> used_;
};

/// All weights that the config calls for, under the names of the native
/// container.
/// @throws Error like WeightReader.
Weights ReadWeights(WeightReader& reader, const ModelConfig& config);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_WEIGHTS_WEIGHT_READER_H_
