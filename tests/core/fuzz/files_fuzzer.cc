// The fuzz target of models in the formats of others: any files either open as
// a model that decodes, or throw Error.
//
// The input is one file: an archive of a model's files, or one of them alone.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/model/model.h"
#include "core/translate/translator.h"

namespace stepglot {
namespace {

void LoadAndDecode(const uint8_t* data, size_t size) {
  const auto file = std::make_shared<MemoryFile>(
      "model", Bytes(std::vector<uint8_t>(data, data + size)));
  const auto model = Model::Load({file});
  TranslateOptions options;
  options.search.max_length = 3;
  options.search.beam_size = 2;
  Translate(model, {Pieces{{"a", "\xE2\x96\x81the"}}, Ids{{0}}}, options);
  if (model->source_tokenizer().TakesText())
    Translate(model, {std::string("One cat. \xF0\x9F\x98\x80 \xFF")}, options);
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
