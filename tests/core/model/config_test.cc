// Tests the config: defaults, every wrong value, and the way there and back.
#include "core/model/config.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/core/support/expect_error.h"
#include "tests/core/support/fixture.h"

namespace stepglot {
namespace {

using Json = nlohmann::json;

// The least that a config must say.
Json Least() {
  return {{"d_model", 8},
          {"ffn", 16},
          {"heads", 2},
          {"encoder_layers", 1},
          {"decoder_layers", 3},
          {"vocab_size", 50},
          {"eos", 2},
          {"decoder_start", 4}};
}

ModelConfig Parse(const Json& json) {
  return ParseModelConfig(json.dump(), "x.safetensors");
}

// The least config with one key set is refused with a message that has file,
// key and `parts`.
testing::AssertionResult Refused(const std::string& key, const Json& value,
                                 std::vector<std::string> parts = {},
                                 ErrorCode code = ErrorCode::kInvalidModel) {
  Json json = Least();
  json[key] = value;
  parts.insert(parts.end(), {"x.safetensors", "\"" + key + "\""});
  return Throws(code, parts, [&] { Parse(json); })
         << " for " << key << " = " << value.dump();
}

TEST(ModelConfig, HasDefaults) {
  const ModelConfig config = Parse(Least());
  EXPECT_EQ(config.source_vocab_size, 50);
  EXPECT_EQ(config.target_vocab_size, 50);
  EXPECT_EQ(config.norm, NormPlacement::kPost);
  EXPECT_FALSE(config.final_norm);
  EXPECT_FALSE(config.embedding_norm);
  EXPECT_EQ(config.norm_eps, 1e-5F);
  EXPECT_EQ(config.activation, Activation::kRelu);
  EXPECT_EQ(config.position_layout, PositionLayout::kInterleaved);
  EXPECT_EQ(config.position_exponent, PositionExponent::kTwoJOverD);
  EXPECT_EQ(config.position_offset, 0);
  EXPECT_EQ(config.embedding_scale, 1.0F);
  EXPECT_EQ(config.tied_embeddings, TiedEmbeddings::kAll);
  EXPECT_TRUE(config.linear_bias);
  EXPECT_FALSE(config.output_bias);
  EXPECT_FALSE(config.source_bos);
  EXPECT_TRUE(config.source_eos);
  EXPECT_TRUE(config.suppressed.empty());
  EXPECT_EQ(config.max_source_length, 512);
  EXPECT_EQ(config.max_target_length, 512);
  EXPECT_EQ(config.head_dim(), 4);
}

TEST(ModelConfig, DefaultsFollowOtherKeys) {
  Json json = Least();
  json["norm"] = "pre";
  json["unk"] = 0;
  json["bos"] = 1;
  json["pad"] = 2;  // the end token as well, which must stay possible
  json["embedding_scale"] = "sqrt(d_model)";
  const ModelConfig config = Parse(json);
  EXPECT_TRUE(config.final_norm);
  EXPECT_EQ(config.suppressed, (std::vector<int>{0, 1}));
  EXPECT_EQ(config.embedding_scale, std::sqrt(8.0F));
}

TEST(ModelConfig, DecoderStartIsAnIdAWordOrZero) {
  Json json = Least();
  json["bos"] = 7;
  json["pad"] = 9;
  const auto start = [&](const Json& value) {
    json["decoder_start"] = value;
    return Parse(json).decoder_start;
  };
  EXPECT_EQ(start("bos"), 7);
  EXPECT_EQ(start("pad"), 9);
  EXPECT_EQ(start("eos"), 2);
  EXPECT_EQ(start("zero"), kZeroEmbedding);
  EXPECT_EQ(start(49), 49);
}

TEST(ModelConfig, WhatIsNoObjectIsRefused) {
  for (const char* text : {"", "{", "[]", "null", "7", "{\"d_model\":}", "\xFF",
                           "{\"a\":1e999}"}) {
    EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                       {"x.safetensors", "not a JSON object"},
                       [&] { ParseModelConfig(text, "x.safetensors"); }))
        << text;
  }
}

