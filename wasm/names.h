// What states and outcomes are called in JavaScript.
#ifndef STEPGLOT_WASM_NAMES_H_
#define STEPGLOT_WASM_NAMES_H_

#include "core/document/translated_text.h"
#include "core/search/hypothesis_tree.h"

namespace stepglot {

/// "forced", "live", "finished" or "pruned".
const char* NodeStateName(NodeState state);

/// "eos" or "length"; null unless finished.
const char* StopName(Stop stop);

/// Why a node's hypothesis does not go on: the StopName of a finished one,
/// "rank", "bound" or "early" for a pruned one, null for any other.
const char* ReasonName(const Node& node);

/// "whole", "divided" or "doubtful".
const char* OutcomeName(Outcome outcome);

}  // namespace stepglot

#endif  // STEPGLOT_WASM_NAMES_H_
