// OpenedModel: what a format's reader finds, with all weights read.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_OPENED_MODEL_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_OPENED_MODEL_H_

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/model/formats/file_set.h"
#include "core/model/formats/model_parts.h"
#include "core/model/formats/native.h"
#include "core/model/weights/weight_reader.h"
#include "tests/core/support/model_file.h"

namespace stepglot {

struct OpenedModel {
  ModelParts parts;
  WeightMemory memory;
  std::vector<NamedWeight> weights;

  using Reader = std::function<ModelParts(const FileSet&)>;

  /// Opens files and reads all weights. Throws what the reader throws.
  OpenedModel(const Reader& open, std::vector<FilePointer> files)
      : parts(open(FileSet(std::move(files)))) {
    WeightReader reader(*parts.weights, memory, "model");
    ReadWeights(reader, parts.config);
    parts.weights->CheckAllUsed(reader.used());
    weights = reader.TakeNames();
  }
};

/// A container, opened as the models of other formats are.
inline OpenedModel OpenContainer(const ModelFile& model) {
  const auto open = [](const FileSet& files) {
    return OpenNative(SafetensorsFile::Parse(files.files().front().file),
                      files);
  };
  return {open, {InMemory("native.safetensors", model.Write())}};
}

/// The value of an entry.
inline float ValueAt(const Matrix& matrix, int row, int column) {
  const size_t i =
      static_cast<size_t>(row) * matrix.columns + static_cast<size_t>(column);
  return matrix.quantized()
             ? static_cast<float>(matrix.i8[i]) * matrix.scales[row]
             : matrix.f32[i];
}

/// Succeeds when two models have the same weights under the same names.
/// @param tolerance  by which values may differ, relative to a matrix' largest
/// being about 1.
inline testing::AssertionResult SameWeights(const OpenedModel& a,
                                            const OpenedModel& b,
                                            float tolerance = 0) {
  if (a.weights.size() != b.weights.size())
    return testing::AssertionFailure() << "different numbers of weights";
  for (size_t i = 0; i < a.weights.size(); ++i) {
    const Matrix& x = a.weights[i].values;
    const Matrix& y = b.weights[i].values;
    if (a.weights[i].name != b.weights[i].name || x.rows != y.rows ||
        x.columns != y.columns) {
      return testing::AssertionFailure()
             << a.weights[i].name << " and " << b.weights[i].name;
    }
    for (int row = 0; row < x.rows; ++row) {
      for (int column = 0; column < x.columns; ++column) {
        const float difference =
            ValueAt(x, row, column) - ValueAt(y, row, column);
        if (!(difference <= tolerance && difference >= -tolerance)) {
          return testing::AssertionFailure()
                 << a.weights[i].name << "[" << row << ", " << column
                 << "] differs by " << difference;
        }
      }
    }
  }
  return testing::AssertionSuccess();
}

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_OPENED_MODEL_H_
