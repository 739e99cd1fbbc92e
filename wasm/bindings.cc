// Embind bindings: the core's objects as JavaScript sees them. Converts values
// and errors, and has no logic of its own; web/engine wraps it into the public
// API.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <cstdlib>
#include <memory>
#include <new>
#include <string>
#include <type_traits>
#include <vector>

#include "core/error.h"
#include "core/model/container.h"
#include "core/model/description.h"
#include "core/model/model.h"
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

SearchOptions ToSearchOptions(const val& value) {
  SearchOptions options;
  options.cache = value["cache"].as<bool>();
  options.max_length = value["maxLength"].as<int>();
  options.max_length_factor = value["maxLengthFactor"].as<double>();
  options.top_k = value["topK"].as<int>();
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

val FromReport(const StepReport& report, const Tokenizer& tokenizer,
               const SearchOptions& options) {
  val result = val::object();
  result.set("sequence", report.token.sequence);
  result.set("id", report.token.id);
  result.set("piece", report.piece);
  result.set("text", report.text);
  result.set("logProb", report.token.log_probability);
  result.set("stop", StopName(report.token.stop));
  if (options.top_k > 0) {
    val candidates = val::array();
    for (const Candidate& candidate : report.token.candidates) {
      val entry = val::object();
      entry.set("id", candidate.id);
      entry.set("piece", tokenizer.Piece(candidate.id));
      entry.set("logProb", candidate.log_probability);
      candidates.call<void>("push", entry);
    }
    result.set("candidates", candidates);
  }
  if (options.attention) {
    val attention = val::object();
    attention.set("self", FromAttention(report.token.attention.self));
    attention.set("cross", FromAttention(report.token.attention.cross));
    result.set("attention", attention);
  }
  return result;
}

val FromTranslation(const Translation& translation,
                    const Tokenizer& tokenizer) {
  val result = val::object();
  result.set("text", translation.text);
  result.set("tokens", Array(translation.tokens));
  result.set("pieces", PieceArray(tokenizer, translation.tokens));
  result.set("logProbs", Array(translation.log_probabilities));
  result.set("score", translation.score);
  result.set("stop", StopName(translation.stop));
  result.set("sentences", translation.sentences);
  return result;
}

val FromTranslations(const std::vector<Translation>& translations,
                     const Tokenizer& tokenizer) {
  val results = val::array();
  for (const Translation& translation : translations) {
    results.call<void>("push", FromTranslation(translation, tokenizer));
  }
  return results;
}

// A decoding session with the options that say what its reports hold.
class NativeSession {
 public:
  NativeSession(std::shared_ptr<const Model> model,
                const std::vector<Source>& sources,
                const SearchOptions& options)
      : options_(options), session_(std::move(model), sources, options) {}

  val Step() {
    return Guard([&] {
      val reports = val::array();
      for (const StepReport& report : session_.Step()) {
        reports.call<void>("push", FromReport(report, tokenizer(), options_));
      }
      return reports;
    });
  }

  bool done() const { return session_.done(); }

  val Results() const {
    return FromTranslations(session_.results(), tokenizer());
  }

  val CacheBytes() const {
    val result = val::object();
    const auto bytes = session_.cache_bytes();
    // As doubles: a size may pass 2^31.
    result.set("used", static_cast<double>(bytes.used));
    result.set("reserved", static_cast<double>(bytes.reserved));
    return result;
  }

 private:
  const Tokenizer& tokenizer() const {
    return session_.model().target_tokenizer();
  }

  SearchOptions options_;
  Session session_;
};

// A translation of whole texts under way.
class NativeStream {
 public:
  NativeStream(std::shared_ptr<const Model> model,
               const std::vector<Source>& texts,
               const TranslateOptions& options)
      : model_(model), translator_(std::move(model), texts, options) {}

  val Step() {
    return Guard([&] {
      val events = val::array();
      for (const TextEvent& event : translator_.Step()) {
        val entry = val::object();
        entry.set("index", event.index);
        entry.set("text", event.text);
        events.call<void>("push", entry);
      }
      return events;
    });
  }

  bool done() const { return translator_.done(); }

  val Results() const {
    return FromTranslations(translator_.results(), model_->target_tokenizer());
  }

 private:
  std::shared_ptr<const Model> model_;
  Translator translator_;
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
    return Guard([&] { return Array(SourceIds(*model_, text, 0)); });
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

  std::unique_ptr<NativeSession> Start(const val& sources,
                                       const val& options) const {
    return Guard([&] {
      return std::make_unique<NativeSession>(model_, ToSources(sources),
                                             ToSearchOptions(options));
    });
  }

  std::unique_ptr<NativeStream> Translate(const val& texts,
                                          const val& options) const {
    return Guard([&] {
      const TranslateOptions translate_options{ToSearchOptions(options),
                                               options["batchSize"].as<int>()};
      return std::make_unique<NativeStream>(model_, ToSources(texts),
                                            translate_options);
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

// Opens a model from `size` bytes at `address`, which came from malloc and
// belong to the model from now on, also when this throws. Views of them are the
// model's weights: they are never copied.
std::unique_ptr<NativeModel> LoadModel(uintptr_t address, size_t size,
                                       const std::string& source_spm,
                                       const std::string& target_spm,
                                       const std::string& name) {
  auto* data = reinterpret_cast<uint8_t*>(address);
  const std::shared_ptr<const uint8_t> owner(
      data, [](const uint8_t* p) { std::free(const_cast<uint8_t*>(p)); });
  return Guard([&] {
    return std::make_unique<NativeModel>(
        Model::Load({Bytes(owner, size), source_spm, target_spm, name}));
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
      .function("save", &NativeModel::Save);
  class_<NativeSession>("NativeSession")
      .function("step", &NativeSession::Step)
      .function("done", &NativeSession::done)
      .function("results", &NativeSession::Results)
      .function("cacheBytes", &NativeSession::CacheBytes);
  class_<NativeStream>("NativeStream")
      .function("step", &NativeStream::Step)
      .function("done", &NativeStream::done)
      .function("results", &NativeStream::Results);
  emscripten::function("loadModel", &LoadModel);
}

}  // namespace stepglot
