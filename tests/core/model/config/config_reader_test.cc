// Tests that configs are read with their defaults, and that every wrong value
// is refused.
#include "core/model/config/config_reader.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "core/model/config/config_json.h"
#include "tests/core/support/expect_error.h"

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

TEST(ParseModelConfig, HasDefaults) {
  const ModelConfig config = Parse(Least());
  EXPECT_EQ(config.source_vocab_size, 50);
  EXPECT_EQ(config.target_vocab_size, 50);
  EXPECT_EQ(config.decoder_cell, DecoderCell::kSelfAttention);
  EXPECT_EQ(config.norm, NormPlacement::kPost);
  EXPECT_EQ(config.norm_type, NormType::kLayer);
  EXPECT_TRUE(config.norm_keys);
  EXPECT_FALSE(config.final_norm);
  EXPECT_FALSE(config.embedding_norm);
  EXPECT_EQ(config.norm_eps, 1e-5F);
  EXPECT_EQ(config.feed_forward, FeedForwardType::kPlain);
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
  EXPECT_FALSE(config.own_source_ids);
  EXPECT_EQ(config.source_ids(), (SourceIds{{}, {}, 2}));
  EXPECT_FALSE(config.search.beam);
  EXPECT_FALSE(config.search.length_normalization);
  EXPECT_FALSE(config.search.length_penalty);
  EXPECT_FALSE(config.search.replace_unknowns);
}

TEST(ParseModelConfig, DefaultsFollowOtherKeys) {
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

TEST(ParseModelConfig, DecoderStartIsAnIdAWordOrZero) {
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

TEST(ParseModelConfig, WhatIsNoObjectIsRefused) {
  for (const char* text : {"", "{", "[]", "null", "7", "{\"d_model\":}", "\xFF",
                           "{\"a\":1e999}"}) {
    EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                       {"x.safetensors", "not a JSON object"},
                       [&] { ParseModelConfig(text, "x.safetensors"); }))
        << text;
  }
}

TEST(ParseModelConfig, MissingKeysAreRefusedByName) {
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

TEST(ParseModelConfig, NumbersOutOfRangeAreRefused) {
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

TEST(ParseModelConfig, UnknownKeysAreRefused) {
  for (const char* key : {"d_modem", "", "D_MODEL", "normm"})
    EXPECT_TRUE(Refused(key, 1, {"unknown"}));
}

TEST(ParseModelConfig, FlagsAndTextsMustBeThat) {
  for (const char* key :
       {"norm_keys", "final_norm", "embedding_norm", "linear_bias",
        "output_bias", "source_bos", "source_eos"}) {
    for (const Json& value : {Json(1), Json("true"), Json::object()}) {
      EXPECT_TRUE(Refused(key, value, {"true or false", value.dump()}));
    }
  }
  for (const char* key :
       {"source_language", "target_language", "decoder_cell", "norm",
        "activation", "positions", "position_exponent", "tied_embeddings"}) {
    EXPECT_TRUE(Refused(key, 5, {"a text", "found 5"}));
  }
}

TEST(ParseModelConfig, UnknownSwitchesAreUnsupportedAndTheKnownListed) {
  const std::vector<std::pair<const char*, const char*>> keys = {
      {"norm", "pre, post"},
      {"norm_type", "layer, rms"},
      {"feed_forward", "plain, gated"},
      {"decoder_cell", "self_attention, ssru"},
      {"activation", "relu, swish, gelu, gelu_tanh, gelu_sigmoid"},
      {"positions", "sinusoidal-concatenated, sinusoidal-interleaved, table"},
      {"position_exponent", "2j/d, j/(d/2-1)"},
      {"tied_embeddings", "all, source_target, target_output, none"},
      {"embedding_scale", "sqrt(d_model)"}};
  for (const auto& [key, known] : keys) {
    EXPECT_TRUE(
        Refused(key, "novel", {"\"novel\"", known}, ErrorCode::kUnsupported));
  }
}

TEST(ParseModelConfig, IdsMustExistAndTranslationsMustEnd) {
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

TEST(ParseModelConfig, SuppressedIdsAreSortedOnce) {
  Json json = Least();
  json["suppressed"] = {9, 3, 9, 0};
  EXPECT_EQ(Parse(json).suppressed, (std::vector<int>{0, 3, 9}));
}

TEST(ParseModelConfig, SourceIdsAreOfTheSourceVocabulary) {
  Json json = Least();
  json["tied_embeddings"] = "target_output";
  json["source_vocab_size"] = 60;
  json["target_vocab_size"] = 70;
  // Without ids of its own, the source has the target's, which both must have.
  json["unk"] = 60;
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel, {"\"unk\"", "0 to 59"},
                     [&] { Parse(json); }));
  json["unk"] = 59;
  EXPECT_EQ(Parse(json).source_ids(), (SourceIds{59, {}, 2}));
  // With them, each side counts for itself, also where it has fewer.
  json["unk"] = 69;
  json["source_ids"] = {{"unk", 58}, {"bos", 57}, {"eos", 59}};
  const ModelConfig config = Parse(json);
  EXPECT_EQ(config.unk, 69);
  EXPECT_EQ(config.eos, 2);
  EXPECT_EQ(config.source_ids(), (SourceIds{58, 57, 59}));
  EXPECT_EQ(config.suppressed, (std::vector<int>{69}));
  for (const char* key : {"unk", "bos", "eos"}) {
    for (const Json& value : {Json(60), Json(-1), Json("3"), Json(1.0)}) {
      Json bad = json;
      bad["source_ids"][key] = value;
      EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                         {"\"" + std::string(key) + "\"", "whole number"},
                         [&] { Parse(bad); }));
    }
  }
}

