// The pieces that tell a multilingual model which language to translate into.
#ifndef STEPGLOT_CORE_MODEL_EXTRAS_TARGET_TOKENS_H_
#define STEPGLOT_CORE_MODEL_EXTRAS_TARGET_TOKENS_H_

#include <string>
#include <vector>

#include "core/text/tokenizer.h"

namespace stepglot {

/// All pieces such as ">>deu<<" of a source vocabulary, by id.
std::vector<std::string> TargetTokens(const Tokenizer& source);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_EXTRAS_TARGET_TOKENS_H_
