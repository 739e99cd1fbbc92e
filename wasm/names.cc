// Names states and reasons.
#include "wasm/names.h"

namespace stepglot {
namespace {

const char* PruneReasonName(PruneReason reason) {
  switch (reason) {
    case PruneReason::kNone:
      return nullptr;
    case PruneReason::kRank:
      return "rank";
    case PruneReason::kBound:
      return "bound";
    case PruneReason::kEarly:
      return "early";
  }
  return nullptr;
}

}  // namespace

const char* NodeStateName(NodeState state) {
  switch (state) {
    case NodeState::kForced:
      return "forced";
    case NodeState::kLive:
      return "live";
    case NodeState::kFinished:
      return "finished";
    case NodeState::kPruned:
      return "pruned";
  }
  return "";
}

const char* StopName(Stop stop) {
  switch (stop) {
    case Stop::kNone:
      return nullptr;
    case Stop::kEos:
      return "eos";
    case Stop::kLength:
      return "length";
  }
  return nullptr;
}

const char* ReasonName(const Node& node) {
  return node.state == NodeState::kPruned ? PruneReasonName(node.prune_reason)
                                          : StopName(node.stop);
}

const char* OutcomeName(Outcome outcome) {
  switch (outcome) {
    case Outcome::kWhole:
      return "whole";
    case Outcome::kDivided:
      return "divided";
    case Outcome::kDoubtful:
      return "doubtful";
  }
  return "";
}

}  // namespace stepglot