TEST(ParseModelConfig, SourceIdsMayBeFewer) {
  Json json = Least();
  json["source_eos"] = false;
  json["source_ids"] = Json::object();
  EXPECT_EQ(Parse(json).source_ids(), SourceIds{});
  json["source_ids"] = {{"unk", nullptr}, {"eos", nullptr}};
  EXPECT_EQ(Parse(json).source_ids(), SourceIds{});
  // What stands around a source has to be one of them.
  json["source_eos"] = true;
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                     {"\"source_eos\"", "the source has no eos"},
                     [&] { Parse(json); }));
  json["source_ids"]["eos"] = 3;
  EXPECT_EQ(Parse(json).source_ids().eos, 3);
  json["bos"] = 5;
  json["source_bos"] = true;
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel, {"\"source_bos\"", "no bos"},
                     [&] { Parse(json); }));
  json["source_ids"]["bos"] = 4;
  EXPECT_EQ(Parse(json).source_ids().bos, 4);
}

TEST(ParseModelConfig, SourceIdsAreAnObjectOfKnownKeys) {
  for (const Json& value : {Json(3), Json::array(), Json("eos"), Json(true)})
    EXPECT_TRUE(Refused("source_ids", value, {"an object"}));
  Json json = Least();
  json["source_ids"] = {{"eos", 3}, {"pad", 4}};
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                     {"x.safetensors", "\"pad\"", "unknown"},
                     [&] { Parse(json); }));
}

// The least config with one default for searches.
Json WithSearch(const char* key, const Json& value) {
  Json json = Least();
  json["search"] = {{key, value}};
  return json;
}

