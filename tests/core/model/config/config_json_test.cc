// Tests that what is written of a config is read back as the same.
#include "core/model/config/config_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "core/model/config/config_reader.h"
#include "tests/core/support/fixture.h"

namespace stepglot {
namespace {

using Json = nlohmann::json;

TEST(ModelConfigToJson, IsRead) {
  for (const char* name : kFixtureNames) {
    const std::string json =
        ModelConfigToJson(Fixture::Get(name).model()->config());
    EXPECT_EQ(ModelConfigToJson(ParseModelConfig(json, "x")), json) << name;
  }
}

// Every key away from its default survives.
TEST(ModelConfigToJson, IsReadWithEveryKey) {
  Json json = {{"d_model", 8},
               {"ffn", 16},
               {"heads", 2},
               {"encoder_layers", 1},
               {"decoder_layers", 3},
               {"eos", 2},
               {"source_language", "en"},
               {"target_language", "pt-BR"},
               {"tied_embeddings", "target_output"},
               {"source_vocab_size", 60},
               {"target_vocab_size", 70},
               {"max_source_length", 40},
               {"max_target_length", 41},
               {"decoder_cell", "ssru"},
               {"norm", "pre"},
               {"norm_type", "rms"},
               {"feed_forward", "gated"},
               {"norm_keys", false},
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
               {"source_ids", {{"unk", 8}, {"bos", 9}, {"eos", 10}}},
               {"source_bos", true},
               {"source_eos", false},
               {"decoder_start", "zero"},
               {"suppressed", {1, 5}},
               {"trained_length", 50},
               {"capitals", true},
               {"mark", "[1]"},
               {"search",
                {{"beam", 3},
                 {"length_normalization", "power"},
                 {"length_penalty", 0.7},
                 {"stop_early", true},
                 {"repetition_penalty", 1.25},
                 {"no_repeat_ngram", 3},
                 {"min_length", 2},
                 {"max_length", 200},
                 {"max_length_factor", 1.5},
                 {"replace_unknowns", true}}}};
  EXPECT_EQ(Json::parse(ModelConfigToJson(ParseModelConfig(json.dump(), "x"))),
            json);
  json["positions"] = "table";
  json["source_ids"] = {{"unk", nullptr}, {"bos", 9}, {"eos", nullptr}};
  EXPECT_EQ(Json::parse(ModelConfigToJson(ParseModelConfig(json.dump(), "x"))),
            json);
}

}  // namespace
}  // namespace stepglot