TEST(ModelConfig, MissingKeysAreRefusedByName) {
  const Json least = Least();
  for (const auto& [key, value] : least.items()) {
    Json json = Least();
    json.erase(key);
    const std::string named = key == "vocab_size" ? "source_vocab_size" : key;
    EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                       {"x.safetensors", "\"" + named + "\"", "missing"},
                       [&] { Parse(json); }));
    json[key] = nullptr;
    EXPECT_TRUE(Throws(ErrorCode::kInvalidModel, {"\"" + named + "\""},
                       [&] { Parse(json); }));
  }
}

TEST(ModelConfig, NumbersOutOfRangeAreRefused) {
  for (const char* key :
       {"d_model", "ffn", "heads", "encoder_layers", "decoder_layers",
        "vocab_size", "source_vocab_size", "target_vocab_size",
        "max_source_length", "max_target_length"}) {
    for (const Json& value :
         {Json(0), Json(-1), Json(1 << 30), Json(uint64_t{1} << 63),
          Json(int64_t{1} << 32), Json(2.5), Json("8"), Json(true),
          Json::array({8}), Json::object()}) {
      EXPECT_TRUE(Refused(key, value, {"whole number", value.dump()}));
    }
  }
  for (const char* key : {"unk", "bos", "pad", "eos", "decoder_start"}) {
    for (const Json& value :
         {Json(-1), Json(50), Json(1e3), Json(uint64_t{1} << 63)}) {
      EXPECT_TRUE(Refused(key, value, {"0 to 49"}) ||
                  Refused(key, value, {"whole number"}));
    }
  }
  EXPECT_TRUE(Refused("position_offset", -1, {"whole number"}));
  for (const Json& value : {Json(-1), Json(1.5), Json("1e-5"), Json(false)}) {
    EXPECT_TRUE(Refused("norm_eps", value, {"number from 0"}));
  }
  for (const Json& value : {Json(-1), Json(1e9), Json(true), Json::array()}) {
    EXPECT_TRUE(Refused("embedding_scale", value, {"number from 0"}));
  }
}

TEST(ModelConfig, UnknownKeysAreRefused) {
  for (const char* key : {"d_modem", "", "D_MODEL", "normm"})
    EXPECT_TRUE(Refused(key, 1, {"unknown"}));
}

TEST(ModelConfig, SizesMustFitTogether) {
  EXPECT_TRUE(Refused("d_model", 9, {"even"}));
  EXPECT_TRUE(Refused("heads", 3, {"divisor of d_model"}));
  EXPECT_TRUE(Refused("source_vocab_size", 49, {"share a table"}));
  Json json = Least();
  json["d_model"] = 2;
  json["heads"] = 1;
  json["position_exponent"] = "j/(d/2-1)";
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel, {"\"d_model\"", "at least 4"},
                     [&] { Parse(json); }));
  json.erase("position_exponent");
  EXPECT_EQ(Parse(json).d_model, 2);
}

TEST(ModelConfig, FlagsAndTextsMustBeThat) {
  for (const char* key : {"final_norm", "embedding_norm", "linear_bias",
                          "output_bias", "source_bos", "source_eos"}) {
    for (const Json& value : {Json(1), Json("true"), Json::object()}) {
      EXPECT_TRUE(Refused(key, value, {"true or false", value.dump()}));
    }
  }
  for (const char* key :
       {"source_language", "target_language", "norm", "activation", "positions",
        "position_exponent", "tied_embeddings"}) {
    EXPECT_TRUE(Refused(key, 5, {"a text", "found 5"}));
  }
}

TEST(ModelConfig, UnknownSwitchesAreUnsupportedAndTheKnownListed) {
  const std::vector<std::pair<const char*, const char*>> keys = {
      {"norm", "pre, post"},
      {"activation", "relu, swish, gelu, gelu_tanh, gelu_sigmoid"},
      {"positions", "sinusoidal-concatenated, sinusoidal-interleaved"},
      {"position_exponent", "2j/d, j/(d/2-1)"},
      {"tied_embeddings", "all, source_target, target_output, none"},
      {"embedding_scale", "sqrt(d_model)"}};
  for (const auto& [key, known] : keys) {
    EXPECT_TRUE(
        Refused(key, "novel", {"\"novel\"", known}, ErrorCode::kUnsupported));
  }
}

