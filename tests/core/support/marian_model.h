// MarianModel: a Marian model as tests write it, sound or damaged; a deliberate
// second opinion beside the writer in scripts/train/formats/marian_file.py.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_MARIAN_MODEL_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_MARIAN_MODEL_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/files/file.h"
#include "tests/core/support/model_file.h"

namespace stepglot {

/// A tensor and its type code in .bin files.
struct MarianTensor {
  static constexpr uint64_t kFloat32 = 0x404;
  static constexpr uint64_t kInt8 = 0x101;
  static constexpr uint64_t kIntgemm8 = 0x4101;

  uint64_t type = kFloat32;
  std::vector<int32_t> shape;
  std::vector<uint8_t> bytes;
};

/// The parts of a model; all may be changed.
struct MarianModel {
  std::map<std::string, std::string> settings;  ///< as they are spelt in YAML
  std::map<std::string, MarianTensor> tensors;  ///< without the settings

  /// The model of a container whose switches Marian has.
  static MarianModel Of(const ModelFile& native);

  void AddFloats(const std::string& name, std::vector<int32_t> shape,
                 const std::vector<float>& values);

  /// Quantises matrices for intgemm as Firefox's models are, with multipliers
  /// for activations beside them.
  void Quantise();

  /// What the file holds beside the tensors.
  std::string SettingsText() const;

  /// @param padding  bytes between the shapes and the data.
  std::vector<uint8_t> WriteBin(uint64_t padding = 5) const;
  std::vector<uint8_t> WriteNpz() const;
};

/// A .npy file with the header of a version of the format.
std::vector<uint8_t> NpyFile(const std::string& header,
                             const std::vector<uint8_t>& data,
                             uint8_t version = 1);

/// The model as a .bin file with its vocabulary beside it.
std::vector<FilePointer> MarianFolder(const MarianModel& model);

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_MARIAN_MODEL_H_
