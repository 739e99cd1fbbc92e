// The fuzz target of the loader: any files either open as a model that decodes,
// or throw Error.
//
// The input is one file: a container, an archive of a model's files, or one of
// them alone.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/model/container.h"
#include "core/model/description.h"
#include "core/model/model.h"
#include "core/translate/translator.h"

namespace stepglot {
namespace {

// Text with what tokenizers stumble over: blanks, a ligature, an emoji and
// bytes that are no UTF-8.
constexpr const char* kText =
    "One cat. \xEF\xAC\x81ne  \xF0\x9F\x98\x80 \xFF\xC3";

void LoadAndDecode(const uint8_t* data, size_t size) {
  const auto model = Model::Load({std::make_shared<const MemoryFile>(
      "model", Bytes(std::vector<uint8_t>(data, data + size)))});
  DescribeModel(*model);
  WriteContainer(*model, WeightType::kInt8);
  TranslateOptions options;
  options.search.max_length = 3;
  options.search.candidates = 1;
  options.search.beam_size = 2;
  options.search.n_best = 2;
  options.search.alignment = AlignmentHeads{};
  Translate(model, {Pieces{{"a", "\xE2\x96\x81the"}}, Ids{{0}}}, options);
  if (model->source_tokenizer().TakesText())
    Translate(model, {std::string(kText)}, options);
}

}  // namespace
}  // namespace stepglot

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  try {
    stepglot::LoadAndDecode(data, size);
  } catch (const stepglot::Error&) {
    // The one way in which the core refuses an input.
  }
  return 0;
}
