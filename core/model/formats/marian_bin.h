// Finds the tensors in Marian's binary model files.
#ifndef STEPGLOT_CORE_MODEL_FORMATS_MARIAN_BIN_H_
#define STEPGLOT_CORE_MODEL_FORMATS_MARIAN_BIN_H_

#include <map>
#include <string>

#include "core/model/weights/tensor.h"

namespace stepglot {

/// The tensors of a Marian model.
struct MarianTensors {
  TensorMap tensors;  ///< shapes as in the file

  /// Of the tensors that were quantised for intgemm: what their values were
  /// multiplied by before rounding. The bytes of a matrix are then those of its
  /// transpose, except in embeddings.
  std::map<std::string, float> multipliers;
};

/// Reads the headers of a .bin file, version 1.
/// @throws Error kInvalidModel for a damaged file; kUnsupported for another
/// version and for weights that are packed for one kind of processor.
MarianTensors OpenMarianBin(const FilePointer& file);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_FORMATS_MARIAN_BIN_H_
