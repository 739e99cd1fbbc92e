// Names of the kinds.
#include "core/protect/span.h"

namespace stepglot {

std::string_view NameOf(SpanKind kind) {
  switch (kind) {
    case SpanKind::kGiven:
      return "given";
    case SpanKind::kAddress:
      return "address";
    case SpanKind::kPath:
      return "path";
    case SpanKind::kCode:
      return "code";
    case SpanKind::kPlaceholder:
      return "placeholder";
    case SpanKind::kMarkup:
      return "markup";
    case SpanKind::kHandle:
      return "handle";
    case SpanKind::kPicture:
      return "picture";
    case SpanKind::kNumber:
      return "number";
    case SpanKind::kSeparator:
      return "separator";
    case SpanKind::kUnwritable:
      return "unwritable";
    case SpanKind::kLongWord:
      return "long word";
  }
  return "";
}

}  // namespace stepglot
