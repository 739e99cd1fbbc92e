// Finds what a translation has to keep.
#ifndef STEPGLOT_CORE_PROTECT_FINDER_H_
#define STEPGLOT_CORE_PROTECT_FINDER_H_

#include <span>
#include <string_view>
#include <vector>

#include "core/protect/span.h"
#include "core/text/alphabet.h"

namespace stepglot {

/// The spans of a text, in order: those given, what the patterns know, and what
/// neither the alphabet nor a substitute can write. Such a symbol takes the
/// number or the unit beside it along ("10 €", "20 °C"), such a letter its
/// word. Spans with nothing but blanks between them are one.
/// @param given  ascending, without overlap.
std::vector<Span> FindSpans(std::string_view text, const Alphabet& alphabet,
                            std::span<const TextRange> given = {});

/// Whether a span is no part of a sentence, so that it can be cut off where it
/// stands at the edge of one: pictures, markup, separators.
bool IsDetached(const Span& span);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_PROTECT_FINDER_H_
