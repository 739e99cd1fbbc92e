// Joins tokenizer, encoder, search and detokenizer.
#include "core/translate/session.h"

#include <map>
#include <utility>

#include "core/error.h"

namespace stepglot {
namespace {

[[noreturn]] void Refuse(const std::string& message) {
  throw Error(ErrorCode::kInvalidArgument, message);
}

std::vector<SequenceRequest> Requests(
    const Model& model, const std::vector<Source>& sources,
    const std::vector<std::vector<int>>& prefixes,
    const std::string& target_token) {
  if (!prefixes.empty() && prefixes.size() != sources.size()) {
    Refuse(std::to_string(sources.size()) + " sources have " +
           std::to_string(prefixes.size()) + " prefixes");
  }
  std::vector<SequenceRequest> requests;
  for (size_t i = 0; i < sources.size(); ++i) {
    SequenceRequest& request = requests.emplace_back();
    request.source =
        SourceTokens(model, sources[i], static_cast<int>(i), target_token);
    if (!prefixes.empty()) request.prefix = prefixes[i];
    request.stream = i;
  }
  return requests;
}

// The different sources of requests, and which of them each request has: equal
// sources are encoded once.
struct SourceBatch {
  explicit SourceBatch(const std::vector<SequenceRequest>& requests) {
    std::map<std::vector<int>, int> known;
    for (const SequenceRequest& request : requests) {
      std::vector<int> ids = IdsOf(request.source);
      const auto [place, is_new] =
          known.try_emplace(ids, static_cast<int>(sources.size()));
      if (is_new) sources.push_back(std::move(ids));
      sequences.push_back(
          {place->second, request.prefix, request.stream, request.max_length});
    }
  }

  std::vector<std::vector<int>> sources;
  std::vector<Sequence> sequences;
};

void CheckLengths(const Model& model,
                  const std::vector<SequenceRequest>& requests) {
  const int longest = model.config().max_source_length;
  for (const SequenceRequest& request : requests) {
    if (static_cast<int>(request.source.size()) <= longest) continue;
    Refuse("source " + std::to_string(request.stream) + " has " +
           std::to_string(request.source.size()) +
           " ids; one sequence may have " + std::to_string(longest) +
           "; translate() splits longer texts");
  }
}

EncodedSources EncodeAll(const Model& model,
                         const std::vector<SequenceRequest>& requests) {
  CheckLengths(model, requests);
  return Encoder(model).Encode(SourceBatch(requests).sources);
}

}  // namespace

Session::Session(std::shared_ptr<const Model> model,
                 const std::vector<Source>& sources,
                 const SearchOptions& options,
                 const std::vector<std::vector<int>>& prefixes,
                 const std::string& target_token)
    : Session(model, Requests(*model, sources, prefixes, target_token),
              options) {}

Session::Session(std::shared_ptr<const Model> model,
                 std::vector<SequenceRequest> requests,
                 const SearchOptions& options)
    : model_(std::move(model)),
      options_(options),
      requests_(std::move(requests)),
      search_(*model_, EncodeAll(*model_, requests_),
              SourceBatch(requests_).sequences, options),
      target_text_(*model_, options),
      streams_(requests_.size(),
               Stream{StreamDecoder(model_->target_tokenizer()), 0}) {}

const std::vector<StepReport>& Session::Step() {
  reports_.clear();
  for (const SearchStep& step : search_.Step()) {
    StepReport report;
    report.search = step;
    report.text = NewText(step.sequence);
    if (step.done) {
      const Beam& beam = search_.beam(step.sequence);
      report.stop = beam.tree().node(beam.settled()).stop;
    }
    reports_.push_back(std::move(report));
  }
  return reports_;
}

// Decodes what has become certain since the last call.
std::string Session::NewText(int sequence) {
  const Beam& beam = search_.beam(sequence);
  const HypothesisTree& tree = beam.tree();
  Stream& stream = streams_[sequence];
  const int settled = beam.settled();
  const std::vector<int> path = tree.Path(settled);
  std::string text;
  for (; stream.tokens < static_cast<int>(path.size()); ++stream.tokens) {
    const Node& node = tree.node(path[stream.tokens]);
    if (node.stop == Stop::kEos) continue;
    text += stream.decoder.Push(
        node.id, target_text_.Piece(node, requests_[sequence].source));
  }
  const bool goes_on = tree.node(settled).stop == Stop::kNot;
  return goes_on ? text : text + stream.decoder.Finish();
}

std::vector<Translation> Session::results() const {
  std::vector<Translation> results;
  for (int i = 0; i < sequences(); ++i) {
    const Beam& beam = search_.beam(i);
    results.push_back(target_text_.Translate(beam.tree(), beam.settled(),
                                             requests_[i].source));
  }
  return results;
}

std::vector<Translation> Session::NBest(int sequence) const {
  CheckSequence(sequence);
  const Beam& beam = search_.beam(sequence);
  std::vector<Translation> translations;
  for (const int node : beam.finished()) {
    if (static_cast<int>(translations.size()) == options_.n_best) break;
    translations.push_back(
        target_text_.Translate(beam.tree(), node, requests_[sequence].source));
  }
  return translations;
}

void Session::CheckSequence(int sequence) const {
  if (sequence >= 0 && sequence < sequences()) return;
  Refuse("there is no sequence " + std::to_string(sequence) + " among " +
         std::to_string(sequences()));
}

std::unique_ptr<Session> Session::Fork(int sequence, int node,
                                       std::optional<int> id) const {
  CheckSequence(sequence);
  const HypothesisTree& hypotheses = tree(sequence);
  if (node < 0 || node >= hypotheses.size()) {
    Refuse("there is no node " + std::to_string(node) + " among " +
           std::to_string(hypotheses.size()));
  }
  if (hypotheses.node(node).stop != Stop::kNot) {
    Refuse("the hypothesis of node " + std::to_string(node) + " has ended");
  }
  SequenceRequest request = requests_[sequence];
  request.prefix = hypotheses.Ids(node);
  if (id) request.prefix.push_back(*id);
  request.max_length = search_.beam(sequence).max_length();
  return std::make_unique<Session>(
      model_, std::vector<SequenceRequest>{std::move(request)}, options_);
}

}  // namespace stepglot
