// Protection: what translations have to keep as it is.
#ifndef STEPGLOT_CORE_DOCUMENT_PROTECTION_H_
#define STEPGLOT_CORE_DOCUMENT_PROTECTION_H_

#include <functional>
#include <vector>

#include "core/protect/mark_series.h"
#include "core/text/text_range.h"

namespace stepglot {

struct Protection {
  /// Whether texts are cleaned up, spans looked for and translations compared
  /// with their sources; else texts go to the tokenizer as they are.
  bool is_on = false;
  /// For each text the ranges that the caller gives, in bytes, ascending and
  /// without overlap; may be empty as a whole.
  std::vector<std::vector<TextRange>> given = {};
  /// Says which marks to try, the best first; empty for the model's own order.
  std::function<const std::vector<MarkSeries>&()> marks = nullptr;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_PROTECTION_H_
