// Finds the numbers of a text.
#ifndef STEPGLOT_CORE_PROTECT_NUMBERS_H_
#define STEPGLOT_CORE_PROTECT_NUMBERS_H_

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "core/protect/span.h"

namespace stepglot {

/// The numbers from a place on, outside of spans: digits with the separators
/// between them.
std::vector<Span> FindNumbers(std::string_view text, size_t begin,
                              std::span<const Span> spans);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_PROTECT_NUMBERS_H_
