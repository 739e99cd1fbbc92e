// Translating: options and texts that the tests of Translator share.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_TRANSLATING_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_TRANSLATING_H_

#include <memory>
#include <string>
#include <vector>

#include "core/translate/translator.h"

namespace stepglot {

/// Most tokens of a segment by the options below.
inline constexpr int kShortLength = 10;

/// Greedy search for a few tokens.
TranslateOptions ShortOptions(int batch_size = 8);

/// With room for prefixes; sentences end at three tokens per source id.
TranslateOptions PrefixOptions(int batch_size = 8);

TranslateOptions BeamOptions(int n_best);

/// The fixture that most tests take.
const std::shared_ptr<const Model>& TinyPre();

/// Texts of several sizes, some without a sentence, as a page of an application
/// has them.
std::vector<Source> MixedTexts();

/// The translation of a text as one sentence, by the step API.
Translation TranslateSentence(const std::shared_ptr<const Model>& model,
                              const Source& sentence);

/// The translation of a text that begins with a prefix.
Translation TranslateWith(const std::shared_ptr<const Model>& model,
                          const Source& text, const Source& prefix,
                          const TranslateOptions& options = PrefixOptions());

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_TRANSLATING_H_
