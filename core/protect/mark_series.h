// MarkSeries: the marks that can stand for spans.
#ifndef STEPGLOT_CORE_PROTECT_MARK_SERIES_H_
#define STEPGLOT_CORE_PROTECT_MARK_SERIES_H_

#include <string>
#include <string_view>

namespace stepglot {

/// A series of marks that translation models copy, by its first one.
enum class MarkSeries {
  kX1,        ///< X1, X2, ...
  kBrackets,  ///< [1], [2], ...
  kXX1,       ///< XX1, XX2, ...
  k1001,      ///< 1001, 1002, ...: no letter, for vocabularies without Latin
              ///< capitals
};

/// What the marks of a series have before the number.
std::string_view StartOf(MarkSeries series);

/// The mark with a number.
std::string MarkOf(MarkSeries series, int number);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_PROTECT_MARK_SERIES_H_
