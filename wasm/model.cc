// Hands the calls of JavaScript to the core.
#include "wasm/model.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/document/source_reader.h"
#include "core/document/target_ids.h"
#include "core/document/text_sentences.h"
#include "core/model/container.h"
#include "core/model/description.h"
#include "core/translate/alternatives.h"
#include "core/translate/scoring.h"
#include "wasm/engine_threads.h"
#include "wasm/errors.h"
#include "wasm/javascript_file.h"
#include "wasm/options.h"
#include "wasm/ranges.h"
#include "wasm/results.h"
#include "wasm/utf16_positions.h"
#include "wasm/values.h"

namespace stepglot {

using emscripten::val;

std::string NativeModel::Info() const {
  return Guard([&] { return DescribeModel(*model_); });
}

val NativeModel::Encode(const std::string& text) const {
  return Guard([&] {
    const SourceReader reader(model_);
    return Array(IdsOf(reader.Read(text, 0).tokens));
  });
}

val NativeModel::Sentences(const std::string& text) const {
  return Guard([&] {
    const Utf16Positions positions(text);
    val sentences = val::array();
    const SourceReader reader(model_, "", {.is_on = true});
    for (const TextRange& sentence : FindSentences(reader, text, 0).sentences)
      sentences.call<void>("push", FromRange(positions, sentence));
    return sentences;
  });
}

std::string NativeModel::Decode(const val& ids) const {
  return Guard([&] {
    return model_->target_tokenizer().Decode(
        emscripten::vecFromJSArray<int>(ids));
  });
}

val NativeModel::SourcePieces(const val& ids) const {
  return PieceArray(model_->source_tokenizer(),
                    emscripten::vecFromJSArray<int>(ids));
}

val NativeModel::TargetPieces(const val& ids) const {
  return PieceArray(model_->target_tokenizer(),
                    emscripten::vecFromJSArray<int>(ids));
}

std::unique_ptr<NativeSession> NativeModel::Start(const val& sources,
                                                  const val& prefixes,
                                                  const val& options) const {
  return Guard([&] {
    const std::vector<Source> given = ToSources(sources);
    const SearchOptions search = ToSearchOptions(options, *model_);
    auto session = std::make_unique<Session>(
        ToSourceReader(model_, probe_, options), given, search,
        ToTargetIds(*model_, prefixes));
    return std::make_unique<NativeSession>(
        std::move(session), ResultConverter(model_, search, given));
  });
}

std::unique_ptr<NativeTranslation> NativeModel::Translate(
    const val& texts, const val& prefixes, const val& options) const {
  return Guard([&] {
    const std::vector<Source> given = ToSources(texts);
    const TranslateOptions translate = ToTranslateOptions(options, *model_);
    auto translator = std::make_unique<Translator>(
        ToSourceReader(model_, probe_, options), given, translate,
        ToOptionalSources(prefixes));
    return std::make_unique<NativeTranslation>(
        std::move(translator),
        ResultConverter(model_, translate.search, given));
  });
}

val NativeModel::Score(const val& sources, const val& targets,
                       const val& options) const {
  return Guard([&] {
    const std::vector<Source> given = ToSources(sources);
    const SearchOptions search = ToSearchOptions(options, *model_);
    const auto scored =
        ScoreTranslations(ToSourceReader(model_, probe_, options), given,
                          ToSources(targets), search);
    const ResultConverter converter(model_, search, given);
    val results = val::array();
    for (size_t i = 0; i < scored.size(); ++i) {
      results.call<void>("push",
                         converter.From(scored[i], static_cast<int>(i)));
    }
    return results;
  });
}

val NativeModel::Alternatives(const val& source, const val& prefix, int count,
                              const val& options) const {
  return Guard([&] {
    const Source given = ToSource(source);
    const SearchOptions search = ToSearchOptions(options, *model_);
    const ResultConverter converter(model_, search, {given});
    val results = val::array();
    for (const Alternative& alternative : FindAlternatives(
             ToSourceReader(model_, probe_, options), given,
             prefix.isNull() ? std::vector<int>()
                             : TargetIds(*model_, ToSource(prefix), 0),
             count, search)) {
      results.call<void>("push", converter.From(alternative, 0));
    }
    return results;
  });
}

val NativeModel::Save(const std::string& type) const {
  return Guard([&] {
    const auto file = WriteContainer(
        *model_, type == "int8" ? WeightType::kInt8 : WeightType::kFloat32);
    return TypedArray(file.data(), file.size());
  });
}

std::unique_ptr<NativeModel> LoadModel(const val& files, const val& options) {
  return Guard([&] {
    return std::make_unique<NativeModel>(Model::Load(
        ToFiles(files), {{options["sourceLanguage"].as<std::string>(),
                          options["targetLanguage"].as<std::string>()},
                         options["arithmetic"].as<std::string>() == "fast"
                             ? Arithmetic::kFast
                             : Arithmetic::kFaithful,
                         EngineThreads()}));
  });
}

}  // namespace stepglot
