// The names of states and reasons are those of the public API.
#include "wasm/names.h"

#include <gtest/gtest.h>

namespace stepglot {
namespace {

TEST(Names, EveryStateHasItsName) {
  EXPECT_STREQ(NodeStateName(NodeState::kForced), "forced");
  EXPECT_STREQ(NodeStateName(NodeState::kLive), "live");
  EXPECT_STREQ(NodeStateName(NodeState::kFinished), "finished");
  EXPECT_STREQ(NodeStateName(NodeState::kPruned), "pruned");
}

TEST(Names, OnlyWhatHasFinishedHasAStop) {
  EXPECT_EQ(StopName(Stop::kNone), nullptr);
  EXPECT_STREQ(StopName(Stop::kEos), "eos");
  EXPECT_STREQ(StopName(Stop::kLength), "length");
}

TEST(Names, OnlyWhatDoesNotGoOnHasAReason) {
  EXPECT_EQ(ReasonName({.state = NodeState::kForced}), nullptr);
  EXPECT_EQ(ReasonName({.state = NodeState::kLive}), nullptr);
  EXPECT_STREQ(ReasonName({.state = NodeState::kFinished, .stop = Stop::kEos}),
               "eos");
  EXPECT_STREQ(
      ReasonName({.state = NodeState::kFinished, .stop = Stop::kLength}),
      "length");
  const auto pruned = [](PruneReason reason) {
    return Node{.state = NodeState::kPruned, .prune_reason = reason};
  };
  EXPECT_STREQ(ReasonName(pruned(PruneReason::kRank)), "rank");
  EXPECT_STREQ(ReasonName(pruned(PruneReason::kBound)), "bound");
  EXPECT_STREQ(ReasonName(pruned(PruneReason::kEarly)), "early");
}

}  // namespace
}  // namespace stepglot
