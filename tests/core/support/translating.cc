// Runs translators and sessions to their ends.
#include "tests/core/support/translating.h"

#include "tests/core/support/fixture.h"

namespace stepglot {

TranslateOptions ShortOptions(int batch_size) {
  TranslateOptions options;
  options.search.max_length = kShortLength;
  options.search.beam_size = 1;
  options.batch_size = batch_size;
  return options;
}

TranslateOptions PrefixOptions(int batch_size) {
  TranslateOptions options = ShortOptions(batch_size);
  options.search.max_length = 60;
  return options;
}

TranslateOptions BeamOptions(int n_best) {
  TranslateOptions options = ShortOptions();
  options.search.beam_size = 4;
  options.search.n_best = n_best;
  return options;
}

const std::shared_ptr<const Model>& TinyPre() {
  return Fixture::Get("tiny-pre").model();
}

std::vector<Source> MixedTexts() {
  return {std::string("One. Two. Three. Four."),
          std::string(),
          std::string("\n"),
          std::string("Five"),
          Ids{{5, 6, 7}},
          std::string("Six!  Seven?\nEight"),
          std::string("   "),
          Pieces{{"\xE2\x96\x81", "a"}},
          std::string("Nine. Ten. Eleven. Twelve. Thirteen. Fourteen.")};
}

Translation TranslateSentence(const std::shared_ptr<const Model>& model,
                              const Source& sentence) {
  Session session(model, {sentence}, ShortOptions().search);
  while (!session.done()) session.Step();
  return session.results()[0];
}

Translation TranslateWith(const std::shared_ptr<const Model>& model,
                          const Source& text, const Source& prefix,
                          const TranslateOptions& options) {
  Translator translator(model, {text}, options, {prefix});
  while (!translator.done()) translator.Step();
  return translator.results()[0];
}

}  // namespace stepglot