TEST(ParseModelConfig, SearchDefaultsAreRead) {
  EXPECT_EQ(Parse(WithSearch("beam", 64)).search.beam, 64);
  EXPECT_EQ(Parse(WithSearch("length_normalization", "gnmt"))
                .search.length_normalization,
            LengthNormalization::kGnmt);
  EXPECT_EQ(Parse(WithSearch("length_normalization", "power"))
                .search.length_normalization,
            LengthNormalization::kPower);
  EXPECT_EQ(Parse(WithSearch("length_penalty", 0.7)).search.length_penalty,
            0.7);
  EXPECT_EQ(
      Parse(WithSearch("repetition_penalty", 1.25)).search.repetition_penalty,
      1.25);
  EXPECT_EQ(Parse(WithSearch("no_repeat_ngram", 0)).search.no_repeat_ngram, 0);
  EXPECT_EQ(Parse(WithSearch("min_length", 3)).search.min_length, 3);
  EXPECT_EQ(Parse(WithSearch("max_length", 9)).search.max_length, 9);
  EXPECT_EQ(
      Parse(WithSearch("max_length_factor", 2.5)).search.max_length_factor,
      2.5);
  EXPECT_EQ(Parse(WithSearch("replace_unknowns", true)).search.replace_unknowns,
            true);
  EXPECT_EQ(
      Parse(WithSearch("replace_unknowns", false)).search.replace_unknowns,
      false);
}

// The ends of the ranges belong to them, also where no float is as exact.
TEST(ParseModelConfig, SearchDefaultsMayBeAtTheEndsOfTheirRanges) {
  const std::vector<std::pair<const char*, std::vector<Json>>> values = {
      {"beam", {1, 64}},
      {"length_penalty", {0, 10}},
      {"repetition_penalty", {0.1, 10}},
      {"no_repeat_ngram", {0, 64}},
      {"min_length", {0, 1 << 16}},
      {"max_length", {1, 1 << 16}},
      {"max_length_factor", {0.001, 1 << 16}}};
  for (const auto& [key, ends] : values) {
    for (const Json& value : ends) {
      const Json back =
          Json::parse(ModelConfigToJson(Parse(WithSearch(key, value))));
      EXPECT_EQ(back["search"], (Json{{key, value}}));
    }
  }
}

TEST(ParseModelConfig, SearchDefaultsOutOfRangeAreRefused) {
  const std::vector<std::pair<const char*, std::vector<Json>>> values = {
      {"beam", {0, 65, -1, 1.5, "4", true}},
      {"length_normalization", {1, true}},
      {"length_penalty", {-0.1, 10.5, "1", false}},
      {"repetition_penalty", {0.05, 10.5, "1"}},
      {"no_repeat_ngram", {-1, 65, 0.5}},
      {"min_length", {-1, 1 << 17, "3"}},
      {"max_length", {0, -1, 1 << 17}},
      {"max_length_factor", {0, -1, "3"}},
      {"replace_unknowns", {0, "no"}}};
  for (const auto& [key, bad] : values) {
    for (const Json& value : bad) {
      EXPECT_TRUE(Throws(ErrorCode::kInvalidModel,
                         {"x.safetensors", "\"" + std::string(key) + "\""},
                         [&] { Parse(WithSearch(key, value)); }))
          << key << " " << value.dump();
    }
  }
  EXPECT_TRUE(Throws(ErrorCode::kUnsupported, {"\"wu\"", "gnmt, power"},
                     [] { Parse(WithSearch("length_normalization", "wu")); }));
  EXPECT_TRUE(Throws(ErrorCode::kInvalidModel, {"\"beams\"", "unknown"},
                     [] { Parse(WithSearch("beams", 4)); }));
  EXPECT_TRUE(Refused("search", 4, {"an object"}));
}

// Complaints quote what they found, which must not recurse as deep as a hostile
// file likes.
TEST(ParseModelConfig, DeeplyNestedValuesAreRefused) {
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
TEST(ParseModelConfig, LongTextsAreQuotedInPart) {
  std::string text = "x";
  for (int i = 0; i < 100; ++i) text += "\xC3\xBC";
  EXPECT_TRUE(Refused("d_model", text, {"whole number", "x\\u00fc"}));
}

}  // namespace
}  // namespace stepglot
