// Converts translations and their alignment.
#include "wasm/results.h"

#include <cstddef>
#include <utility>
#include <variant>

#include "core/text/text_range.h"
#include "wasm/utf16_positions.h"
#include "wasm/values.h"

namespace stepglot {
namespace {

using emscripten::val;

void SetRange(const Utf16Positions& positions, const TextRange& range,
              val& result) {
  result.set("start", positions.At(range.begin));
  result.set("end", positions.At(range.end));
}

val FromAlignment(const Alignment& alignment, const Translation& translation,
                  const std::string& source_text, const Model& model) {
  const Utf16Positions source_positions(source_text);
  const Utf16Positions target_positions(translation.text);
  val source = val::array();
  for (const SourceToken& token : alignment.source) {
    val entry = val::object();
    entry.set("id", token.id);
    entry.set("piece", model.source_tokenizer().Piece(token.id));
    SetRange(source_positions, token.range, entry);
    source.call<void>("push", entry);
  }
  val target = val::array();
  for (size_t i = 0; i < alignment.target.size(); ++i) {
    const AlignedToken& token = alignment.target[i];
    val entry = val::object();
    entry.set("id", translation.tokens[i]);
    entry.set("piece", model.target_tokenizer().Piece(translation.tokens[i]));
    SetRange(target_positions, token.range, entry);
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
    const bool is_needed = options.alignment && text != nullptr;
    texts_.push_back(is_needed ? *text : std::string());
  }
}

val ResultConverter::From(const Translation& translation, int source) const {
  val result = val::object();
  result.set("text", translation.text);
  result.set("tokens", Array(translation.tokens));
  result.set("pieces",
             PieceArray(model_->target_tokenizer(), translation.tokens));
  result.set("logProbs", Array(translation.log_probabilities));
  result.set("score", translation.score);
  result.set("normalizedScore", translation.normalized);
  result.set("stop", StopName(translation.stop));
  result.set("sentences", translation.sentences.size());
  if (options_.alignment) {
    result.set("alignment", FromAlignment(translation.alignment, translation,
                                          texts_[source], *model_));
  }
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

ResultConverter ResultConverter::Only(int source) const {
  ResultConverter only = *this;
  only.texts_ = {texts_[source]};
  return only;
}

}  // namespace stepglot
