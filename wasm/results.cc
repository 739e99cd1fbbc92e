// Converts translations, their sentences and their alignment.
#include "wasm/results.h"

#include <cstddef>
#include <utility>
#include <variant>

#include "wasm/names.h"
#include "wasm/ranges.h"
#include "wasm/utf16_positions.h"
#include "wasm/values.h"

namespace stepglot {
namespace {

using emscripten::val;

// Where bytes of the two texts of a translation are in JavaScript's strings.
struct Positions {
  Utf16Positions source;
  Utf16Positions target;
};

val FromSentences(const std::vector<Sentence>& sentences,
                  const Positions& positions, bool has_scores) {
  val result = val::array();
  for (const Sentence& sentence : sentences) {
    val tokens = val::object();
    tokens.set("start", sentence.tokens_begin);
    tokens.set("end", sentence.tokens_end);
    val entry = val::object();
    entry.set("source", FromRange(positions.source, sentence.source));
    entry.set("target", FromRange(positions.target, sentence.target));
    entry.set("tokens", tokens);
    if (has_scores) entry.set("score", sentence.score);
    entry.set("outcome", std::string(OutcomeName(sentence.outcome)));
    result.call<void>("push", entry);
  }
  return result;
}

val FromKept(const std::vector<KeptSpan>& kept, const Positions& positions) {
  val result = val::array();
  for (const KeptSpan& span : kept) {
    val entry = val::object();
    entry.set("source", FromRange(positions.source, span.source.range));
    entry.set("target", FromRange(positions.target, span.target));
    entry.set("kind", std::string(NameOf(span.source.kind)));
    result.call<void>("push", entry);
  }
  return result;
}

val FromAlignment(const Translation& translation, const Positions& positions,
                  const Model& model) {
  const Alignment& alignment = translation.alignment;
  val source = val::array();
  for (const SourceToken& token : alignment.source) {
    val entry = val::object();
    entry.set("id", token.id);
    entry.set("piece", model.source_tokenizer().Piece(token.id));
    SetRange(positions.source, token.range, entry);
    source.call<void>("push", entry);
  }
  val target = val::array();
  for (size_t i = 0; i < alignment.target.size(); ++i) {
    const AlignedToken& token = alignment.target[i];
    val entry = val::object();
    entry.set("id", translation.tokens[i]);
    entry.set("piece", model.target_tokenizer().Piece(translation.tokens[i]));
    SetRange(positions.target, token.range, entry);
    entry.set("source", token.source);
    entry.set("first", token.first);
    entry.set("weights",
              TypedArray(token.weights.data(), token.weights.size()));
    target.call<void>("push", entry);
  }
  val result = val::object();
  result.set("source", source);
  result.set("target", target);
  return result;
}

}  // namespace

ResultConverter::ResultConverter(std::shared_ptr<const Model> model,
                                 const SearchOptions& options,
                                 const std::vector<Source>& sources)
    : model_(std::move(model)), options_(options) {
  for (const Source& source : sources) {
    const auto* text = std::get_if<std::string>(&source);
    texts_.push_back(text != nullptr ? *text : std::string());
  }
}

val ResultConverter::From(const Translation& translation, int source) const {
  const Positions positions{Utf16Positions(texts_[source]),
                            Utf16Positions(translation.text)};
  val result = val::object();
  result.set("text", translation.text);
  result.set("tokens",
             TypedArray(translation.tokens.data(), translation.tokens.size()));
  if (options_.scores) {
    result.set("logProbs", TypedArray(translation.log_probabilities.data(),
                                      translation.log_probabilities.size()));
    result.set("score", translation.score);
    result.set("normalizedScore", translation.normalized);
  }
  result.set("stop", NameOrNull(StopName(translation.stop)));
  result.set("sentences",
             FromSentences(translation.sentences, positions, options_.scores));
  result.set("kept", FromKept(translation.kept, positions));
  if (options_.alignment)
    result.set("alignment", FromAlignment(translation, positions, *model_));
  return result;
}

val ResultConverter::From(const Alternative& alternative, int source) const {
  const Candidate& token = alternative.token;
  val result = val::object();
  result.set("id", token.id);
  result.set("piece", model_->target_tokenizer().Piece(token.id));
  result.set("logProb", token.log_probability);
  result.set("misspells", token.misspells);
  result.set("translation", From(alternative.translation, source));
  return result;
}

val ResultConverter::FromList(const std::vector<Translation>& translations,
                              int source) const {
  val results = val::array();
  for (const Translation& translation : translations)
    results.call<void>("push", From(translation, source));
  return results;
}

val ResultConverter::FromEach(
    const std::vector<Translation>& translations,
    const std::function<std::vector<Translation>(int)>& hypotheses) const {
  val results = val::array();
  for (size_t i = 0; i < translations.size(); ++i) {
    const auto source = static_cast<int>(i);
    val result = From(translations[i], source);
    if (options_.n_best > 1)
      result.set("hypotheses", FromList(hypotheses(source), source));
    results.call<void>("push", result);
  }
  return results;
}

val ResultConverter::TargetPieces(const val& ids) const {
  return PieceArray(model_->target_tokenizer(),
                    emscripten::vecFromJSArray<int>(ids));
}

ResultConverter ResultConverter::Only(int source) const {
  ResultConverter only = *this;
  only.texts_ = {texts_[source]};
  return only;
}

}  // namespace stepglot
