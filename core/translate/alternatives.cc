// One step for the tokens, then a search for each of them.
#include "core/translate/alternatives.h"

#include <algorithm>
#include <memory>
#include <string>

#include "core/error.h"
#include "core/translate/session.h"

namespace stepglot {
namespace {

constexpr int kMaxAlternatives = 64;

// The best tokens after the request's prefix.
std::vector<Candidate> NextTokens(const std::shared_ptr<const Model>& model,
                                  const SequenceRequest& request, int count,
                                  SearchOptions options) {
  options.beam_size = 1;
  options.n_best = 1;
  options.candidates = std::min(count, model->config().target_vocab_size);
  Session session(model, {request}, options);
  for (size_t i = 0; i < request.prefix.size(); ++i) session.Step();
  if (session.done()) {
    throw Error(ErrorCode::kInvalidArgument,
                "the prefix of " + std::to_string(request.prefix.size()) +
                    " tokens leaves no room for another");
  }
  return session.Step().front().search.predictions.front().candidates;
}

void Check(const Model& model, const std::vector<int>& prefix, int count,
           const SearchOptions& options) {
  if (count < 1 || count > kMaxAlternatives) {
    throw Error(ErrorCode::kInvalidArgument,
                "alternatives should be from 1 to " +
                    std::to_string(kMaxAlternatives) + ", found " +
                    std::to_string(count));
  }
  if (options.sampling) {
    throw Error(ErrorCode::kInvalidArgument,
                "alternatives are searched for, not sampled");
  }
  if (!prefix.empty() && prefix.back() == model.config().eos) {
    throw Error(ErrorCode::kInvalidArgument,
                "nothing can stand after a prefix that ends with the end "
                "token");
  }
}

}  // namespace

std::vector<Alternative> FindAlternatives(const SourceReader& reader,
                                          const Source& source,
                                          const std::vector<int>& prefix,
                                          int count,
                                          const SearchOptions& options) {
  const std::shared_ptr<const Model>& model = reader.model();
  Check(*model, prefix, count, options);
  const SequenceRequest request{reader.Read(source, 0), prefix, 0};
  const std::vector<Candidate> tokens =
      NextTokens(model, request, count, options);
  std::vector<SequenceRequest> requests(tokens.size(), request);
  for (size_t i = 0; i < tokens.size(); ++i)
    requests[i].prefix.push_back(tokens[i].id);
  Session session(model, requests, options);
  while (!session.done()) session.Step();
  std::vector<Alternative> alternatives;
  for (size_t i = 0; i < tokens.size(); ++i) {
    alternatives.push_back(
        {tokens[i], session.NBest(static_cast<int>(i)).front()});
  }
  return alternatives;
}

}  // namespace stepglot
