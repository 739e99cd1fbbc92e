// Forces whole translations on sessions.
#include "core/translate/scoring.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "core/document/target_ids.h"
#include "core/error.h"
#include "core/translate/session.h"

namespace stepglot {
namespace {

// Sequences that are scored side by side.
constexpr size_t kBatch = 16;

SearchOptions ForcedOptions(const Model& model, const SearchOptions& options) {
  SearchOptions forced;
  forced.cache = options.cache;
  forced.shortlist = options.shortlist;
  forced.max_length = model.config().max_target_length;
  forced.beam_size = 1;
  forced.length_normalization = options.length_normalization;
  forced.length_penalty = options.length_penalty;
  forced.coverage_penalty = options.coverage_penalty;
  forced.alignment = options.alignment;
  return forced;
}

}  // namespace

std::vector<Translation> ScoreTranslations(const SourceReader& reader,
                                           const std::vector<Source>& sources,
                                           const std::vector<Source>& targets,
                                           const SearchOptions& options) {
  if (sources.size() != targets.size()) {
    throw Error(ErrorCode::kInvalidArgument,
                std::to_string(sources.size()) + " sources have " +
                    std::to_string(targets.size()) + " translations");
  }
  const std::shared_ptr<const Model>& model = reader.model();
  const SearchOptions forced = ForcedOptions(*model, options);
  std::vector<Translation> scored;
  for (size_t begin = 0; begin < sources.size(); begin += kBatch) {
    const size_t end = std::min(begin + kBatch, sources.size());
    std::vector<SequenceRequest> batch;
    for (size_t i = begin; i < end; ++i) {
      const auto index = static_cast<int>(i);
      SequenceRequest& request = batch.emplace_back();
      request.source = reader.Read(sources[i], index);
      request.prefix =
          TargetIds(*model, targets[i], index, request.source.masks);
      request.prefix.push_back(model->config().eos);
      request.number = i;
    }
    Session session(model, std::move(batch), forced);
    while (!session.done()) session.Step();
    const std::vector<Translation> results = session.results();
    scored.insert(scored.end(), results.begin(), results.end());
  }
  return scored;
}

}  // namespace stepglot
