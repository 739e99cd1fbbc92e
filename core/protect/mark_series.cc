// Writes marks.
#include "core/protect/mark_series.h"

namespace stepglot {

std::string_view StartOf(MarkSeries series) {
  switch (series) {
    case MarkSeries::kX1:
      return "X";
    case MarkSeries::kBrackets:
      return "[";
    case MarkSeries::kXX1:
      return "XX";
    case MarkSeries::k1001:
      break;
  }
  return "100";
}

std::string MarkOf(MarkSeries series, int number) {
  std::string mark(StartOf(series));
  mark += std::to_string(number);
  if (series == MarkSeries::kBrackets) mark += ']';
  return mark;
}

}  // namespace stepglot
