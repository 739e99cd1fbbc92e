// Preparer: makes of a sentence what the tokenizer is to see.
#ifndef STEPGLOT_CORE_DOCUMENT_PREPARER_H_
#define STEPGLOT_CORE_DOCUMENT_PREPARER_H_

#include <span>
#include <string_view>
#include <vector>

#include "core/document/protection.h"
#include "core/document/source.h"
#include "core/model/model.h"
#include "core/protect/span.h"

namespace stepglot {

/// Prepares sentences for one model: invisible characters are dropped, accents
/// composed, white space made blanks, characters that the vocabulary lacks
/// replaced by what it has, spans masked, and a sentence in capitals put into
/// small letters. The tokens' ranges refer to the text as it was given.
class Preparer {
 public:
  /// @param model,protection  must outlive this object. Without protection
  /// sentences stay as they are.
  Preparer(const Model& model, const Protection& protection)
      : model_(&model), protection_(&protection) {}

  /// @param text   all of it.
  /// @param range  the sentence.
  /// @param spans  those within it, ascending: they are masked.
  /// @return its tokens without bos and eos.
  /// @throws Error kInvalidArgument when the tokenizer takes no text.
  SourceSequence Prepare(std::string_view text, const TextRange& range,
                         std::span<const Span> spans,
                         const Attempt& attempt) const;

 private:
  MappedText Written(std::string_view text, std::span<const Span> spans,
                     SourceSequence& sequence) const;

  const std::vector<MarkSeries>& mark_series() const;

  const Model* model_;
  const Protection* protection_;
};

/// Whether a sentence has letters outside of its spans, so that there is
/// something to translate.
bool HasWords(std::string_view text, const TextRange& range,
              std::span<const Span> spans);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_PREPARER_H_
