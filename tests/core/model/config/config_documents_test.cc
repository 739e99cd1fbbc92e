// Tests that the documents about configs are those that the fields make.
#include "tests/core/support/config_documents.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "core/model/config/config_json.h"
#include "tests/core/support/fixture.h"

namespace stepglot {
namespace {

using Json = nlohmann::json;

constexpr const char* kCommand =
    "rewrite it with: cmake --build build/native-asan --target "
    "config_documents";

TEST(ConfigDocuments, TheReadmeHasTheTableOfTheFields) {
  const std::string readme = ReadTextFile(ConfigReadmePath());
  EXPECT_EQ(WithConfigTable(readme), readme) << kCommand;
}

TEST(ConfigDocuments, TheSchemaIsThatOfTheFields) {
  EXPECT_EQ(ReadTextFile(ConfigSchemaPath()), ConfigSchema()) << kCommand;
}

// What the writer writes has a place in the schema, and all that is required.
TEST(ConfigDocuments, TheSchemaKnowsWhatIsWritten) {
  const Json schema = Json::parse(ConfigSchema());
  for (const char* name : kFixtureNames) {
    const Json config = ModelConfigObject(Fixture::Get(name).model()->config());
    for (const auto& [key, value] : config.items())
      EXPECT_TRUE(schema["properties"].contains(key)) << key;
    for (const Json& key : schema["required"])
      EXPECT_TRUE(config.contains(key.get<std::string>())) << key;
  }
}

TEST(ConfigDocuments, TheSchemaSaysRangesNamesAndDefaults) {
  const Json schema = Json::parse(ConfigSchema());
  const Json& fields = schema["properties"];
  EXPECT_EQ(fields["d_model"]["minimum"], 2);
  EXPECT_EQ(fields["d_model"]["maximum"], 16384);
  EXPECT_EQ(fields["norm"]["enum"], (Json{"pre", "post"}));
  EXPECT_EQ(fields["norm"]["default"], "post");
  EXPECT_EQ(fields["norm_eps"]["default"], 1e-5);
  EXPECT_FALSE(fields["final_norm"].contains("default"));
  EXPECT_EQ(fields["search"]["properties"]["beam"]["anyOf"][0]["maximum"], 64);
  EXPECT_EQ(fields["source_ids"]["additionalProperties"], false);
}

}  // namespace
}  // namespace stepglot
