// Tests the reader of Hugging Face's Marian models: switches against the same
// model as a native container, settings beside the weights, and refusals.
#include "core/model/formats/hugging_face.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/model/config/config_json.h"
#include "core/model/model.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/hugging_face_model.h"
#include "tests/core/support/model_file.h"
#include "tests/core/support/opened_model.h"
#include "tests/core/support/random.h"
#include "tests/core/support/random_model.h"

namespace stepglot {
namespace {

using Files = std::vector<FilePointer>;
using Json = nlohmann::json;

OpenedModel Open(Files files) { return {OpenHuggingFace, std::move(files)}; }
OpenedModel Open(const HuggingFaceModel& model) { return Open(model.Folder()); }

ModelFile Small(const std::function<void(ModelConfig&)>& change =
                    [](ModelConfig&) {}) {
  ModelConfig config = SmallHuggingFaceConfig();
  change(config);
  return RandomModel(config, 1);
}

HuggingFaceModel SmallFolder() { return HuggingFaceModel::Of(Small()); }

testing::AssertionResult SameAsContainer(const ModelFile& native) {
  const OpenedModel expected = OpenContainer(native);
  const OpenedModel found = Open(HuggingFaceModel::Of(native));
  ModelConfig config = found.parts.config;
  config.search = {};
  if (ModelConfigToJson(config) != ModelConfigToJson(native.config)) {
    return testing::AssertionFailure()
           << ModelConfigToJson(config) << "\ninstead of\n"
           << ModelConfigToJson(native.config);
  }
  return SameWeights(expected, found);
}

testing::AssertionResult Refused(ErrorCode code, const Files& files,
                                 const std::vector<std::string>& parts) {
  return Throws(code, parts, [&] { Open(files); });
}

// Refused once a member of config.json has that value.
testing::AssertionResult RefusedConfig(ErrorCode code, const char* key,
                                       const Json& value,
                                       std::vector<std::string> parts) {
  HuggingFaceModel model = SmallFolder();
  model.config[key] = value;
  parts.emplace_back("config.json");
  return Refused(code, model.Folder(), parts);
}

TEST(HuggingFace, ReadsTheUsualModel) {
  EXPECT_TRUE(SameAsContainer(Small()));
  const ModelParts parts = std::move(Open(SmallFolder()).parts);
  EXPECT_EQ(parts.format, "Hugging Face Marian");
  EXPECT_EQ(parts.source_vocabulary.pieces.size(), 12U);
  EXPECT_EQ(parts.source_vocabulary.pieces[5], "p5");
  EXPECT_EQ(parts.source_vocabulary.pieces[11], "<pad>");
  EXPECT_FALSE(parts.source_vocabulary.spm.empty());
}

TEST(HuggingFace, ReadsActivations) {
  EXPECT_TRUE(SameAsContainer(Small(
      [](ModelConfig& config) { config.activation = Activation::kRelu; })));
  const std::pair<const char*, Activation> others[] = {
      {"silu", Activation::kSwish},
      {"gelu", Activation::kGelu},
      {"gelu_new", Activation::kGeluTanh},
      {"gelu_pytorch_tanh", Activation::kGeluTanh},
      {"quick_gelu", Activation::kGeluSigmoid}};
  for (const auto& [name, activation] : others) {
    HuggingFaceModel model = SmallFolder();
    model.config["activation_function"] = name;
    EXPECT_EQ(Open(model).parts.config.activation, activation);
  }
}

TEST(HuggingFace, ReadsEveryTyingOfEmbeddings) {
  for (const TiedEmbeddings tied :
       {TiedEmbeddings::kAll, TiedEmbeddings::kSourceTarget,
        TiedEmbeddings::kTargetOutput, TiedEmbeddings::kNone}) {
    EXPECT_TRUE(SameAsContainer(
        Small([=](ModelConfig& config) { config.tied_embeddings = tied; })));
  }
  EXPECT_TRUE(SameAsContainer(
      Small([](ModelConfig& config) { config.output_bias = false; })));
  EXPECT_TRUE(SameAsContainer(
      Small([](ModelConfig& config) { config.embedding_scale = 1; })));
}

TEST(HuggingFace, FindsTiedTablesUnderAnyOfTheirNames) {
  const ModelFile native = Small();
  for (const char* name :
       {"model.encoder.embed_tokens.weight",
        "model.decoder.embed_tokens.weight", "lm_head.weight"}) {
    HuggingFaceModel model = HuggingFaceModel::Of(native);
    auto table = model.tensors.extract("model.shared.weight");
    table.key() = name;
    model.tensors.insert(std::move(table));
    EXPECT_TRUE(SameWeights(OpenContainer(native), Open(model))) << name;
  }
  const ModelFile separate = Small([](ModelConfig& config) {
    config.tied_embeddings = TiedEmbeddings::kTargetOutput;
  });
  HuggingFaceModel model = HuggingFaceModel::Of(separate);
  auto table = model.tensors.extract("model.decoder.embed_tokens.weight");
  table.key() = "lm_head.weight";
  model.tensors.insert(std::move(table));
  EXPECT_TRUE(SameWeights(OpenContainer(separate), Open(model)));
}

TEST(HuggingFace, PassesOverCopiesAndPositions) {
  HuggingFaceModel model = SmallFolder();
  model.tensors["lm_head.weight"] = model.tensors["model.shared.weight"];
  for (const char* side : {"encoder", "decoder"}) {
    const std::string name = std::string("model.") + side;
    model.tensors[name + ".embed_tokens.weight"] =
        model.tensors["model.shared.weight"];
    model.tensors[name + ".embed_positions.weight"] =
        model.tensors["model.shared.weight"];
  }
  EXPECT_TRUE(SameWeights(OpenContainer(Small()), Open(model)));
}

// A copy of other values would be used by the library, not by this engine.
TEST(HuggingFace, TablesThatAreNotCopiesAreRefusedByName) {
  for (const char* name :
       {"model.encoder.embed_tokens.weight",
        "model.decoder.embed_tokens.weight", "lm_head.weight"}) {
    HuggingFaceModel model = SmallFolder();
    StoredTensor other = model.tensors["model.shared.weight"];
    other.bytes.back() ^= 1;
    model.tensors[name] = other;
    EXPECT_TRUE(Refused(
        ErrorCode::kUnsupported, model.Folder(),
        {"model.safetensors", name, "other values", "model.shared.weight"}));
  }
  // The encoder's table is not tied to anything here.
  HuggingFaceModel model = HuggingFaceModel::Of(Small([](ModelConfig& config) {
    config.tied_embeddings = TiedEmbeddings::kTargetOutput;
  }));
  model.tensors["lm_head.weight"] =
      model.tensors["model.decoder.embed_tokens.weight"];
  EXPECT_NO_THROW(Open(model));
  model.tensors["lm_head.weight"].bytes.front() ^= 1;
  EXPECT_TRUE(Refused(ErrorCode::kUnsupported, model.Folder(),
                      {"lm_head.weight", "other values"}));
}

TEST(HuggingFace, ReadsWeightsOfTwoBytes) {
  for (const DType dtype : {DType::kF16, DType::kBF16}) {
    ModelFile native = Small();
    for (const auto& [name, tensor] : native.tensors) {
      if (tensor.dtype == DType::kF32) native.Narrow(name, dtype);
    }
    EXPECT_TRUE(SameAsContainer(native));
  }
}

TEST(HuggingFace, ReadsSeparateVocabularies) {
  const ModelFile native = Small([](ModelConfig& config) {
    config.tied_embeddings = TiedEmbeddings::kTargetOutput;
    config.target_vocab_size = 14;
  });
  EXPECT_TRUE(SameAsContainer(native));
  const ModelParts parts = std::move(Open(HuggingFaceModel::Of(native)).parts);
  EXPECT_EQ(parts.source_vocabulary.pieces.size(), 12U);
  EXPECT_EQ(parts.target_vocabulary.pieces.size(), 14U);
}

TEST(HuggingFace, APadBeyondOneSideIsOnlySuppressed) {
  HuggingFaceModel model = HuggingFaceModel::Of(Small([](ModelConfig& config) {
    config.tied_embeddings = TiedEmbeddings::kTargetOutput;
    config.target_vocab_size = 14;
  }));
  model.config["pad_token_id"] = 13;
  model.config.erase("bad_words_ids");
  const ModelConfig config = Open(model).parts.config;
  EXPECT_EQ(config.pad, std::nullopt);
  EXPECT_EQ(config.suppressed, (std::vector<int>{13}));
}

TEST(HuggingFace, ReadsPiecesWithoutSentencePiece) {
  HuggingFaceModel model = SmallFolder();
  model.has_spm = false;
  EXPECT_TRUE(Open(model).parts.source_vocabulary.spm.empty());
}

TEST(HuggingFace, ReadsSearchAndBannedWords) {
  HuggingFaceModel model = SmallFolder();
  const SearchDefaults old = Open(model).parts.config.search;
  EXPECT_EQ(old.beam, 6);
  EXPECT_EQ(old.length_normalization, LengthNormalization::kPower);
  EXPECT_EQ(old.length_penalty, 1);
  EXPECT_EQ(old.max_length, 64);  // the table's rows, below the 511 asked for
  EXPECT_EQ(old.max_length_factor, 10);
  model.generation = {{"num_beams", 4},
                      {"length_penalty", 0.5},
                      {"max_length", 33},
                      {"repetition_penalty", 1.5},
                      {"no_repeat_ngram_size", 3},
                      {"decoder_start_token_id", 10},
                      {"bad_words_ids", {{7}, {0}, {11}}}};
  const ModelConfig config = Open(model).parts.config;
  EXPECT_EQ(config.search.beam, 4);
  EXPECT_EQ(config.search.length_penalty, 0.5);
  EXPECT_EQ(config.search.max_length, 32);
  EXPECT_EQ(config.search.repetition_penalty, 1.5);
  EXPECT_EQ(config.search.no_repeat_ngram, 3);
  EXPECT_EQ(config.decoder_start, 10);
  EXPECT_EQ(config.suppressed, (std::vector<int>{7, 11}));
}

// A folder whose generation_config.json has these settings.
HuggingFaceModel Generating(const Json& settings) {
  HuggingFaceModel model = SmallFolder();
  model.generation = settings;
  return model;
}

TEST(HuggingFace, ReadsLengths) {
  const auto search = [](const Json& settings) {
    return Open(Generating(settings)).parts.config.search;
  };
  EXPECT_EQ(search({{"max_new_tokens", 20}, {"max_length", 40}}).max_length,
            20);
  EXPECT_EQ(search({{"max_new_tokens", 1000}}).max_length, 64);
  // The start token counts, but not among new ones.
  EXPECT_EQ(search({{"min_length", 5}}).min_length, 4);
  EXPECT_EQ(search({{"min_length", 5}, {"min_new_tokens", 7}}).min_length, 7);
  EXPECT_EQ(search({{"min_length", 500}, {"max_length", 9}}).min_length, 8);
  for (const int nothing : {0, 1})
    EXPECT_EQ(search({{"min_length", nothing}}).min_length, std::nullopt);
}

TEST(HuggingFace, SuppressedTokensJoinBannedWords) {
  const ModelConfig config = Open(Generating({{"suppress_tokens", {3, 0, 7}},
                                              {"bad_words_ids", {{7}, {5}}}}))
                                 .parts.config;
  EXPECT_EQ(config.suppressed, (std::vector<int>{3, 5, 7, 11}));
  for (const Json& tokens :
       {Json(3), Json::array({"a"}), Json::array({12}), Json::array({-1})}) {
    EXPECT_TRUE(Refused(ErrorCode::kInvalidModel,
                        Generating({{"suppress_tokens", tokens}}).Folder(),
                        {"generation_config.json", "suppress_tokens"}));
  }
}

TEST(HuggingFace, SettingsThatChangeNothingAreAccepted) {
  EXPECT_NO_THROW(Open(Generating({{"forced_eos_token_id", 0},
                                   {"eos_token_id", {0}},
                                   {"forced_bos_token_id", nullptr},
                                   {"begin_suppress_tokens", Json::array()},
                                   {"num_beam_groups", 1},
                                   {"diversity_penalty", 0.0},
                                   {"encoder_no_repeat_ngram_size", 0},
                                   {"renormalize_logits", true}})));
}

TEST(HuggingFace, BannedWordsOfSeveralIdsAreUnsupported) {
  for (const char* text : {"[[7], [2, 3]]", "[[]]"}) {
    const Json words = Json::parse(text);
    EXPECT_TRUE(Refused(ErrorCode::kUnsupported,
                        Generating({{"bad_words_ids", words}}).Folder(),
                        {"bad_words_ids", "suppress"}));
  }
}

TEST(HuggingFace, EarlyStoppingIsADefaultOfTheModel) {
  const auto stop_early = [](const Json& value) {
    return Open(Generating({{"early_stopping", value}}))
        .parts.config.search.stop_early;
  };
  EXPECT_EQ(stop_early(true), true);
  for (const Json& value : {Json(false), Json("never"), Json(nullptr)})
    EXPECT_EQ(stop_early(value), std::nullopt);
  EXPECT_TRUE(Refused(ErrorCode::kInvalidModel,
                      Generating({{"early_stopping", "often"}}).Folder(),
                      {"early_stopping", "often"}));
}

TEST(HuggingFace, SettingsOfGenerationAreUnsupportedByName) {
  const std::pair<const char*, Json> settings[] = {
      {"forced_eos_token_id", 5},
      {"forced_eos_token_id", {0, 5}},
      {"eos_token_id", {0, 5}},
      {"forced_bos_token_id", 4},
      {"forced_decoder_ids", {{1, 4}}},
      {"begin_suppress_tokens", {4}},
      {"encoder_no_repeat_ngram_size", 3},
      {"num_beam_groups", 2},
      {"diversity_penalty", 0.5}};
  for (const auto& [key, value] : settings) {
    EXPECT_TRUE(Refused(ErrorCode::kUnsupported,
                        Generating({{key, value}}).Folder(),
                        {"generation_config.json", key}));
    HuggingFaceModel model = SmallFolder();
    model.config[key] = value;
    if (std::string(key) == "eos_token_id") continue;
    EXPECT_TRUE(
        Refused(ErrorCode::kUnsupported, model.Folder(), {"config.json", key}));
  }
}

TEST(HuggingFace, SizesThatDoNotFitAreNamed) {
  EXPECT_TRUE(RefusedConfig(ErrorCode::kInvalidModel, "decoder_vocab_size", 10,
                            {"decoder_vocab_size 10", "vocab_size 12"}));
  HuggingFaceModel model = HuggingFaceModel::Of(Small([](ModelConfig& config) {
    config.tied_embeddings = TiedEmbeddings::kTargetOutput;
  }));
  model.config["decoder_vocab_size"] = 10;
  EXPECT_TRUE(Refused(ErrorCode::kInvalidModel, model.Folder(),
                      {"bad_words_ids has id 11", "10 (decoder_vocab_size"}));
}

TEST(HuggingFace, ReadsLanguages) {
  const auto languages = [](const Json& source, const Json& target) {
    HuggingFaceModel model = SmallFolder();
    model.tokenizer = {{"source_lang", source}, {"target_lang", target}};
    const ModelConfig config = Open(model).parts.config;
    return config.source_language + ">" + config.target_language;
  };
  EXPECT_EQ(languages("en", "deu"), "en>deu");
  EXPECT_EQ(languages("zh_CN", "pt-BR"), "zh-CN>pt-BR");
  EXPECT_EQ(languages("eng+deu", Json::array({"fra", "ita"})), ">");
  EXPECT_EQ(languages("mul", "ROMANCE"), ">");
  EXPECT_EQ(languages("", 7), ">");
  EXPECT_EQ(languages("e", "en\n"), ">");
}

TEST(HuggingFace, OtherNetworksAreUnsupportedByName) {
  const auto refused = [](const char* key, const Json& value,
                          const std::vector<std::string>& parts) {
    return RefusedConfig(ErrorCode::kUnsupported, key, value, parts);
  };
  EXPECT_TRUE(refused("model_type", "m2m_100", {"\"m2m_100\"", "marian"}));
  EXPECT_TRUE(refused("model_type", nullptr, {"type \"\""}));
  EXPECT_TRUE(refused("activation_function", "tanh", {"\"tanh\""}));
  EXPECT_TRUE(refused("decoder_ffn_dim", 7, {"decoder_ffn_dim 7"}));
  EXPECT_TRUE(
      refused("decoder_attention_heads", 1, {"decoder_attention_heads 1"}));
  HuggingFaceModel model = SmallFolder();
  model.tensors["model.encoder.layer_norm.weight"] =
      model.tensors["model.encoder.layers.0.fc1.bias"];
  EXPECT_TRUE(Refused(
      ErrorCode::kUnsupported, model.Folder(),
      {"model.safetensors", "model.encoder.layer_norm.weight", "no place"}));
}

TEST(HuggingFace, WrongSettingsAreRefusedByName) {
  const auto refused = [](const char* key, const Json& value) {
    return RefusedConfig(ErrorCode::kInvalidModel, key, value, {key});
  };
  for (const char* key :
       {"d_model", "encoder_layers", "decoder_layers",
        "encoder_attention_heads", "decoder_ffn_dim", "vocab_size",
        "eos_token_id", "decoder_start_token_id"}) {
    for (const Json& value :
         {Json(nullptr), Json("4"), Json(-1), Json(1.5), Json(1ULL << 63),
          Json(1LL << 40), Json::array({1})}) {
      EXPECT_TRUE(refused(key, value)) << key << " " << value;
    }
  }
  for (const char* key : {"scale_embedding", "tie_word_embeddings",
                          "share_encoder_decoder_embeddings"}) {
    EXPECT_TRUE(refused(key, 1)) << key;
  }
  EXPECT_TRUE(refused("activation_function", 1));
  EXPECT_TRUE(refused("model_type", 1));
  EXPECT_TRUE(refused("length_penalty", "1"));
  for (const Json& words :
       {Json(1), Json::array({1}), Json::array({Json::array({"a"})}),
        Json::array({Json::array({12})}), Json::array({Json::array({-1})})}) {
    EXPECT_TRUE(refused("bad_words_ids", words)) << words;
  }
}

TEST(HuggingFace, MissingAndMisshapenTensorsAreRefusedByName) {
  const HuggingFaceModel sound = SmallFolder();
  for (const auto& [name, tensor] : sound.tensors) {
    HuggingFaceModel model = sound;
    model.tensors.erase(name);
    if (name != "final_logits_bias") {
      EXPECT_TRUE(Refused(ErrorCode::kInvalidModel, model.Folder(),
                          {"\"" + name + "\"", "missing"}));
    }
    model.tensors[name] = {DType::kF32, {2, 1}, std::vector<uint8_t>(8)};
    EXPECT_TRUE(Refused(ErrorCode::kInvalidModel, model.Folder(),
                        {"\"" + name + "\"", "expected shape"}));
  }
}

TEST(HuggingFace, VocabulariesMustFit) {
  const auto refused = [](const Json& vocabulary,
                          const std::vector<std::string>& parts) {
    HuggingFaceModel model = SmallFolder();
    model.vocabulary = vocabulary;
    return Refused(ErrorCode::kInvalidModel, model.Folder(), parts);
  };
  EXPECT_TRUE(refused(nullptr, {"no vocabulary", "vocab.json", "config.json"}));
  EXPECT_TRUE(refused(Json::array({"a"}), {"vocab.json", "not a JSON object"}));
  EXPECT_TRUE(refused({{"a", 12}}, {"\"a\" has id 12", "12"}));
  EXPECT_TRUE(refused({{"a", 3}, {"b", 3}}, {"\"b\" has the id of \"a\", 3"}));
  for (const Json& id : {Json("1"), Json(-1), Json(1.5), Json(nullptr)}) {
    EXPECT_TRUE(refused({{"a", id}}, {"\"a\" has no whole number"})) << id;
  }
}

TEST(HuggingFace, TheUnknownPieceNeedNotExist) {
  HuggingFaceModel model = SmallFolder();
  model.vocabulary.erase("<unk>");
  EXPECT_EQ(Open(model).parts.config.unk, std::nullopt);
}

TEST(HuggingFace, TheSourceMayHaveAnotherUnknownId) {
  HuggingFaceModel model = SmallFolder();
  model.vocabulary.erase("<unk>");
  Files files = model.Folder();
  files.push_back(TextFile("target_vocab.json", R"({"</s>":0,"<unk>":1})"));
  const ModelConfig config = Open(std::move(files)).parts.config;
  EXPECT_EQ(config.unk, 1);
  EXPECT_EQ(config.source_ids().unk, std::nullopt);
}

// Half a pair of SentencePiece models is a download that went wrong.
TEST(HuggingFace, AMissingSourceModelIsNamed) {
  Files files = SmallFolder().Folder();
  std::erase_if(files, [](const FilePointer& file) {
    return file->name().ends_with("source.spm");
  });
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                     {"expected one of source.spm", "shared.spm"},
                     [&] { Model::Load(files); }));
}

