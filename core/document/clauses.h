// Where a long sentence can be cut.
#ifndef STEPGLOT_CORE_DOCUMENT_CLAUSES_H_
#define STEPGLOT_CORE_DOCUMENT_CLAUSES_H_

#include <span>
#include <string_view>
#include <vector>

#include "core/document/source.h"
#include "core/text/tokenizer.h"

namespace stepglot {

/// Where to cut a sentence of more than `limit` tokens into parts of at most so
/// many: at the end of a clause, as a semicolon, a colon, a comma or a
/// conjunction tells, else between words, else anywhere. Parts are of about the
/// same size; none is cut within a span.
/// @param text      the whole source, which the tokens' ranges refer to.
/// @param sentence  without bos and eos.
/// @return indices of the tokens that begin a part, ascending; the first is 0.
std::vector<size_t> CutLongSentence(std::string_view text,
                                    const Tokenizer& tokenizer,
                                    const SourceSequence& sentence,
                                    size_t limit);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_CLAUSES_H_
