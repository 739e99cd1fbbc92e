// The step API over a search.
#include "core/translate/session.h"

#include "core/error.h"

namespace stepglot {
namespace {

EncodedSources EncodeAll(const Model& model,
                         const std::vector<Source>& sources) {
  const int longest = model.config().max_source_length;
  std::vector<std::vector<int>> ids;
  for (size_t i = 0; i < sources.size(); ++i) {
    ids.push_back(SourceIds(model, sources[i], static_cast<int>(i)));
    if (static_cast<int>(ids.back().size()) > longest) {
      throw Error(ErrorCode::kInvalidArgument,
                  "source " + std::to_string(i) + " has " +
                      std::to_string(ids.back().size()) +
                      " ids; one sequence may have " + std::to_string(longest) +
                      "; translate() splits longer texts");
    }
  }
  return Encoder(model).Encode(ids);
}

}  // namespace

Session::Session(std::shared_ptr<const Model> model,
                 const std::vector<Source>& sources,
                 const SearchOptions& options)
    : model_(std::move(model)),
      search_(*model_, EncodeAll(*model_, sources), options),
      decoders_(sources.size(), StreamDecoder(model_->target_tokenizer())),
      results_(sources.size()) {
  for (Translation& result : results_) result.sentences = 1;
}

const std::vector<StepReport>& Session::Step() {
  reports_.clear();
  for (const TokenStep& token : search_.Step()) {
    StepReport report;
    report.token = token;
    report.piece = model_->target_tokenizer().Piece(token.id);
    StreamDecoder& decoder = decoders_[token.sequence];
    Translation& result = results_[token.sequence];
    if (token.stop != Stop::kEos) {
      report.text = decoder.Push(token.id);
      result.tokens.push_back(token.id);
    }
    if (token.stop != Stop::kNot) report.text += decoder.Finish();
    result.text += report.text;
    result.log_probabilities.push_back(token.log_probability);
    result.score += token.log_probability;
    result.stop = token.stop;
    reports_.push_back(std::move(report));
  }
  return reports_;
}

}  // namespace stepglot
