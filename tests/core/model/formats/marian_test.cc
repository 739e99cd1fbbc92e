// Tests the reader of Marian's models: every switch against the same model as a
// native container, vocabularies, settings beside the model, and refusals.
#include "core/model/formats/marian.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/model/config/config_json.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/marian_model.h"
#include "tests/core/support/model_file.h"
#include "tests/core/support/opened_model.h"
#include "tests/core/support/random.h"
#include "tests/core/support/random_model.h"
#include "tests/core/support/shortlist_file.h"

namespace stepglot {
namespace {

using Files = std::vector<FilePointer>;

OpenedModel Open(Files files) { return {OpenMarian, std::move(files)}; }

ModelFile Small(const std::function<void(ModelConfig&)>& change =
                    [](ModelConfig&) {}) {
  ModelConfig config = SmallMarianConfig();
  change(config);
  return RandomModel(config, 1);
}

// The config that Marian files can express, without search defaults.
std::string ConfigText(ModelConfig config) {
  config.search = {};
  config.source_language = config.target_language = "";
  return ModelConfigToJson(config);
}

testing::AssertionResult SameAsContainer(const ModelFile& native) {
  const OpenedModel expected = OpenContainer(native);
  const MarianModel model = MarianModel::Of(native);
  for (const auto& bytes : {model.WriteBin(), model.WriteNpz()}) {
    const OpenedModel found = Open(
        {InMemory("model", bytes), InMemory("vocab.spm", RandomModelSpm())});
    if (ConfigText(found.parts.config) != ConfigText(expected.parts.config)) {
      return testing::AssertionFailure()
             << ConfigText(found.parts.config) << "\ninstead of\n"
             << ConfigText(expected.parts.config);
    }
    const testing::AssertionResult same = SameWeights(expected, found);
    if (!same) return same;
  }
  return testing::AssertionSuccess();
}

testing::AssertionResult Refused(ErrorCode code, Files files,
                                 const std::vector<std::string>& parts) {
  return Throws(code, parts, [&] { Open(std::move(files)); });
}

// Refused as unsupported once the setting has that value.
testing::AssertionResult RefusedSetting(const std::string& key,
                                        const std::string& value,
                                        std::vector<std::string> parts) {
  MarianModel model = MarianModel::Of(Small());
  model.settings[key] = value;
  parts.emplace_back("model.bin");
  return Refused(ErrorCode::kUnsupported, MarianFolder(model), parts);
}

TEST(Marian, ReadsTheUsualModel) {
  EXPECT_TRUE(SameAsContainer(Small()));
  const OpenedModel model = Open(MarianFolder(MarianModel::Of(Small())));
  EXPECT_EQ(model.parts.format, "Marian");
  EXPECT_TRUE(model.parts.source_vocabulary == model.parts.target_vocabulary);
  EXPECT_EQ(model.parts.source_vocabulary.spm.size(), RandomModelSpm().size());
  EXPECT_TRUE(model.parts.source_vocabulary.pieces.empty());
}

TEST(Marian, ReadsActivations) {
  for (const Activation activation :
       {Activation::kRelu, Activation::kSwish, Activation::kGeluSigmoid}) {
    EXPECT_TRUE(SameAsContainer(
        Small([=](ModelConfig& config) { config.activation = activation; })));
  }
}

TEST(Marian, ReadsEveryTyingOfEmbeddings) {
  for (const TiedEmbeddings tied :
       {TiedEmbeddings::kAll, TiedEmbeddings::kSourceTarget,
        TiedEmbeddings::kTargetOutput, TiedEmbeddings::kNone}) {
    EXPECT_TRUE(SameAsContainer(
        Small([=](ModelConfig& config) { config.tied_embeddings = tied; })));
  }
  EXPECT_TRUE(SameAsContainer(
      Small([](ModelConfig& config) { config.output_bias = false; })));
  MarianModel model = MarianModel::Of(Small());
  model.settings["tied-embeddings-all"] = "false";
  model.settings["tied-embeddings-src"] = "true";
  model.settings["tied-embeddings"] = "true";
  EXPECT_EQ(Open(MarianFolder(model)).parts.config.tied_embeddings,
            TiedEmbeddings::kAll);
}

TEST(Marian, ReadsAnOutputMatrixOfEitherOrder) {
  const ModelFile native = Small([](ModelConfig& config) {
    config.tied_embeddings = TiedEmbeddings::kNone;
  });
  MarianModel model = MarianModel::Of(native);
  model.tensors.erase("decoder_ff_logit_out_W");
  model.AddFloats("decoder_ff_logit_out_Wt", {kRandomModelPieces, 4},
                  native.Floats("output.weight"));
  EXPECT_TRUE(SameWeights(OpenContainer(native), Open(MarianFolder(model))));
}

TEST(Marian, ReadsSsruAndNorms) {
  for (const DecoderCell cell :
       {DecoderCell::kSelfAttention, DecoderCell::kSsru}) {
    for (const NormPlacement norm :
         {NormPlacement::kPre, NormPlacement::kPost}) {
      for (const bool more : {false, true}) {
        EXPECT_TRUE(SameAsContainer(Small([=](ModelConfig& config) {
          config.decoder_cell = cell;
          config.norm = norm;
          config.norm_keys = norm == NormPlacement::kPost;
          config.final_norm = config.embedding_norm = more;
        })));
      }
    }
  }
}

TEST(Marian, ReadsLearnedPositions) {
  const auto with_table = [](ModelConfig& config) {
    config.position_layout = PositionLayout::kTable;
    config.position_exponent = PositionExponent::kTwoJOverD;
    config.embedding_scale = 1;
    config.max_source_length = config.max_target_length = 20;
  };
  ModelFile native = Small(with_table);
  native.tensors["decoder.positions.weight"] =
      native.tensors["encoder.positions.weight"];
  EXPECT_TRUE(SameAsContainer(native));
  // Of a longer table the first rows are taken.
  MarianModel model = MarianModel::Of(native);
  Random random(2);
  model.AddFloats("Wpos", {600, 4}, random.Floats(2400));
  const OpenedModel found = Open(MarianFolder(model));
  EXPECT_EQ(found.parts.config.max_source_length, 512);
  EXPECT_EQ(found.parts.config.max_target_length, 512);
}

TEST(Marian, ReadsTiedLayers) {
  MarianModel model = MarianModel::Of(Small());
  model.settings["transformer-tied-layers"] = "[1, 1]";
  std::erase_if(model.tensors, [](const auto& entry) {
    return entry.first.starts_with("decoder_l2_");
  });
  const OpenedModel found = Open(MarianFolder(model));
  const auto weight = [&](const std::string& name) {
    return std::find_if(found.weights.begin(), found.weights.end(),
                        [&](const NamedWeight& w) { return w.name == name; })
        ->values.f32;
  };
  EXPECT_EQ(std::memcmp(weight("decoder.layers.0.ffn.inner.weight"),
                        weight("decoder.layers.1.ffn.inner.weight"),
                        24 * sizeof(float)),
            0);
  for (const char* bad : {"[1]", "[1, 3]", "[0, 1]", "[1, 1, 1]", "[1, x]"}) {
    model.settings["transformer-tied-layers"] = bad;
    EXPECT_TRUE(Refused(ErrorCode::kInvalidModel, MarianFolder(model),
                        {"transformer-tied-layers"}))
        << bad;
  }
}

TEST(Marian, ReadsWeightsOfIntgemm) {
  for (const TiedEmbeddings tied :
       {TiedEmbeddings::kAll, TiedEmbeddings::kNone}) {
    const ModelFile native = Small([=](ModelConfig& config) {
      config.decoder_cell = DecoderCell::kSsru;
      config.tied_embeddings = tied;
    });
    MarianModel model = MarianModel::Of(native);
    model.Quantise();
    const OpenedModel found = Open(MarianFolder(model));
    EXPECT_TRUE(SameWeights(OpenContainer(native), found, 0.6F / 127));
    for (const NamedWeight& weight : found.weights) {
      EXPECT_EQ(weight.values.quantized(), weight.is_matrix) << weight.name;
    }
    // Nothing but the scales is copied.
    EXPECT_LT(found.memory.converted_bytes(), 9000U);
  }
}

TEST(Marian, ReadsFloatEmbeddingsBesideQuantisedMatrices) {
  const ModelFile native = Small();
  MarianModel model = MarianModel::Of(native);
  const MarianTensor floats = model.tensors.at("Wemb");
  model.Quantise();
  model.tensors["Wemb"] = floats;
  const OpenedModel found = Open(MarianFolder(model));
  EXPECT_FALSE(found.weights.front().values.quantized());
  EXPECT_TRUE(SameWeights(OpenContainer(native), found, 0.6F / 127));
}

TEST(Marian, ReadsShapesOfOtherRanks) {
  const ModelFile native = Small();
  MarianModel model = MarianModel::Of(native);
  for (auto& [name, tensor] : model.tensors) {
    if (tensor.shape.front() == 1) {
      tensor.shape.erase(tensor.shape.begin());
    } else {
      tensor.shape.insert(tensor.shape.begin(), 2, 1);
    }
  }
  EXPECT_TRUE(SameWeights(OpenContainer(native), Open(MarianFolder(model))));
}

TEST(Marian, ReadsSeparateVocabularies) {
  const ModelFile native = Small([](ModelConfig& config) {
    config.tied_embeddings = TiedEmbeddings::kTargetOutput;
    config.target_vocab_size = kRandomModelPieces + 4;  // padded
  });
  const MarianModel model = MarianModel::Of(native);
  const OpenedModel found =
      Open({InMemory("model.bin", model.WriteBin()),
            InMemory("srcvocab.enes.spm", RandomModelSpm()),
            InMemory("trgvocab.enes.spm", RandomModelSpm())});
  EXPECT_TRUE(SameWeights(OpenContainer(native), found));
  EXPECT_EQ(found.parts.config.target_vocab_size, kRandomModelPieces + 4);
  EXPECT_EQ(found.parts.config.source_language, "en");
  EXPECT_EQ(found.parts.config.target_language, "es");
}

TEST(Marian, ReadsYamlVocabularies) {
  const std::vector<uint8_t> bin = MarianModel::Of(Small()).WriteBin();
  const OpenedModel found =
      Open({InMemory("opus.npz", bin),
            TextFile("opus.vocab.yml", "</s>: 0\n<unk>: 1\n\"a\": 2\nb: 219\n"),
            InMemory("source.spm", RandomModelSpm()),
            InMemory("target.spm", RandomModelSpm())});
  const VocabularyParts& source = found.parts.source_vocabulary;
  EXPECT_FALSE(source.spm.empty());
  ASSERT_EQ(source.pieces.size(), 220U);
  EXPECT_EQ(source.pieces[2], "a");
  EXPECT_EQ(source.pieces[3], "");
  EXPECT_EQ(source.pieces[219], "b");
  EXPECT_TRUE(source == found.parts.target_vocabulary);
  // Without SentencePiece models, pieces only.
  const OpenedModel pieces_only =
      Open({InMemory("opus.npz", bin),
            TextFile("src.yml", "</s>: 0\n<unk>: 1\na: 2\n"),
            TextFile("trg.yml", "</s>: 0\n<unk>: 1\nb: 2\n")});
  EXPECT_TRUE(pieces_only.parts.source_vocabulary.spm.empty());
  EXPECT_EQ(pieces_only.parts.source_vocabulary.pieces[2], "a");
  EXPECT_EQ(pieces_only.parts.target_vocabulary.pieces[2], "b");
}

TEST(Marian, DecoderSettingsNameFilesAndSearch) {
  const std::vector<uint8_t> bin = MarianModel::Of(Small()).WriteBin();
  const OpenedModel found = Open(
      {InMemory("other.npz", bin), InMemory("best.npz", bin),
       TextFile("a.vocab.yml", "</s>: 0\n<unk>: 1\na: 2\n"),
       TextFile("b.vocab.yml", "</s>: 0\n<unk>: 1\nb: 2\n"),
       TextFile("decoder.yml",
                "models:\n  - ./best.npz\nvocabs: [b.vocab.yml, a.vocab.yml]\n"
                "beam-size: 6\nnormalize: 0.5\nmax-length-factor: 2.5\n")});
  EXPECT_EQ(found.parts.source_vocabulary.pieces[2], "b");
  EXPECT_EQ(found.parts.target_vocabulary.pieces[2], "a");
  const SearchDefaults& search = found.parts.config.search;
  EXPECT_EQ(search.beam, 6);
  EXPECT_EQ(search.length_normalization, LengthNormalization::kPower);
  EXPECT_EQ(search.length_penalty, 0.5);
  EXPECT_EQ(search.max_length_factor, 2.5);
  EXPECT_EQ(search.min_length, std::nullopt);
}

TEST(Marian, SearchesAsTheFamilyDoes) {
  MarianModel model = MarianModel::Of(Small());
  const SearchDefaults usual = Open(MarianFolder(model)).parts.config.search;
  EXPECT_EQ(usual.beam, 4);
  EXPECT_EQ(usual.length_penalty, 1);
  EXPECT_EQ(usual.max_length_factor, 3);

  Files with_shortlist = MarianFolder(model);
  const std::vector<std::vector<uint32_t>> lists(kRandomModelPieces);
  with_shortlist.push_back(
      InMemory("lex.50.50.deen.s2t.bin", ShortlistFile(50, lists).Write()));
  const OpenedModel listed = Open(std::move(with_shortlist));
  EXPECT_FALSE(listed.parts.shortlist.empty());
  EXPECT_EQ(listed.parts.config.search.beam, 1);
  EXPECT_EQ(listed.parts.config.search.max_length_factor, 2);
  EXPECT_EQ(listed.parts.config.source_language, "de");
  EXPECT_EQ(listed.parts.config.target_language, "en");

  model.Quantise();
  EXPECT_EQ(Open(MarianFolder(model)).parts.config.search.beam, 1);
}

TEST(Marian, FindsLanguages) {
  const std::vector<uint8_t> bin = MarianModel::Of(Small()).WriteBin();
  const auto languages = [&](const std::string& model,
                             const std::string& vocabulary, Files more = {}) {
    more.push_back(InMemory(model, bin));
    more.push_back(InMemory(vocabulary, RandomModelSpm()));
    const ModelConfig config = Open(std::move(more)).parts.config;
    return config.source_language + ">" + config.target_language;
  };
  EXPECT_EQ(languages("model.enes.intgemm.alphas.bin", "v.spm"), "en>es");
  EXPECT_EQ(languages("folder/model.enes.intgemm8.bin", "v.spm"), "en>es");
  EXPECT_EQ(languages("m.bin", "vocab.hbsfil.spm"), "hbs>fil");
  for (const char* name : {"model.best.npz", "model.intgemm.alphas.bin",
                           "model.bin", "model.ENES.intgemm.bin"}) {
    EXPECT_EQ(languages(name, "vocab.spm"), ">") << name;
  }
  EXPECT_EQ(languages("m.bin", "vocab.enes.spm",
                      {TextFile("metadata.json",
                                "{\"sourceLanguage\": \"zh-Hant\", "
                                "\"targetLanguage\": \"en\"}")}),
            "zh-Hant>en");
  for (const char* metadata : {"[]", "{", "{\"sourceLanguage\": 1}"}) {
    EXPECT_EQ(languages("m.bin", "vocab.enes.spm",
                        {TextFile("metadata.json", metadata)}),
              "en>es");
  }
}

TEST(Marian, SettingsWithoutASwitchAreUnsupportedByName) {
  EXPECT_TRUE(RefusedSetting("type", "s2s", {"type: \"s2s\"", "transformer"}));
  EXPECT_TRUE(RefusedSetting("type", "multi-transformer",
                             {"type: \"multi-transformer\""}));
  EXPECT_TRUE(RefusedSetting("type", "bert", {"type: \"bert\""}));
  EXPECT_TRUE(RefusedSetting("type", "char-s2s", {"type: \"char-s2s\""}));
  EXPECT_TRUE(RefusedSetting("transformer-decoder-autoreg", "average-attention",
                             {"average-attention"}));
  EXPECT_TRUE(RefusedSetting("transformer-decoder-autoreg", "rnn",
                             {"dec-cell: \"gru\"", "ssru"}));
  for (const char* flag :
       {"transformer-no-projection", "transformer-rnn-projection",
        "transformer-pool", "transformer-no-bias", "transformer-no-affine",
        "right-left", "ulr"}) {
    EXPECT_TRUE(RefusedSetting(flag, "true", {flag}));
  }
  EXPECT_TRUE(RefusedSetting("transformer-ffn-depth", "3",
                             {"transformer-ffn-depth: 3"}));
  EXPECT_TRUE(RefusedSetting("transformer-decoder-ffn-depth", "1",
                             {"transformer-decoder-ffn-depth: 1"}));
  EXPECT_TRUE(RefusedSetting("transformer-decoder-dim-ffn", "7",
                             {"another transformer-dim-ffn"}));
  EXPECT_TRUE(RefusedSetting("transformer-ffn-activation", "tanh",
                             {"tanh", "relu, swish, gelu"}));
  EXPECT_TRUE(RefusedSetting("lemma-dim-emb", "5", {"factored vocabulary"}));
  EXPECT_TRUE(RefusedSetting("lemma-dependency", "soft-transformer-layer",
                             {"factored vocabulary"}));
  EXPECT_TRUE(RefusedSetting("input-types", "[sequence, class]",
                             {"input-types: class"}));
  EXPECT_TRUE(RefusedSetting("dim-vocabs", "[1, 2, 3]", {"multi-source"}));
  EXPECT_TRUE(RefusedSetting("transformer-postprocess", "dhn", {"\"hn\""}));
  EXPECT_TRUE(RefusedSetting("transformer-preprocess", "r", {"\"r\""}));
  EXPECT_TRUE(RefusedSetting("transformer-postprocess-emb", "h", {"\"h\""}));
  EXPECT_TRUE(RefusedSetting("transformer-postprocess-top", "r", {"\"r\""}));
}

TEST(Marian, TensorsWithoutAPlaceAreUnsupportedByName) {
  for (const char* name :
       {"decoder_l1_ffn_W3", "encoder_l1_self_Wg", "decoder_l1_context_enc2_Wq",
        "decoder_l3_self_Wq", "encoder_top_ln_scale"}) {
    MarianModel model = MarianModel::Of(Small());
    model.AddFloats(name, {1}, {1});
    EXPECT_TRUE(Refused(ErrorCode::kUnsupported, MarianFolder(model),
                        {"model.bin", name, "no place"}));
  }
}

TEST(Marian, MissingAndMisshapenTensorsAreRefusedByName) {
  const MarianModel sound = MarianModel::Of(Small());
  for (const auto& [name, tensor] : sound.tensors) {
    MarianModel model = sound;
    model.tensors.erase(name);
    EXPECT_TRUE(Refused(ErrorCode::kInvalidModel, MarianFolder(model),
                        {"\"" + name + "\"", "missing"}));
    if (name == "Wemb") continue;  // its rows are the vocabulary's size
    model.AddFloats(name, {2, 5}, std::vector<float>(10));
    EXPECT_TRUE(Refused(ErrorCode::kInvalidModel, MarianFolder(model),
                        {"\"" + name + "\"", "expected shape"}));
  }
  MarianModel flat = sound;
  flat.tensors["Wemb"].shape = {kRandomModelPieces * 4};
  EXPECT_TRUE(Refused(ErrorCode::kInvalidModel, MarianFolder(flat),
                      {"\"Wemb\"", "expected a matrix"}));
}

TEST(Marian, WrongSettingsAreRefusedByName) {
  const auto refused = [](const std::string& key, const std::string& value) {
    MarianModel model = MarianModel::Of(Small());
    model.settings[key] = value;
    return Refused(ErrorCode::kInvalidModel, MarianFolder(model), {"model"});
  };
  for (const char* key : {"dim-emb", "transformer-dim-ffn", "enc-depth",
                          "dec-depth", "transformer-heads"}) {
    for (const char* value : {"", "x", "-1", "0", "2147483647", "3"})
      EXPECT_TRUE(refused(key, value)) << key << " " << value;
  }
  MarianModel model = MarianModel::Of(Small());
  model.settings.clear();
  EXPECT_TRUE(Refused(ErrorCode::kInvalidModel, MarianFolder(model),
                      {"special:model.yml"}));
}

TEST(Marian, FoldersMustBeWhole) {
  const std::vector<uint8_t> bin = MarianModel::Of(Small()).WriteBin();
  const FilePointer model = InMemory("m.bin", bin);
  EXPECT_TRUE(Refused(ErrorCode::kInvalidModel, {model},
                      {"no source vocabulary", "vocab.spm", "found: m.bin"}));
  EXPECT_TRUE(Refused(ErrorCode::kInvalidModel, {model, InMemory("n.bin", bin)},
                      {"m.bin, n.bin"}));
  EXPECT_TRUE(Refused(ErrorCode::kInvalidModel, {TextFile("a.txt", "a")},
                      {"no Marian model", "a.txt"}));
  EXPECT_TRUE(Refused(ErrorCode::kUnsupported,
                      {model, TextFile("decoder.yml", "models: [a, b]\n")},
                      {"an ensemble of 2 models"}));
  EXPECT_TRUE(Refused(
      ErrorCode::kInvalidModel,
      {model, TextFile("src.yml", "</s>: 0\n"), TextFile("trg.yml", "a: 0\n")},
      {"no target vocabulary"}));
  EXPECT_TRUE(Refused(ErrorCode::kUnsupported,
                      {model, TextFile("src.yml", "</s>: 0\n<unk>: 1\n"),
                       TextFile("trg.yml", "</s>: 2\n<unk>: 1\n")},
                      {"src.yml 0", "trg.yml 2", "different ids"}));
  EXPECT_TRUE(Refused(ErrorCode::kInvalidModel,
                      {model, TextFile("vocab.yml", "</s>: 220\n")},
                      {"vocab.yml: line 1", "id 220"}));
}

TEST(Marian, VocabulariesNeedAnEndToken) {
  const FilePointer model =
      InMemory("m.bin", MarianModel::Of(Small()).WriteBin());
  // Recognised by a line that begins like the end token's.
  EXPECT_TRUE(Refused(ErrorCode::kInvalidModel,
                      {model, TextFile("vocab.yml", "</s>:x: 0\n")},
                      {"vocab.yml", "no end token"}));
}

TEST(Marian, DamagedModelsAreRefusedOrHarmless) {
  MarianModel model = MarianModel::Of(Small());
  model.Quantise();
  const std::vector<uint8_t> sound = model.WriteBin();
  Random random(4);
  const auto open = [](std::vector<uint8_t> bytes) {
    try {
      Open({InMemory("m.bin", std::move(bytes)),
            InMemory("vocab.spm", RandomModelSpm())});
    } catch (const Error&) {
      // Damage that shows.
    }
  };
  for (int round = 0; round < 200; ++round) {
    std::vector<uint8_t> file = sound;
    file.resize(random.Below(static_cast<int>(sound.size())));
    open(std::move(file));
    file = sound;
    // Most of what can go wrong is at the start, and in the settings.
    for (int i = 0; i < 3; ++i) {
      const int limit =
          random.Below(2) == 0 ? 6000 : static_cast<int>(sound.size());
      file[random.Below(
          std::min<int>(limit, static_cast<int>(sound.size())))] ^=
          static_cast<uint8_t>(1 << random.Below(8));
    }
    open(std::move(file));
  }
}

}  // namespace
}  // namespace stepglot
