// Lists the nodes of a step, with what they were chosen from.
#include "wasm/steps.h"

#include <vector>

#include "wasm/names.h"
#include "wasm/values.h"

namespace stepglot {
namespace {

using emscripten::val;

val FromAttention(const AttentionWeightsOfToken& attention) {
  val result = val::object();
  result.set("shape", Array(std::vector<int>{attention.layers, attention.heads,
                                             attention.keys}));
  result.set("data",
             TypedArray(attention.weights.data(), attention.weights.size()));
  return result;
}

// What a node's token was chosen from, on request.
void SetPrediction(const Prediction& prediction, const Tokenizer& tokenizer,
                   const SearchOptions& options, val& result) {
  if (options.candidates > 0) {
    val candidates = val::array();
    for (const Candidate& candidate : prediction.candidates) {
      val entry = val::object();
      entry.set("id", candidate.id);
      entry.set("piece", tokenizer.Piece(candidate.id));
      entry.set("logProb", candidate.log_probability);
      entry.set("misspells", candidate.misspells);
      candidates.call<void>("push", entry);
    }
    result.set("candidates", candidates);
  }
  if (options.attention) {
    val attention = val::object();
    attention.set("self", FromAttention(prediction.attention.self));
    attention.set("cross", FromAttention(prediction.attention.cross));
    result.set("attention", attention);
  }
}

val FromNode(int number, const Node& node, const Tokenizer& tokenizer,
             bool has_scores) {
  val result = val::object();
  result.set("node", number);
  result.set("parent", node.parent);
  result.set("id", node.id);
  result.set("piece", tokenizer.Piece(node.id));
  result.set("misspells", node.misspells);
  if (has_scores) {
    result.set("logProb", node.log_probability);
    result.set("score", node.score);
    result.set("normalizedScore", node.normalized);
  }
  result.set("state", val(NodeStateName(node.state)));
  result.set("reason", NameOrNull(ReasonName(node)));
  return result;
}

}  // namespace

val FromReport(const StepReport& report, const HypothesisTree& tree,
               const Tokenizer& tokenizer, const SearchOptions& options) {
  val nodes = val::array();
  for (const auto& [number, prediction] : report.search.nodes) {
    val node = FromNode(number, tree.node(number), tokenizer, options.scores);
    SetPrediction(report.search.predictions[prediction], tokenizer, options,
                  node);
    nodes.call<void>("push", node);
  }
  const val best = nodes[0];
  val result = val::object();
  result.set("sequence", report.search.sequence);
  for (const char* name :
       {"id", "piece", "logProb", "candidates", "attention"}) {
    if (const val value = best[name]; !value.isUndefined())
      result.set(name, value);
  }
  result.set("text", report.text);
  result.set("stop", NameOrNull(StopName(report.stop)));
  result.set("done", report.search.done);
  result.set("nodes", nodes);
  return result;
}

}  // namespace stepglot
