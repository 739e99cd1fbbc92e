// Embind bindings: the core's objects as JavaScript sees them. Converts values
// and errors, and has no logic of its own; web/engine wraps it into the public
// API.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "core/error.h"
#include "core/model/container.h"
#include "core/model/description.h"
#include "core/model/model.h"
#include "core/text/utf8.h"
#include "core/translate/alternatives.h"
#include "core/translate/scoring.h"
#include "core/translate/session.h"
#include "core/translate/translator.h"

namespace stepglot {
namespace {

using emscripten::val;

// Throws the JavaScript class that the loader put into the module: new
// StepglotError(code, message).
[[noreturn]] void ThrowToJavaScript(const std::string& code,
                                    const std::string& message) {
  val::module_property("StepglotError").new_(code, message).throw_();
  __builtin_unreachable();
}

// Runs `function`; whatever it throws reaches JavaScript as a StepglotError.
template <typename Function>
auto Guard(Function function) -> decltype(function()) {
  std::string code;
  std::string message;
  try {
    return function();
  } catch (const Error& error) {
    code = ErrorCodeName(error.code());
    message = error.what();
  } catch (const std::bad_alloc&) {
    code = ErrorCodeName(ErrorCode::kOutOfMemory);
    message = "the WebAssembly memory is exhausted";
  } catch (const std::exception& error) {
    code = "internal";
    message = error.what();
  }
  ThrowToJavaScript(code, message);
}

template <typename T>
val TypedArray(const T* data, size_t size) {
  // A view ends with the next growth of the memory; slice() makes a copy that
  // stays.
  return val(emscripten::typed_memory_view(size, data))
      .template call<val>("slice");
}

template <typename T>
val Array(const std::vector<T>& items) {
  return val::array(items.begin(), items.end());
}

val PieceArray(const Tokenizer& tokenizer, const std::vector<int>& ids) {
  val pieces = val::array();
  for (const int id : ids) pieces.call<void>("push", tokenizer.Piece(id));
  return pieces;
}

val StopName(Stop stop) {
  if (stop == Stop::kNot) return val::null();
  return val(stop == Stop::kEos ? "eos" : "length");
}

Source ToSource(const val& value) {
  if (const val ids = value["ids"]; ids.isArray()) {
    return Ids{emscripten::vecFromJSArray<int>(ids)};
  }
  if (const val pieces = value["pieces"]; pieces.isArray()) {
    return Pieces{emscripten::vecFromJSArray<std::string>(pieces)};
  }
  return value.as<std::string>();  // UTF-8 in a Uint8Array
}

std::vector<Source> ToSources(const val& values) {
  std::vector<Source> sources;
  const auto count = values["length"].as<int>();
  for (int i = 0; i < count; ++i) sources.push_back(ToSource(values[i]));
  return sources;
}

// Entries that are null stay empty.
std::vector<std::optional<Source>> ToOptionalSources(const val& values) {
  std::vector<std::optional<Source>> sources;
  const auto count = values["length"].as<int>();
  for (int i = 0; i < count; ++i) {
    const val value = values[i];
    sources.push_back(value.isNull() ? std::nullopt
                                     : std::optional(ToSource(value)));
  }
  return sources;
}

std::vector<std::vector<int>> ToTargetIds(const Model& model,
                                          const val& values) {
  std::vector<std::vector<int>> ids;
  for (const std::optional<Source>& target : ToOptionalSources(values)) {
    const auto index = static_cast<int>(ids.size());
    ids.push_back(target ? TargetIds(model, *target, index)
                         : std::vector<int>());
  }
  return ids;
}

void SetScoring(const val& value, SearchOptions& options) {
  options.length_normalization =
      value["lengthNormalization"].as<std::string>() == "power"
          ? LengthNormalization::kPower
          : LengthNormalization::kGnmt;
  options.length_penalty = value["lengthPenalty"].as<double>();
  options.coverage_penalty = value["coveragePenalty"].as<double>();
  options.lexicon_penalty = value["lexiconPenalty"].as<double>();
  options.repetition_penalty = value["repetitionPenalty"].as<double>();
}

void SetConstraints(const val& value, const Model& model,
                    SearchOptions& options) {
  options.min_length = value["minLength"].as<int>();
  options.no_repeat_ngram = value["noRepeatNgram"].as<int>();
  options.suppress = ToTargetIds(model, value["suppress"]);
  options.replace_unknowns = value["replaceUnknowns"].as<bool>();
}

Sampling ToSampling(const val& value) {
  Sampling sampling;
  sampling.temperature = value["temperature"].as<double>();
  sampling.top_k = value["topK"].as<int>();
  sampling.top_p = value["topP"].as<double>();
  sampling.seed = static_cast<uint64_t>(value["seed"].as<double>());
  return sampling;
}

SearchOptions ToSearchOptions(const val& value, const Model& model) {
  SearchOptions options;
  options.cache = value["cache"].as<bool>();
  options.max_length = value["maxLength"].as<int>();
  options.max_length_factor = value["maxLengthFactor"].as<double>();
  options.beam_size = value["beam"].as<int>();
  options.n_best = value["nBest"].as<int>();
  options.stop_early = value["stopEarly"].as<bool>();
  SetScoring(value, options);
  SetConstraints(value, model, options);
  if (value["sample"].as<bool>()) options.sampling = ToSampling(value);
  if (value["alignment"].as<bool>()) {
    options.alignment = AlignmentHeads{
        emscripten::vecFromJSArray<int>(value["alignmentLayers"]),
        emscripten::vecFromJSArray<int>(value["alignmentHeads"])};
  }
  options.shortlist = value["shortlist"].as<bool>();
  options.candidates = value["candidates"].as<int>();
  options.attention = value["attention"].as<bool>();
  return options;
}

val FromAttention(const AttentionWeightsOfToken& attention) {
  val result = val::object();
  result.set("shape", Array(std::vector<int>{attention.layers, attention.heads,
                                             attention.keys}));
  result.set("data",
             TypedArray(attention.weights.data(), attention.weights.size()));
  return result;
}

const char* FateName(Fate fate) {
  switch (fate) {
    case Fate::kForced:
      return "forced";
    case Fate::kLive:
      return "live";
    case Fate::kFinished:
      return "finished";
    case Fate::kRank:
    case Fate::kBound:
    case Fate::kEarly:
      return "pruned";
  }
  return "";
}

// Why a node's hypothesis does not go on, or null.
val ReasonOf(const Node& node) {
  switch (node.fate) {
    case Fate::kForced:
    case Fate::kLive:
      return val::null();
    case Fate::kFinished:
      return StopName(node.stop);
    case Fate::kRank:
      return val("rank");
    case Fate::kBound:
      return val("bound");
    case Fate::kEarly:
      return val("early");
  }
  return val::null();
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

val FromNode(int number, const Node& node, const Tokenizer& tokenizer) {
  val result = val::object();
  result.set("node", number);
  result.set("parent", node.parent);
  result.set("id", node.id);
  result.set("piece", tokenizer.Piece(node.id));
  result.set("logProb", node.log_probability);
  result.set("misspells", node.misspells);
  result.set("score", node.score);
  result.set("normalizedScore", node.normalized);
  result.set("state", std::string(FateName(node.fate)));
  result.set("reason", ReasonOf(node));
  return result;
}

val FromReport(const StepReport& report, const HypothesisTree& tree,
               const Tokenizer& tokenizer, const SearchOptions& options) {
  val nodes = val::array();
  for (const auto& [number, prediction] : report.search.nodes) {
    val node = FromNode(number, tree.node(number), tokenizer);
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
  result.set("stop", StopName(report.stop));
  result.set("done", report.search.done);
  result.set("nodes", nodes);
  return result;
}

// Positions of a UTF-8 text as JavaScript counts them.
class Utf16Positions {
 public:
  explicit Utf16Positions(const std::string& text)
      : positions_(text.size() + 1) {
    int position = 0;
    for (size_t i = 0; i < text.size();) {
      const CodePoint c = ReadCodePoint(std::string_view(text).substr(i));
      for (size_t byte = 0; byte < c.bytes; ++byte)
        positions_[i + byte] = position;
      i += c.bytes;
      position += c.value > 0xFFFF ? 2 : 1;
    }
    positions_.back() = position;
  }

  void Set(const TextRange& range, val& result) const {
    result.set("start", At(range.begin));
    result.set("end", At(range.end));
  }

 private:
  int At(size_t byte) const {
    return positions_[std::min(byte, positions_.size() - 1)];
  }

  std::vector<int> positions_;  // [bytes + 1]
};

val FromAlignment(const Alignment& alignment, const Translation& translation,
                  const std::string& source_text, const Model& model) {
  const Utf16Positions source_positions(source_text);
  const Utf16Positions target_positions(translation.text);
  val source = val::array();
  for (const SourceToken& token : alignment.source) {
    val entry = val::object();
    entry.set("id", token.id);
    entry.set("piece", model.source_tokenizer().Piece(token.id));
    source_positions.Set(token.range, entry);
    source.call<void>("push", entry);
  }
  val target = val::array();
  for (size_t i = 0; i < alignment.target.size(); ++i) {
    const AlignedToken& token = alignment.target[i];
    val entry = val::object();
    entry.set("id", translation.tokens[i]);
    entry.set("piece", model.target_tokenizer().Piece(translation.tokens[i]));
    target_positions.Set(token.range, entry);
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

// Makes translations of one model and one set of options visible to
// JavaScript.
class TranslationConverter {
 public:
  // Remembers the sources that are texts, if alignment is to refer to them.
  TranslationConverter(std::shared_ptr<const Model> model,
                       const SearchOptions& options,
                       const std::vector<Source>& sources)
      : model_(std::move(model)), options_(options) {
    for (const Source& source : sources) {
      const auto* text = std::get_if<std::string>(&source);
      const bool is_needed = options.alignment && text != nullptr;
      texts_.push_back(is_needed ? *text : std::string());
    }
  }

  // @param source  whose translation it is.
  val From(const Translation& translation, int source) const {
    val result = val::object();
    result.set("text", translation.text);
    result.set("tokens", Array(translation.tokens));
    result.set("pieces",
               PieceArray(model_->target_tokenizer(), translation.tokens));
    result.set("logProbs", Array(translation.log_probabilities));
    result.set("score", translation.score);
    result.set("normalizedScore", translation.normalized);
    result.set("stop", StopName(translation.stop));
    result.set("sentences", translation.sentences);
    if (options_.alignment) {
      result.set("alignment", FromAlignment(translation.alignment, translation,
                                            texts_[source], *model_));
    }
    return result;
  }

  // One source's hypotheses.
  val FromList(const std::vector<Translation>& translations, int source) const {
    val results = val::array();
    for (const Translation& translation : translations)
      results.call<void>("push", From(translation, source));
    return results;
  }

  // One translation of each source, with all hypotheses where several were
  // asked for.
  // @param hypotheses  of the source of that number.
  template <typename Hypotheses>
  val FromEach(const std::vector<Translation>& translations,
               Hypotheses hypotheses) const {
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

  // The same for one of the sources alone.
  TranslationConverter Only(int source) const {
    TranslationConverter only = *this;
    only.texts_ = {texts_[source]};
    return only;
  }

  const SearchOptions& options() const { return options_; }

 private:
  std::shared_ptr<const Model> model_;
  SearchOptions options_;
  std::vector<std::string> texts_;
};

// A decoding session.
class NativeSession {
 public:
  NativeSession(std::unique_ptr<Session> session,
                TranslationConverter converter)
      : session_(std::move(session)), converter_(std::move(converter)) {}

  val Step() {
    return Guard([&] {
      val reports = val::array();
      for (const StepReport& report : session_->Step()) {
        reports.call<void>(
            "push", FromReport(report, session_->tree(report.search.sequence),
                               session_->model().target_tokenizer(),
                               converter_.options()));
      }
      return reports;
    });
  }

  bool done() const { return session_->done(); }

  val Results() const {
    return Guard([&] {
      return converter_.FromEach(session_->results(), [this](int sequence) {
        return session_->NBest(sequence);
      });
    });
  }

  val NBest(int sequence) const {
    return Guard([&] {
      return converter_.FromList(session_->NBest(sequence), sequence);
    });
  }

  // @param id  a target id, or -1 for none.
  std::unique_ptr<NativeSession> Fork(int sequence, int node, int id) const {
    return Guard([&] {
      auto fork = session_->Fork(sequence, node,
                                 id < 0 ? std::nullopt : std::optional(id));
      return std::make_unique<NativeSession>(std::move(fork),
                                             converter_.Only(sequence));
    });
  }

  val CacheBytes() const {
    val result = val::object();
    const auto bytes = session_->cache_bytes();
    // As doubles: a size may pass 2^31.
    result.set("used", static_cast<double>(bytes.used));
    result.set("reserved", static_cast<double>(bytes.reserved));
    return result;
  }

 private:
  std::unique_ptr<Session> session_;
  TranslationConverter converter_;
};

// A translation of whole texts under way.
class NativeStream {
 public:
  NativeStream(std::unique_ptr<Translator> translator,
               TranslationConverter converter)
      : translator_(std::move(translator)), converter_(std::move(converter)) {}

  val Step() {
    return Guard([&] {
      val events = val::array();
      for (const TextEvent& event : translator_->Step()) {
        val entry = val::object();
        entry.set("index", event.index);
        entry.set("text", event.text);
        events.call<void>("push", entry);
      }
      return events;
    });
  }

  bool done() const { return translator_->done(); }

  val Results() const {
    return Guard([&] {
      return converter_.FromEach(translator_->results(), [this](int text) {
        return translator_->NBest(text);
      });
    });
  }

 private:
  std::unique_ptr<Translator> translator_;
  TranslationConverter converter_;
};

// A loaded model. Sessions share it, so it outlives its JavaScript handle while
// they run.
class NativeModel {
 public:
  explicit NativeModel(std::shared_ptr<const Model> model)
      : model_(std::move(model)) {}

  std::string Info() const {
    return Guard([&] { return DescribeModel(*model_); });
  }

  val Encode(const std::string& text) const {
    return Guard([&] { return Array(IdsOf(SourceTokens(*model_, text, 0))); });
  }

  std::string Decode(const val& ids) const {
    return Guard([&] {
      return model_->target_tokenizer().Decode(
          emscripten::vecFromJSArray<int>(ids));
    });
  }

  val SourcePieces(const val& ids) const {
    return PieceArray(model_->source_tokenizer(),
                      emscripten::vecFromJSArray<int>(ids));
  }

  val TargetPieces(const val& ids) const {
    return PieceArray(model_->target_tokenizer(),
                      emscripten::vecFromJSArray<int>(ids));
  }

  // @param prefixes  an entry per source, null for none.
  std::unique_ptr<NativeSession> Start(const val& sources, const val& prefixes,
                                       const val& options) const {
    return Guard([&] {
      const std::vector<Source> given = ToSources(sources);
      const SearchOptions search = ToSearchOptions(options, *model_);
      auto session = std::make_unique<Session>(
          model_, given, search, ToTargetIds(*model_, prefixes),
          options["targetToken"].as<std::string>());
      return std::make_unique<NativeSession>(
          std::move(session), TranslationConverter(model_, search, given));
    });
  }

  // @param prefixes  as in Start.
  std::unique_ptr<NativeStream> Translate(const val& texts, const val& prefixes,
                                          const val& options) const {
    return Guard([&] {
      const std::vector<Source> given = ToSources(texts);
      const TranslateOptions translate{
          ToSearchOptions(options, *model_), options["batchSize"].as<int>(),
          options["targetToken"].as<std::string>()};
      auto translator = std::make_unique<Translator>(
          model_, given, translate, ToOptionalSources(prefixes));
      return std::make_unique<NativeStream>(
          std::move(translator),
          TranslationConverter(model_, translate.search, given));
    });
  }

  val Score(const val& sources, const val& targets, const val& options) const {
    return Guard([&] {
      const std::vector<Source> given = ToSources(sources);
      const SearchOptions search = ToSearchOptions(options, *model_);
      const auto scored =
          ScoreTranslations(model_, given, ToSources(targets), search,
                            options["targetToken"].as<std::string>());
      const TranslationConverter converter(model_, search, given);
      val results = val::array();
      for (size_t i = 0; i < scored.size(); ++i) {
        results.call<void>("push",
                           converter.From(scored[i], static_cast<int>(i)));
      }
      return results;
    });
  }

  // @param prefix  null for none.
  val Alternatives(const val& source, const val& prefix, int count,
                   const val& options) const {
    return Guard([&] {
      const Source given = ToSource(source);
      const SearchOptions search = ToSearchOptions(options, *model_);
      const TranslationConverter converter(model_, search, {given});
      val results = val::array();
      for (const Alternative& alternative : FindAlternatives(
               model_, given,
               prefix.isNull() ? std::vector<int>()
                               : TargetIds(*model_, ToSource(prefix), 0),
               count, search, options["targetToken"].as<std::string>())) {
        val entry = val::object();
        entry.set("id", alternative.token.id);
        entry.set("piece",
                  model_->target_tokenizer().Piece(alternative.token.id));
        entry.set("logProb", alternative.token.log_probability);
        entry.set("misspells", alternative.token.misspells);
        entry.set("translation", converter.From(alternative.translation, 0));
        results.call<void>("push", entry);
      }
      return results;
    });
  }

  val Save(const std::string& type) const {
    return Guard([&] {
      const auto file = WriteContainer(
          *model_, type == "int8" ? WeightType::kInt8 : WeightType::kFloat32);
      return TypedArray(file.data(), file.size());
    });
  }

 private:
  std::shared_ptr<const Model> model_;
};

// A file whose bytes lie in JavaScript's memory. Parts of it are copied into
// the module's memory when they are asked for.
class JavaScriptFile : public File {
 public:
  // @param bytes  a Uint8Array, which must not be detached while this lives.
  JavaScriptFile(const std::string& name, val bytes)
      : File(name, static_cast<uint64_t>(bytes["length"].as<double>())),
        bytes_(std::move(bytes)) {}

  Bytes Read(uint64_t offset, uint64_t size) const override {
    if (size > std::numeric_limits<size_t>::max()) throw std::bad_alloc();
    std::vector<uint8_t> copy(size);
    val(emscripten::typed_memory_view(copy.size(), copy.data()))
        .call<void>("set",
                    bytes_.call<val>("subarray", static_cast<double>(offset),
                                     static_cast<double>(offset + size)));
    return Bytes(std::move(copy));
  }

 private:
  val bytes_;
};

// Opens a model.
// @param files      [{name, bytes: Uint8Array}].
// @param languages  {sourceLanguage, targetLanguage}, empty for unknown.
std::unique_ptr<NativeModel> LoadModel(const val& files, const val& languages) {
  return Guard([&] {
    std::vector<FilePointer> opened;
    const auto count = files["length"].as<int>();
    for (int i = 0; i < count; ++i) {
      opened.push_back(std::make_shared<const JavaScriptFile>(
          files[i]["name"].as<std::string>(), files[i]["bytes"]));
    }
    return std::make_unique<NativeModel>(Model::Load(
        std::move(opened), {languages["sourceLanguage"].as<std::string>(),
                            languages["targetLanguage"].as<std::string>()}));
  });
}

}  // namespace

EMSCRIPTEN_BINDINGS(stepglot) {
  using emscripten::class_;
  class_<NativeModel>("NativeModel")
      .function("info", &NativeModel::Info)
      .function("encode", &NativeModel::Encode)
      .function("decode", &NativeModel::Decode)
      .function("sourcePieces", &NativeModel::SourcePieces)
      .function("targetPieces", &NativeModel::TargetPieces)
      .function("start", &NativeModel::Start)
      .function("translate", &NativeModel::Translate)
      .function("score", &NativeModel::Score)
      .function("alternatives", &NativeModel::Alternatives)
      .function("save", &NativeModel::Save);
  class_<NativeSession>("NativeSession")
      .function("step", &NativeSession::Step)
      .function("done", &NativeSession::done)
      .function("results", &NativeSession::Results)
      .function("nBest", &NativeSession::NBest)
      .function("fork", &NativeSession::Fork)
      .function("cacheBytes", &NativeSession::CacheBytes);
  class_<NativeStream>("NativeStream")
      .function("step", &NativeStream::Step)
      .function("done", &NativeStream::done)
      .function("results", &NativeStream::Results);
  emscripten::function("loadModel", &LoadModel);
}

}  // namespace stepglot
