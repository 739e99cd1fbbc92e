// Tests the reader of CTranslate2's models: every switch against the same model
// as a native container, all versions and types, vocabularies, and refusals.
#include "core/model/formats/ctranslate2.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/model/config/config_json.h"
#include "tests/core/support/ctranslate2_model.h"
#include "tests/core/support/expect_error.h"
#include "tests/core/support/opened_model.h"
#include "tests/core/support/random.h"
#include "tests/core/support/random_model.h"
#include "tests/core/support/watched_file.h"

namespace stepglot {
namespace {

using Files = std::vector<FilePointer>;
using Change = std::function<void(ModelConfig&)>;
using ModelChange = std::function<void(CTranslate2Model&)>;

OpenedModel Open(Files files) { return {OpenCTranslate2, std::move(files)}; }

ModelFile Small(const Change& change = [](ModelConfig&) {}) {
  ModelConfig config = SmallOpenNmtConfig();
  change(config);
  ModelFile file = RandomModel(config, 1);
  // A vocabulary of this size in place of the SentencePiece model.
  const std::string pieces =
      R"(["0","1","2","3","4","5","6","7","8","9","10","11"])";
  file.tensors.erase("spm");
  if (!config.linear_bias) {
    std::erase_if(file.tensors, [](const auto& tensor) {
      return tensor.first.ends_with(".bias") &&
             tensor.first.find("norm") == std::string::npos;
    });
  }
  file.tensors["vocabulary"] = {DType::kU8,
                                {static_cast<int64_t>(pieces.size())},
                                {pieces.begin(), pieces.end()}};
  return file;
}

CTranslate2Model SmallModel() { return CTranslate2Model::Of(Small()); }

Files Folder(const CTranslate2Model& model) {
  return CTranslate2Folder(model, SmallOpenNmtConfig());
}

// What the files can say: nothing of languages.
std::string ConfigText(ModelConfig config) {
  config.search = {};
  return ModelConfigToJson(config);
}

testing::AssertionResult SameConfig(const ModelConfig& found,
                                    const ModelConfig& expected) {
  if (ConfigText(found) == ConfigText(expected))
    return testing::AssertionSuccess();
  return testing::AssertionFailure() << ConfigText(found) << "\ninstead of\n"
                                     << ConfigText(expected);
}

testing::AssertionResult SameAsContainer(const Change& change) {
  const ModelFile native = Small(change);
  const OpenedModel expected = OpenContainer(native);
  const OpenedModel found =
      Open(CTranslate2Folder(CTranslate2Model::Of(native), native.config));
  const testing::AssertionResult same =
      SameConfig(found.parts.config, expected.parts.config);
  return same ? SameWeights(expected, found) : same;
}

testing::AssertionResult Refused(ErrorCode code, Files files,
                                 const std::vector<std::string>& parts) {
  return Throws(code, parts, [&] { Open(std::move(files)); });
}

testing::AssertionResult RefusedAfter(ErrorCode code, const ModelChange& change,
                                      std::vector<std::string> parts) {
  CTranslate2Model model = SmallModel();
  change(model);
  parts.emplace_back("m/model.bin");
  return Refused(code, Folder(model), parts);
}

TEST(CTranslate2, ReadsTheUsualModel) {
  EXPECT_TRUE(SameAsContainer([](ModelConfig&) {}));
  const OpenedModel model = Open(Folder(SmallModel()));
  const ModelParts& parts = model.parts;
  EXPECT_EQ(parts.format, "CTranslate2 (version 6)");
  EXPECT_TRUE(parts.source_vocabulary == parts.target_vocabulary);
  EXPECT_TRUE(parts.source_vocabulary.spm.empty());
  EXPECT_EQ(parts.source_vocabulary.pieces.size(), 12U);
  EXPECT_EQ(parts.source_vocabulary.pieces[4], "t4");
  EXPECT_EQ(parts.config.search.beam, 2);
  EXPECT_EQ(parts.config.search.length_penalty, 1);
  EXPECT_EQ(parts.config.search.min_length, 1);
  EXPECT_EQ(parts.config.search.max_length, 256);
  EXPECT_EQ(parts.config.search.max_length_factor, 10);
  EXPECT_EQ(parts.config.search.length_normalization,
            LengthNormalization::kPower);
}

TEST(CTranslate2, ReadsSwitches) {
  for (const Activation activation :
       {Activation::kRelu, Activation::kGeluTanh, Activation::kSwish,
        Activation::kGelu, Activation::kGeluSigmoid}) {
    EXPECT_TRUE(SameAsContainer(
        [=](ModelConfig& config) { config.activation = activation; }));
  }
  EXPECT_TRUE(SameAsContainer([](ModelConfig& config) {
    config.norm = NormPlacement::kPost;
    config.final_norm = false;
    config.embedding_norm = true;
    config.decoder_start = kZeroEmbedding;
  }));
  EXPECT_TRUE(SameAsContainer([](ModelConfig& config) {
    config.output_bias = false;
    config.linear_bias = false;
    config.embedding_scale = 0.75F;
  }));
  EXPECT_TRUE(SameAsContainer([](ModelConfig& config) {
    config.heads = 1;
    config.norm = NormPlacement::kPost;  // with a norm at the end all the same
  }));
}

TEST(CTranslate2, ReadsComputedPositions) {
  EXPECT_TRUE(SameAsContainer([](ModelConfig& config) {
    config.position_layout = PositionLayout::kConcatenated;
    config.position_exponent = PositionExponent::kJOverHalfDMinus1;
    config.position_offset = 1;
    config.max_source_length = config.max_target_length = 512;
  }));
}

TEST(CTranslate2, LimitsLongPositionTables) {
  const ModelFile native = Small([](ModelConfig& config) {
    config.max_source_length = 1030;
    config.max_target_length = 600;
  });
  const OpenedModel model = Open(Folder(CTranslate2Model::Of(native)));
  EXPECT_EQ(model.parts.config.max_source_length, 1024);
  EXPECT_EQ(model.parts.config.max_target_length, 512);
  for (const auto& [name, rows] :
       {std::pair{"encoder", 1024U}, std::pair{"decoder", 512U}}) {
    const std::string tensor = std::string(name) + ".positions.weight";
    const auto stored = model.parts.weights->Find(tensor);
    ASSERT_TRUE(stored.has_value());
    EXPECT_EQ(stored->shape, (std::vector<int64_t>{rows, 4}));
    const std::vector<float> values = native.Floats(tensor);
    EXPECT_EQ(0, std::memcmp(stored->data.Read().span().data(), values.data(),
                             rows * 4 * sizeof(float)));
  }
}

TEST(CTranslate2, ReadsEveryTyingOfEmbeddings) {
  // The copies of what is tied are found to be equal.
  for (const TiedEmbeddings tied :
       {TiedEmbeddings::kAll, TiedEmbeddings::kSourceTarget,
        TiedEmbeddings::kTargetOutput, TiedEmbeddings::kNone}) {
    EXPECT_TRUE(SameAsContainer(
        [=](ModelConfig& config) { config.tied_embeddings = tied; }));
  }
}

TEST(CTranslate2, ReadsAliases) {
  for (const bool quantised : {false, true}) {
    CTranslate2Model model = SmallModel();
    if (quantised) model.QuantiseToInt8();
    const OpenedModel expected = Open(Folder(model));
    for (const std::string name :
         {"encoder/embeddings_0/weight", "decoder/projection/weight"}) {
      model.variables.erase(name);
      model.variables.erase(name + "_scale");
      model.aliases.emplace_back(name, "decoder/embeddings/weight");
    }
    const OpenedModel found = Open(Folder(model));
    EXPECT_EQ(found.parts.config.tied_embeddings, TiedEmbeddings::kAll);
    EXPECT_TRUE(SameWeights(expected, found));
  }
}

TEST(CTranslate2, ReadsQuantisedWeights) {
  const OpenedModel expected = OpenContainer(Small());
  CTranslate2Model model = SmallModel();
  model.QuantiseToInt8();
  const OpenedModel int8 = Open(Folder(model));
  EXPECT_TRUE(SameWeights(expected, int8, 0.5F / 127 + 1e-6F));
  EXPECT_EQ(
      int8.parts.weights->Find("decoder.layers.1.cross_attn.v.weight")->dtype,
      DType::kI8);
  for (const bool stores_scale : {true, false}) {
    model = SmallModel();
    model.QuantiseToInt16(stores_scale ? 1024 : 1000, stores_scale);
    EXPECT_TRUE(
        SameWeights(expected, Open(Folder(model)), 0.5F / 1000 + 1e-6F));
  }
}

TEST(CTranslate2, ReadsHalfFloats) {
  const OpenedModel expected = OpenContainer(Small());
  CTranslate2Model model = SmallModel();
  model.Narrow(DType::kF16);
  EXPECT_TRUE(SameWeights(expected, Open(Folder(model)), 0x1p-10F));
  model = SmallModel();
  model.QuantiseToInt8();
  model.Narrow(DType::kF16);
  EXPECT_TRUE(SameWeights(expected, Open(Folder(model)), 0x1p-6F));
  model = SmallModel();
  model.Narrow(DType::kBF16);
  EXPECT_TRUE(SameWeights(expected, Open(Folder(model)), 0x1p-7F));
}

TEST(CTranslate2, ReadsSlicesOfFusedMatrices) {
  const ModelFile native = Small();
  CTranslate2Model model = CTranslate2Model::Of(native);
  model.QuantiseToInt8();
  const ModelParts parts = OpenCTranslate2(FileSet(Folder(model)));
  const auto value = parts.weights->Find("encoder.layers.0.self_attn.v.weight");
  EXPECT_EQ(value->name, "encoder/layer_0/self_attention/linear_0/weight");
  EXPECT_EQ(value->shape, (std::vector<int64_t>{4, 4}));
  EXPECT_EQ(value->data.size, 16U);
  ASSERT_EQ(value->scales.size(), 4U);
  const std::vector<float> floats =
      native.Floats("encoder.layers.0.self_attn.v.weight");
  for (size_t row = 0; row < 4; ++row) {
    float peak = 0;
    for (size_t i = 0; i < 4; ++i)
      peak = std::max(peak, std::abs(floats[4 * row + i]));
    EXPECT_FLOAT_EQ(value->scales[row], peak / 127);
  }
  const auto bias = parts.weights->Find("decoder.layers.1.cross_attn.k.bias");
  EXPECT_EQ(bias->name, "decoder/layer_1/attention/linear_1/bias");
  EXPECT_EQ(bias->shape, std::vector<int64_t>{4});
  EXPECT_EQ(parts.weights->Find("decoder.layers.2.ffn.inner.weight"),
            std::nullopt);
  EXPECT_EQ(parts.weights->NameInFile("encoder.norm.bias"),
            "encoder/layer_norm/beta");
  EXPECT_EQ(parts.weights->NameInFile("unheard of"), "unheard of");
}

// Every version's file of the same network.
TEST(CTranslate2, ReadsVersions) {
  const OpenedModel expected = OpenContainer(Small());
  for (const uint32_t version : {2U, 3U, 4U, 5U, 6U}) {
    CTranslate2Model model = SmallModel();
    model.version = version;
    const OpenedModel found = Open(Folder(model));
    EXPECT_EQ(found.parts.format,
              "CTranslate2 (version " + std::to_string(version) + ")");
    EXPECT_TRUE(SameWeights(expected, found)) << version;
    EXPECT_TRUE(SameConfig(found.parts.config, expected.parts.config));
  }
}

TEST(CTranslate2, ReadsOldAttributesAndNames) {
  const OpenedModel expected = OpenContainer(Small());
  CTranslate2Model model = SmallModel();
  model.version = 2;
  model.revision = 2;
  for (const std::string name : {"num_heads", "pre_norm", "activation"}) {
    model.variables[name] = model.variables["encoder/" + name];
    model.variables.erase("encoder/" + name);
    model.variables.erase("decoder/" + name);
  }
  model.variables.erase("encoder/scale_embeddings");
  model.variables.erase("decoder/scale_embeddings");
  model.variables["encoder/embeddings/weight"] =
      model.variables["encoder/embeddings_0/weight"];
  model.variables.erase("encoder/embeddings_0/weight");
  model.SetFlag("encoder/embeddings/multiply_by_sqrt_depth", 1);
  model.SetFlag("embeddings_merge", 0);
  const OpenedModel found = Open(Folder(model));
  EXPECT_TRUE(SameConfig(found.parts.config, expected.parts.config));
  EXPECT_TRUE(SameWeights(expected, found));
}

void Rename(std::string& name, const std::string& from, const std::string& to) {
  const size_t at = name.find(from);
  if (at != std::string::npos) name.replace(at, from.size(), to);
}

TEST(CTranslate2, ReadsVersion1) {
  // Without attributes: eight heads, pre-norm, ReLU, positions from 1.
  const ModelFile native = Small([](ModelConfig& config) {
    config.d_model = 8;
    config.heads = 8;
    config.embedding_scale = std::sqrt(8.0F);
    config.position_layout = PositionLayout::kConcatenated;
    config.position_exponent = PositionExponent::kJOverHalfDMinus1;
    config.position_offset = 1;
    config.max_source_length = config.max_target_length = 512;
  });
  CTranslate2Model model;
  model.version = 1;
  for (const auto& [variable, tensor] :
       CTranslate2Model::Of(native).variables) {
    if (tensor.shape.empty()) continue;
    std::string name = variable;
    Rename(name, "layer_norm", "LayerNorm");
    Rename(name, "linear_0", "conv1d");
    Rename(name, "linear_", "conv1d_");
    Rename(name, "embeddings_0", "embeddings");
    Rename(name, "embeddings/weight", "w_embs");
    Rename(name, "weight", "kernel");
    Rename(name, "projection", "dense");
    const bool is_decoder = name.starts_with("decoder");
    Rename(name, "/attention", "/multi_head");
    Rename(name, "self_attention",
           is_decoder ? "masked_multi_head" : "multi_head");
    model.variables["transformer/" + name + ":0"] = tensor;
  }
  ASSERT_TRUE(model.variables.contains(
      "transformer/decoder/layer_1/multi_head/conv1d_1/kernel:0"));
  const OpenedModel expected = OpenContainer(native);
  const OpenedModel found = Open(Folder(model));
  EXPECT_TRUE(SameConfig(found.parts.config, expected.parts.config));
  EXPECT_TRUE(SameWeights(expected, found));
}

TEST(CTranslate2, KnowsHeadsOfOldSpecs) {
  CTranslate2Model model = SmallModel();
  model.variables.erase("encoder/num_heads");
  model.variables.erase("decoder/num_heads");
  // Neither 8 nor 16 heads divide the width of 4; the refusal tells which.
  for (const auto& [spec, heads] : {std::pair{"TransformerBase", "found 8"},
                                    std::pair{"TransformerBig", "found 16"},
                                    std::pair{"TransformerSpec", "found 8"}}) {
    model.spec = spec;
    EXPECT_TRUE(
        Refused(ErrorCode::kInvalidModel, Folder(model), {"heads", heads}));
  }
}

TEST(CTranslate2, ReadsFactsOfTheVocabulary) {
  CTranslate2Model model = SmallModel();
  model.SetFlag("with_source_bos", 1);
  model.SetFlag("with_source_eos", 1);
  model.SetFlag("with_target_bos", 0);
  model.SetText("unk_token", "t5");
  model.SetText("bos_token", "t6");
  model.SetText("eos_token", "t7");
  ModelConfig config = Open(Folder(model)).parts.config;
  EXPECT_TRUE(config.source_bos);
  EXPECT_TRUE(config.source_eos);
  EXPECT_EQ(config.unk, 5);
  EXPECT_EQ(config.bos, 6);
  EXPECT_EQ(config.eos, 7);
  EXPECT_EQ(config.pad, 0);
  EXPECT_EQ(config.decoder_start, 7);
  EXPECT_TRUE(config.suppressed.empty());
  EXPECT_EQ(config.norm_eps, 1e-5F);

  // config.json has the last word.
  Files files = Folder(model);
  files.push_back(WatchText("m/config.json", R"({"unk_token": "t8",
      "eos_token": "t9", "decoder_start_token": "t10", "add_source_bos": false,
      "add_source_eos": null, "layer_norm_epsilon": 1e-06})"));
  config = Open(files).parts.config;
  EXPECT_FALSE(config.source_bos);
  EXPECT_TRUE(config.source_eos);
  EXPECT_EQ(config.unk, 8);
  EXPECT_EQ(config.bos, 6);
  EXPECT_EQ(config.eos, 9);
  EXPECT_EQ(config.decoder_start, 10);
  EXPECT_EQ(config.norm_eps, 1e-6F);
}

TEST(CTranslate2, RefusesWrongFactsOfTheVocabulary) {
  const auto refused = [](ErrorCode code, const std::string& json,
                          const std::vector<std::string>& parts) {
    Files files = Folder(SmallModel());
    files.push_back(WatchText("m/config.json", json));
    return Refused(code, files, parts);
  };
  const ErrorCode invalid = ErrorCode::kInvalidModel;
  EXPECT_TRUE(refused(invalid, "[]", {"m/config.json", "not a JSON object"}));
  EXPECT_TRUE(refused(invalid, "{", {"m/config.json", "not a JSON object"}));
  EXPECT_TRUE(refused(invalid, R"({"unk_token": 1})",
                      {"\"unk_token\" should be a text"}));
  EXPECT_TRUE(refused(invalid, R"({"add_source_eos": 1})",
                      {"\"add_source_eos\" should be true or false"}));
  EXPECT_TRUE(refused(invalid, R"({"layer_norm_epsilon": "0"})",
                      {"\"layer_norm_epsilon\" should be a number"}));
  EXPECT_TRUE(refused(invalid, R"({"eos_token": "no"})",
                      {"m/shared_vocabulary.txt", "lacks the token no"}));
  EXPECT_TRUE(refused(ErrorCode::kUnsupported,
                      R"({"decoder_start_token": null})",
                      {"m/model.bin", "whose caller gives the decoder's"}));
  EXPECT_TRUE(RefusedAfter(ErrorCode::kUnsupported,
                           [](CTranslate2Model& model) {
                             model.SetFlag("user_decoder_start_tokens", 1);
                           },
                           {"whose caller gives the decoder's"}));
}

// A model whose source and target have lists of their own.
Files TwoVocabularies(const CTranslate2Model& model, const std::string& source,
                      const std::string& target,
                      const std::string& suffix = ".txt") {
  return {Watch("m/model.bin", model.Write()),
          WatchText("m/source_vocabulary" + suffix, source),
          WatchText("m/target_vocabulary" + suffix, target)};
}

CTranslate2Model UntiedModel(int source_size) {
  return CTranslate2Model::Of(Small([=](ModelConfig& config) {
    config.tied_embeddings = TiedEmbeddings::kNone;
    config.source_vocab_size = source_size;
  }));
}

TEST(CTranslate2, ReadsWordLists) {
  const std::string lines = TokenLines(12, 3);
  const std::string more = "a b\r\n\xC2\x85\n\n\xE2\x80\xA8\nc\nd\ne\nf";
  const auto pieces = [&](const std::string& source) {
    return Open(TwoVocabularies(UntiedModel(12), source, lines))
        .parts.source_vocabulary.pieces;
  };
  // The last one is <unk>, which the list lacks; its end of line is not needed.
  const std::string specials = "<blank>\n<s>\n</s>\n";
  EXPECT_EQ(pieces(specials + more),
            (std::vector<std::string>{"<blank>", "<s>", "</s>", "a b\r",
                                      "\xC2\x85", "", "\xE2\x80\xA8", "c", "d",
                                      "e", "f", "<unk>"}));
  std::string windows;
  for (const char c : lines) windows += c == '\n' ? "\r\n" : std::string(1, c);
  EXPECT_EQ(pieces(windows), pieces(lines));
  EXPECT_TRUE(Refused(ErrorCode::kInvalidModel,
                      TwoVocabularies(UntiedModel(12), "\xFF\n", lines),
                      {"m/source_vocabulary.txt", "not a list in UTF-8"}));
}

TEST(CTranslate2, ReadsJsonLists) {
  const std::string list =
      R"(["<blank>","<s>","</s>","a\nb","4","5","6","7","8","9","10"])";
  const OpenedModel model =
      Open(TwoVocabularies(UntiedModel(12), list, list, ".json"));
  EXPECT_EQ(model.parts.source_vocabulary.pieces[3], "a\nb");
  EXPECT_EQ(model.parts.config.unk, 11);
  for (const std::string bad : {"{}", "[1]", "[\"a\"", ""}) {
    EXPECT_TRUE(
        Refused(ErrorCode::kInvalidModel,
                TwoVocabularies(UntiedModel(12), bad, list, ".json"),
                {"m/source_vocabulary.json", "a JSON array of tokens"}));
  }
}

TEST(CTranslate2, TakesTheTargetsUnknownToken) {
  // The source's list ends earlier, and so its unknown token has another id.
  const OpenedModel model = Open(
      TwoVocabularies(UntiedModel(10), TokenLines(10, 9), TokenLines(12, 11)));
  EXPECT_EQ(model.parts.config.unk, 11);
  EXPECT_EQ(model.parts.source_vocabulary.pieces.size(), 10U);
  EXPECT_EQ(model.parts.source_vocabulary.pieces[9], "<unk>");
}

TEST(CTranslate2, KeepsTheSourcesOwnIds) {
  const std::string target = TokenLines(12, 3);
  std::string source = target;
  source.replace(0, 12, "<s>\n<blank>\n");
  CTranslate2Model model = UntiedModel(12);
  const ModelConfig config =
      Open(TwoVocabularies(model, source, target)).parts.config;
  EXPECT_EQ(config.pad, std::nullopt);
  EXPECT_EQ(config.bos, 1);
  EXPECT_EQ(config.source_ids().bos, 0);
  EXPECT_EQ(config.decoder_start, 1);
  model.SetFlag("with_source_eos", 1);
  source.erase(source.find("</s>\n"), 5);
  source += "</s>\n";
  const ModelConfig moved =
      Open(TwoVocabularies(model, source, target)).parts.config;
  EXPECT_TRUE(moved.source_eos);
  EXPECT_EQ(moved.eos, 2);
  EXPECT_EQ(moved.source_ids(), (SourceIds{2, 0, 11}));
}

TEST(CTranslate2, RefusesVocabulariesThatDoNotFit) {
  const ModelConfig config = SmallOpenNmtConfig();
  Files files = Folder(SmallModel());
  files.pop_back();
  EXPECT_TRUE(Refused(ErrorCode::kInvalidModel, files,
                      {"no source vocabulary", "found: m/model.bin"}));
  files.push_back(WatchText("m/source_1_vocabulary.txt", "a"));
  EXPECT_TRUE(Refused(ErrorCode::kUnsupported, files, {"several inputs"}));
  for (const int size : {11, 13}) {
    files.back() = WatchText("m/shared_vocabulary.txt", TokenLines(size, 3));
    EXPECT_TRUE(Refused(ErrorCode::kInvalidModel, files,
                        {"m/shared_vocabulary.txt",
                         std::to_string(size) + " tokens", "has 12"}));
  }
}

TEST(CTranslate2, UsesSentencePieceModels) {
  const auto open = [](bool zero_start, const std::vector<std::string>& names) {
    Files files = Folder(CTranslate2Model::Of(Small([=](ModelConfig& config) {
      if (zero_start) config.decoder_start = kZeroEmbedding;
    })));
    for (const std::string& name : names)
      files.push_back(Watch(name, RandomModelSpm()));
    return Open(files).parts;
  };
  ModelParts parts = open(false, {"source.spm", "target.spm"});
  EXPECT_EQ(parts.source_vocabulary.spm.size(), RandomModelSpm().size());
  EXPECT_EQ(parts.target_vocabulary.spm.size(), RandomModelSpm().size());
  EXPECT_EQ(parts.source_vocabulary.pieces.size(), 12U);
  EXPECT_FALSE(parts.config.source_eos);
  // Marian's, whose texts end in </s>.
  EXPECT_TRUE(open(true, {"m/sentencepiece.model"}).config.source_eos);
  EXPECT_FALSE(open(true, {}).config.source_eos);
}

TEST(CTranslate2, RefusesOtherNetworks) {
  const auto refused_spec = [](const std::string& spec, uint32_t revision,
                               const std::string& reason) {
    return RefusedAfter(ErrorCode::kUnsupported,
                        [&](CTranslate2Model& model) {
                          model.spec = spec;
                          model.revision = revision;
                        },
                        {reason});
  };
  EXPECT_TRUE(refused_spec("WhisperSpec", 3, "\"WhisperSpec\""));
  EXPECT_TRUE(refused_spec("TransformerDecoderModelSpec", 3, "does not trans"));
  EXPECT_TRUE(refused_spec("TransformerBaseRelative", 1, "relative positions"));
  EXPECT_TRUE(refused_spec("TransformerSpec", 8, "revision 8"));
  EXPECT_TRUE(RefusedAfter(ErrorCode::kUnsupported,
                           [](CTranslate2Model& model) { model.version = 7; },
                           {"version 7"}));
}

TEST(CTranslate2, RefusesFeaturesByName) {
  const auto refused = [](const std::string& variable,
                          const std::string& feature) {
    return RefusedAfter(
        ErrorCode::kUnsupported,
        [&](CTranslate2Model& model) { model.SetFlag(variable, 2); },
        {feature});
  };
  const std::string self = "encoder/layer_0/self_attention/";
  EXPECT_TRUE(refused(self + "relative_position_keys", "relative positions"));
  EXPECT_TRUE(refused(self + "relative_attention_bias", "relative positions"));
  EXPECT_TRUE(refused(self + "rotary_dim", "rotary positions"));
  EXPECT_TRUE(refused("encoder/layer_0/ffn/linear_0_noact/weight", "gated"));
  EXPECT_TRUE(refused("encoder/embeddings_1/weight", "several features"));
  EXPECT_TRUE(refused("decoder/scale_outputs", "decoder/scale_outputs"));
  EXPECT_TRUE(refused("decoder/alibi", "decoder/alibi"));
  EXPECT_TRUE(refused("decoder/multi_query_attention", "multi_query"));
  EXPECT_TRUE(refused("encoder/activation", "different \"activation\""));
  EXPECT_TRUE(refused("unheard/of", "\"unheard/of\""));
  EXPECT_TRUE(RefusedAfter(ErrorCode::kUnsupported,
                           [](CTranslate2Model& model) {
                             model.SetFlag("encoder/activation", 6);
                             model.SetFlag("decoder/activation", 6);
                           },
                           {"activation number 6"}));
  EXPECT_TRUE(RefusedAfter(ErrorCode::kUnsupported,
                           [](CTranslate2Model& model) {
                             model.SetFlag("decoder/scale_embeddings", 0);
                           },
                           {"scale differently"}));
  EXPECT_TRUE(RefusedAfter(ErrorCode::kUnsupported,
                           [](CTranslate2Model& model) {
                             model.variables.erase("encoder/layer_norm/gamma");
                           },
                           {"\"layer_norm/gamma\" on one side only"}));
  EXPECT_TRUE(RefusedAfter(ErrorCode::kUnsupported,
                           [](CTranslate2Model& model) {
                             std::erase_if(
                                 model.variables, [](const auto& variable) {
                                   return variable.first.ends_with("/beta");
                                 });
                           },
                           {"RMS norms"}));
}

TEST(CTranslate2, RefusesDamagedVariables) {
  const auto refused = [](const ModelChange& change,
                          const std::vector<std::string>& parts) {
    return RefusedAfter(ErrorCode::kInvalidModel, change, parts);
  };
  const std::string table = "decoder/embeddings/weight";
  EXPECT_TRUE(
      refused([&](CTranslate2Model& model) { model.variables.erase(table); },
              {table, "missing"}));
  EXPECT_TRUE(refused(
      [&](CTranslate2Model& model) { model.variables[table].shape = {48}; },
      {table, "expected a matrix, found [48]"}));
  EXPECT_TRUE(refused(
      [&](CTranslate2Model& model) { model.variables[table].shape = {12, 5}; },
      {table, "192 bytes are not F32 [12, 5]"}));
  EXPECT_TRUE(refused(
      [&](CTranslate2Model& model) {
        model.variables[table].shape = {0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF};
      },
      {table, "bytes are not F32"}));
  EXPECT_TRUE(refused(
      [&](CTranslate2Model& model) {
        model.variables[table].shape = std::vector<int64_t>(9, 1);
      },
      {table, "9 dimensions"}));
  EXPECT_TRUE(refused(
      [&](CTranslate2Model& model) {
        model.variables[table].dtype = DType::kF64;
      },
      {table, "unknown type"}));
  EXPECT_TRUE(refused(
      [&](CTranslate2Model& model) { model.SetText("encoder/pre_norm", "ab"); },
      {"encoder/pre_norm", "expected one number, found I8 [2]"}));
  EXPECT_TRUE(refused(
      [&](CTranslate2Model& model) {
        model.SetFloats("encoder/scale_embeddings", {}, {NAN});
      },
      {"encoder/scale_embeddings", "no number"}));
  EXPECT_TRUE(refused(
      [&](CTranslate2Model& model) { model.SetFloats("unk_token", {1}, {1}); },
      {"unk_token", "expected a text, found F32 [1]"}));
  EXPECT_TRUE(
      refused([&](CTranslate2Model& model) { model.aliases = {{"a", "b"}}; },
              {"\"a\"", "stands for \"b\", which is missing"}));
  EXPECT_TRUE(refused(
      [&](CTranslate2Model& model) {
        model.aliases = {{"a", table}, {"a", table}};
      },
      {"\"a\"", "twice"}));
  for (const std::string name : {"a\nb", "\x01", "\xFF"}) {
    EXPECT_TRUE(
        refused([&](CTranslate2Model& model) { model.SetFlag(name, 1); },
                {"damaged: no name at byte"}));
  }
}

TEST(CTranslate2, RefusesDamagedScales) {
  const std::string weight = "decoder/layer_0/ffn/linear_0/weight";
  const auto refused = [&](const ModelChange& change,
                           const std::string& reason) {
    return RefusedAfter(ErrorCode::kInvalidModel,
                        [&](CTranslate2Model& model) {
                          model.QuantiseToInt8();
                          change(model);
                        },
                        {weight + "_scale", reason});
  };
  EXPECT_TRUE(refused(
      [&](CTranslate2Model& model) {
        model.variables.erase(weight + "_scale");
      },
      "missing"));
  EXPECT_TRUE(refused(
      [&](CTranslate2Model& model) {
        model.SetFloats(weight + "_scale", {5}, {1, 2, 3, 4, 5});
      },
      "expected 6 numbers, found [5]"));
  for (const float bad : {0.0F, -1.0F, 1e-40F}) {
    EXPECT_TRUE(refused(
        [&](CTranslate2Model& model) {
          model.SetFloats(weight + "_scale", {6}, {1, 2, 3, 4, 5, bad});
        },
        "not positive"));
  }
}

TEST(CTranslate2, RefusesAFolderWithoutAModel) {
  EXPECT_TRUE(Refused(ErrorCode::kInvalidModel, {WatchText("a.txt", "text")},
                      {"no model.bin", "a.txt"}));
}

// Opens a model and reads its weights, or throws Error.
bool Opens(const std::vector<uint8_t>& bytes) {
  try {
    Open({Watch("model.bin", bytes),
          WatchText("shared_vocabulary.txt", TokenLines(12, 3))});
    return true;
  } catch (const Error& error) {
    EXPECT_STRNE(error.what(), "");
    return false;
  }
}

TEST(DamagedCTranslate2, EveryTruncationIsRefused) {
  for (const uint32_t version : {2U, 6U}) {
    CTranslate2Model model = SmallModel();
    model.version = version;
    const std::vector<uint8_t> whole = model.Write();
    for (size_t size = 0; size < whole.size(); size += 3) {
      ASSERT_FALSE(
          Opens({whole.begin(), whole.begin() + static_cast<ptrdiff_t>(size)}))
          << size;
    }
    EXPECT_TRUE(Opens(whole));
    std::vector<uint8_t> longer = whole;
    longer.push_back(0);
    EXPECT_FALSE(Opens(longer));
  }
}

TEST(DamagedCTranslate2, FlippedBitsAreFoundOrHarmless) {
  CTranslate2Model model = SmallModel();
  model.QuantiseToInt8();
  const std::vector<uint8_t> whole = model.Write();
  Random random(1);
  int opened = 0, refused = 0;
  for (int round = 0; round < 1500; ++round) {
    std::vector<uint8_t> damaged = whole;
    for (int flips = 1 + random.Below(3); flips > 0; --flips) {
      const int at = random.Below(static_cast<int>(whole.size()));
      damaged[static_cast<size_t>(at)] ^=
          static_cast<uint8_t>(1 << random.Below(8));
    }
    (Opens(damaged) ? opened : refused) += 1;
  }
  EXPECT_GT(opened, 0);
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace stepglot
