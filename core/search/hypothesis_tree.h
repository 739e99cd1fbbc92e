// HypothesisTree: all hypotheses that a search has looked at, as a tree of
// tokens.
#ifndef STEPGLOT_CORE_SEARCH_HYPOTHESIS_TREE_H_
#define STEPGLOT_CORE_SEARCH_HYPOTHESIS_TREE_H_

#include <memory>
#include <span>
#include <vector>

namespace stepglot {

/// Why a hypothesis finished.
enum class Stop {
  kNone,    ///< it has not finished
  kEos,     ///< the model ended it
  kLength,  ///< it reached its length limit
};

/// What became of a hypothesis at the step that made it.
enum class NodeState {
  kForced,    ///< it went on with a token that the caller gave
  kLive,      ///< it went on
  kFinished,  ///< it finished; Node::stop says why
  kPruned,    ///< it was dropped; Node::prune_reason says why
};

/// Why a hypothesis was pruned.
enum class PruneReason {
  kNone,   ///< it was not pruned
  kRank,   ///< others of its step had better scores
  kBound,  ///< it could not become better than the finished ones
  kEarly,  ///< enough others had finished
};

/// A possible next token.
struct Candidate {
  int id = 0;
  float log_probability = 0;  ///< nats
  bool misspells = false;     ///< it pays the lexicon penalty
};

/// A hypothesis: a token after its parent's.
struct Node {
  int parent = -1;            ///< node number; the root has none
  int id = -1;                ///< target id; the root has none
  int length = 0;             ///< tokens from the root
  int sample = 0;             ///< when sampling, which sample it belongs to
  float log_probability = 0;  ///< of the token, in nats; what was ruled out has
                              ///< no share
  bool misspells = false;     ///< the token paid the lexicon penalty
  double score = 0;           ///< sum of log_probability from the root, less
                              ///< the lexicon penalty of those that misspell
  double generated = 0;       ///< the same from the end of the forced prefix
  double normalized = 0;      ///< what ranks it; see HypothesisScore
  NodeState state = NodeState::kLive;
  Stop stop = Stop::kNone;                        ///< unless finished
  PruneReason prune_reason = PruneReason::kNone;  ///< unless pruned
  /// When the search records it: where the decoder looked as it predicted the
  /// token, [source ids]; siblings share it.
  std::shared_ptr<const std::vector<float>> alignment;
};

/// Nodes are numbered in the order in which they were made; number 0 is the
/// root, the empty hypothesis.
class HypothesisTree {
 public:
  HypothesisTree() : nodes_(1) {}

  int size() const { return static_cast<int>(nodes_.size()); }
  const Node& node(int number) const { return nodes_[number]; }
  Node& node(int number) { return nodes_[number]; }

  /// Has the memory for so many nodes, the root included.
  void Reserve(int nodes) { nodes_.reserve(nodes); }

  /// @return the new node's number.
  int Add(Node node);

  /// The nodes from the root, which is left out, to a node.
  std::vector<int> Path(int number) const;

  /// The ids on that path.
  std::vector<int> Ids(int number) const;

  /// The last node that is on the paths to all of `numbers`.
  int CommonAncestor(std::span<const int> numbers) const;

 private:
  std::vector<Node> nodes_;
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_SEARCH_HYPOTHESIS_TREE_H_
