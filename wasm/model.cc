// Hands the calls of JavaScript to the core.
#include "wasm/model.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/document/sentences.h"
#include "core/document/source_reader.h"
#include "core/document/target_ids.h"
#include "core/model/container.h"
#include "core/model/description.h"
#include "core/translate/alternatives.h"
#include "core/translate/scoring.h"
#include "wasm/errors.h"
#include "wasm/javascript_file.h"
#include "wasm/options.h"
#include "wasm/ranges.h"
#include "wasm/results.h"
#include "wasm/utf16_positions.h"
#include "wasm/values.h"

namespace stepglot {

using emscripten::val;

namespace {

SourceReader ToReader(std::shared_ptr<const Model> model, const val& options) {
  return {std::move(model), options["targetToken"].as<std::string>()};
}

}  // namespace

std::string NativeModel::Info() const {
  return Guard([&] { return DescribeModel(*model_); });
}

val NativeModel::Encode(const std::string& text) const {
  return Guard(
      [&] { return Array(IdsOf(SourceReader(model_).Read(text, 0).tokens)); });
}

val NativeModel::Sentences(const std::string& text) const {
  return Guard([&] {
    const Utf16Positions positions(text);
    val sentences = val::array();
    for (const TextRange& sentence : SplitSentences(text))
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
    auto session =
        std::make_unique<Session>(ToReader(model_, options), given, search,
                                  ToTargetIds(*model_, prefixes));
    return std::make_unique<NativeSession>(
        std::move(session), ResultConverter(model_, search, given));
  });
}

std::unique_ptr<NativeTranslation> NativeModel::Translate(
    const val& texts, const val& prefixes, const val& options) const {
  return Guard([&] {
    const std::vector<Source> given = ToSources(texts);
    const TranslateOptions translate{ToSearchOptions(options, *model_),
                                     options["batchSize"].as<int>()};
    auto translator =
        std::make_unique<Translator>(ToReader(model_, options), given,
                                     translate, ToOptionalSources(prefixes));
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
    const auto scored = ScoreTranslations(ToReader(model_, options), given,
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
             ToReader(model_, options), given,
             prefix.isNull() ? std::vector<int>()
                             : TargetIds(*model_, ToSource(prefix), 0),
             count, search)) {
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

val NativeModel::Save(const std::string& type) const {
  return Guard([&] {
    const auto file = WriteContainer(
        *model_, type == "int8" ? WeightType::kInt8 : WeightType::kFloat32);
    return TypedArray(file.data(), file.size());
  });
}

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

}  // namespace stepglot
