// Joins tokenizer, encoder, search and detokenizer.
#include "core/translate/session.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/error.h"

namespace stepglot {
namespace {

[[noreturn]] void Refuse(const std::string& message) {
  throw Error(ErrorCode::kInvalidArgument, message);
}

std::vector<SequenceRequest> Requests(
    const SourceReader& reader, const std::vector<Source>& sources,
    const std::vector<std::vector<int>>& prefixes) {
  if (!prefixes.empty() && prefixes.size() != sources.size()) {
    Refuse(std::to_string(sources.size()) + " sources have " +
           std::to_string(prefixes.size()) + " prefixes");
  }
  std::vector<SequenceRequest> requests;
  for (size_t i = 0; i < sources.size(); ++i) {
    SequenceRequest& request = requests.emplace_back();
    request.source = reader.Read(sources[i], static_cast<int>(i));
    if (!prefixes.empty()) request.prefix = prefixes[i];
    request.number = i;
  }
  return requests;
}

// Returns the requests when none of their sources is too long for the model.
std::vector<SequenceRequest> Checked(const Model& model,
                                     std::vector<SequenceRequest> requests) {
  const int longest = model.config().max_source_length;
  for (const SequenceRequest& request : requests) {
    const size_t length = request.source.tokens.size();
    if (static_cast<int>(length) <= longest) continue;
    Refuse("source " + std::to_string(request.number) + " has " +
           std::to_string(length) + " ids; one sequence may have " +
           std::to_string(longest) + "; translate() splits longer texts");
  }
  return requests;
}

}  // namespace

Session::Batch::Batch(std::vector<SequenceRequest> given)
    : requests(std::move(given)) {
  std::map<std::vector<int>, int> known;
  for (const SequenceRequest& request : requests) {
    std::vector<int> ids = IdsOf(request.source.tokens);
    const auto [place, is_new] =
        known.try_emplace(ids, static_cast<int>(sources.size()));
    if (is_new) sources.push_back(std::move(ids));
    sequences.push_back(
        {place->second, request.prefix, request.number, request.max_length});
  }
}

Session::Session(const SourceReader& reader, const std::vector<Source>& sources,
                 const SearchOptions& options,
                 const std::vector<std::vector<int>>& prefixes)
    : Session(reader.model(), Requests(reader, sources, prefixes), options) {}

Session::Session(std::shared_ptr<const Model> model,
                 std::vector<SequenceRequest> requests,
                 const SearchOptions& options, int positions)
    : Session(model, Batch(Checked(*model, std::move(requests))), options,
              positions) {}

Session::Session(std::shared_ptr<const Model> model, Batch batch,
                 const SearchOptions& options, int positions)
    : model_(std::move(model)),
      options_(options),
      requests_(std::move(batch.requests)),
      search_(*model_, Encoder(*model_).Encode(batch.sources), batch.sequences,
              options, positions),
      target_text_(*model_, options),
      texts_(requests_.size(),
             TextSoFar{StreamDecoder(model_->target_tokenizer()), 0}) {}

int Session::MaxLengthOf(const SequenceRequest& request,
                         const SearchOptions& options,
                         const ModelConfig& config) {
  return MaxLength({0, request.prefix, request.number, request.max_length},
                   static_cast<int>(request.source.tokens.size()), options,
                   config);
}

void Session::Replace(std::vector<SequenceRequest> requests,
                      std::span<const int> numbers) {
  Batch batch(Checked(*model_, std::move(requests)));
  search_.Replace(Encoder(*model_).Encode(batch.sources), batch.sequences,
                  numbers);
  for (size_t i = 0; i < numbers.size(); ++i) {
    requests_[numbers[i]] = std::move(batch.requests[i]);
    texts_[numbers[i]] = {StreamDecoder(model_->target_tokenizer()), 0};
  }
}

const std::vector<StepReport>& Session::Step() {
  reports_.clear();
  for (const SearchStep& step : search_.Step()) {
    StepReport& report =
        reports_.emplace_back(StepReport{step, NewText(step.sequence)});
    if (step.done) {
      const Beam& beam = search_.beam(step.sequence);
      report.stop = beam.tree().node(beam.settled()).stop;
    }
  }
  return reports_;
}

// Decodes what has become certain since the last call.
std::string Session::NewText(int sequence) {
  const Beam& beam = search_.beam(sequence);
  const HypothesisTree& tree = beam.tree();
  TextSoFar& so_far = texts_[sequence];
  const int settled = beam.settled();
  const bool goes_on = tree.node(settled).stop == Stop::kNone;
  const SourceSequence& source = requests_[sequence].source;
  // What stands for something else is known when all of it is there.
  if (source.is_disguised()) {
    return goes_on ? std::string()
                   : target_text_.Translate(tree, settled, source).text;
  }
  new_nodes_.clear();
  for (int number = settled; tree.node(number).length > so_far.tokens;
       number = tree.node(number).parent) {
    new_nodes_.push_back(number);
  }
  so_far.tokens = tree.node(settled).length;
  std::string text;
  for (size_t i = new_nodes_.size(); i-- > 0;) {
    const Node& node = tree.node(new_nodes_[i]);
    if (node.stop == Stop::kEos) continue;
    text +=
        so_far.decoder.Push(node.id, target_text_.Piece(node, source.tokens));
  }
  return goes_on ? text : text + so_far.decoder.Finish();
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
  std::vector<Translation> translations = Finished(sequence);
  const auto n_best = static_cast<size_t>(options_.n_best);
  translations.resize(std::min(translations.size(), n_best));
  return translations;
}

std::vector<Translation> Session::Finished(int sequence) const {
  CheckSequence(sequence);
  const Beam& beam = search_.beam(sequence);
  std::vector<Translation> translations;
  for (const int node : beam.finished()) {
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
  if (hypotheses.node(node).stop != Stop::kNone) {
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