TEST(ModelConfig, IdsMustExistAndTranslationsMustEnd) {
  EXPECT_TRUE(Refused("source_bos", true, {"no bos"}));
  for (const char* word : {"bos", "pad", "nothing", ""}) {
    EXPECT_TRUE(Refused("decoder_start", word, {"bos, eos or pad"}));
  }
  EXPECT_TRUE(Refused("suppressed", 3, {"array of ids"}));
  for (const Json& id :
       {Json(-1), Json(50), Json("3"), Json(1.0), Json(uint64_t{1} << 63)}) {
    EXPECT_TRUE(Refused("suppressed", Json::array({id}),
                        {"below the target vocabulary"}));
  }
  EXPECT_TRUE(Refused("suppressed", Json::array({1, 2}), {"without eos"}));
}

TEST(ModelConfig, SuppressedIdsAreSortedOnce) {
  Json json = Least();
  json["suppressed"] = {9, 3, 9, 0};
  EXPECT_EQ(Parse(json).suppressed, (std::vector<int>{0, 3, 9}));
}

// A source must have room for one id beside its bos and eos.
TEST(ModelConfig, TheSourceLengthHasRoomForAnId) {
  Json json = Least();
  json["bos"] = 1;
  json["source_bos"] = true;
  json["max_source_length"] = 2;
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                     {"\"max_source_length\"", "room for an id", "found 2"},
                     [&] { Parse(json); }));
  json["max_source_length"] = 3;
  EXPECT_EQ(Parse(json).max_source_length, 3);
  json["source_bos"] = false;
  json["max_source_length"] = 2;
  EXPECT_EQ(Parse(json).max_source_length, 2);
}

// Complaints quote what they found, which must not recurse as deep as a hostile
// file likes.
TEST(ModelConfig, DeeplyNestedValuesAreRefused) {
  const std::string deep =
      std::string(100'000, '[') + std::string(100'000, ']');
  for (const char* key :
       {"d_model", "norm", "suppressed", "source_bos", "norm_eps"}) {
    Json least = Least();
    least.erase(key);
    const std::string json =
        "{\"" + std::string(key) + "\":" + deep + "," + least.dump().substr(1);
    EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                       {"\"" + std::string(key) + "\"", "a nested array"},
                       [&] { ParseModelConfig(json, "x.safetensors"); }));
  }
}

// Characters of several bytes are not cut in two.
TEST(ModelConfig, LongTextsAreQuotedInPart) {
  std::string text = "x";
  for (int i = 0; i < 100; ++i) text += "\xC3\xBC";
  EXPECT_TRUE(Refused("d_model", text, {"whole number", "x\\u00fc"}));
}

TEST(ModelConfig, ThereAndBack) {
  for (const char* name : kFixtureNames) {
    const std::string json =
        ModelConfigToJson(Fixture::Get(name).model()->config());
    EXPECT_EQ(ModelConfigToJson(ParseModelConfig(json, "x")), json) << name;
  }
}

// Every key away from its default survives.
TEST(ModelConfig, ThereAndBackWithEveryKey) {
  Json json = Least();
  json.update({{"source_language", "en"},
               {"target_language", "pt-BR"},
               {"tied_embeddings", "target_output"},
               {"source_vocab_size", 60},
               {"target_vocab_size", 70},
               {"max_source_length", 40},
               {"max_target_length", 41},
               {"norm", "pre"},
               {"final_norm", false},
               {"embedding_norm", true},
               {"norm_eps", 0.25},
               {"activation", "gelu_tanh"},
               {"positions", "sinusoidal-concatenated"},
               {"position_exponent", "j/(d/2-1)"},
               {"position_offset", 2},
               {"embedding_scale", 2.5},
               {"linear_bias", false},
               {"output_bias", true},
               {"unk", 5},
               {"bos", 6},
               {"pad", 7},
               {"source_bos", true},
               {"source_eos", false},
               {"decoder_start", "zero"},
               {"suppressed", {1, 5}}});
  json.erase("vocab_size");
  EXPECT_EQ(Json::parse(ModelConfigToJson(Parse(json))), json);
}

}  // namespace
}  // namespace stepglot