TEST(HuggingFace, OtherWeightsAreRefusedWithAdvice) {
  const HuggingFaceModel model = SmallFolder();
  Files files = model.Folder();
  files.push_back(TextFile("model.safetensors.index.json", "{}"));
  EXPECT_TRUE(Refused(ErrorCode::kUnsupported, files,
                      {"several files", "model.safetensors.index.json"}));
  const FilePointer pickle =
      InMemory("pytorch_model.bin", {0x80, 2, 'c', 'x', '.'});
  files = model.Folder();
  files.front() = pickle;
  EXPECT_TRUE(IsHuggingFace(FileSet(files)));
  EXPECT_TRUE(Refused(
      ErrorCode::kUnsupported, files,
      {"pytorch_model.bin", "save_pretrained", "safe_serialization=True"}));
  files.erase(files.begin());
  EXPECT_TRUE(Refused(ErrorCode::kInvalidModel, files,
                      {"no weights", "model.safetensors", "vocab.json"}));
  files = {model.Folder().front()};
  EXPECT_FALSE(IsHuggingFace(FileSet(files)));
  EXPECT_TRUE(Refused(ErrorCode::kInvalidModel, files,
                      {"no config.json", "model.safetensors"}));
  files.push_back(TextFile("config.json", "[1]"));
  EXPECT_FALSE(IsHuggingFace(FileSet(files)));
  EXPECT_TRUE(Refused(ErrorCode::kInvalidModel, files,
                      {"config.json", "not a JSON object"}));
}

TEST(HuggingFace, DamagedFoldersAreRefusedOrHarmless) {
  const Files sound = SmallFolder().Folder();
  Random random(6);
  for (size_t damaged = 0; damaged < 3; ++damaged) {
    for (int round = 0; round < 60; ++round) {
      const Bytes bytes = sound[damaged]->ReadAll();
      std::vector<uint8_t> content(bytes.span().begin(), bytes.span().end());
      const int size = static_cast<int>(content.size());
      if (round % 3 == 0) content.resize(random.Below(size));
      for (int i = 0; i < 2 && !content.empty(); ++i) {
        const int limit = std::min(static_cast<int>(content.size()), 2500);
        content[random.Below(limit)] ^=
            static_cast<uint8_t>(1 << random.Below(8));
      }
      Files files = sound;
      files[damaged] = InMemory(sound[damaged]->name(), std::move(content));
      try {
        Open(std::move(files));
      } catch (const Error&) {
        // Damage that shows.
      }
    }
  }
}

}  // namespace
}  // namespace stepglot
