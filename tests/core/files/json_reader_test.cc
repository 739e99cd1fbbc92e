// Tests typed access to JSON objects and what it says of wrong members.
#include "core/files/json_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/core/support/expect_error.h"

namespace stepglot {
namespace {

using Json = nlohmann::json;

JsonReader Reader(const char* json) { return {ParseJson(json), "config.json"}; }

// Reading throws an error with exactly that message.
template <typename Read>
void ExpectMessage(const std::string& message, Read read) {
  try {
    read();
    ADD_FAILURE() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kInvalidModel);
    EXPECT_EQ(error.what(), message);
  }
}

TEST(JsonReader, ReadsMembersByType) {
  const JsonReader reader =
      Reader(R"({"i": 3, "x": 0.5, "b": false, "t": "ü", "n": null})");
  EXPECT_EQ(reader.Int("i"), 3);
  EXPECT_EQ(reader.Number("i"), 3.0);
  EXPECT_EQ(reader.Number("x"), 0.5);
  EXPECT_EQ(reader.Bool("b"), false);
  EXPECT_EQ(reader.Text("t"), "ü");
  EXPECT_TRUE(reader.HasText("t"));
  EXPECT_FALSE(reader.HasText("i"));
}

TEST(JsonReader, NullAndAbsentCountAsMissing) {
  const JsonReader reader = Reader(R"({"n": null})");
  for (const char* key : {"n", "absent"}) {
    EXPECT_FALSE(reader.Has(key));
    EXPECT_FALSE(reader.Int(key));
    EXPECT_FALSE(reader.Number(key));
    EXPECT_FALSE(reader.Bool(key));
    EXPECT_FALSE(reader.Text(key));
    ExpectMessage("config.json: \"" + std::string(key) + "\" is missing",
                  [&] { reader.Require(key); });
  }
  EXPECT_TRUE(reader.IsNull("n"));
  EXPECT_FALSE(reader.IsNull("absent"));
  EXPECT_FALSE(JsonReader().Has("n"));
}

TEST(JsonReader, SaysWhatItExpectedAndFound) {
  const JsonReader reader =
      Reader(R"({"i": -1, "x": "0.5", "list": [[1], 2], "big": 4294967296})");
  ExpectMessage(
      "config.json: \"i\" should be a whole number that is not negative, "
      "found -1",
      [&] { reader.Int("i"); });
  ExpectMessage(
      "config.json: \"i\" should be a whole number from 1 to 64, found -1",
      [&] { reader.Int("i", {1, 64}); });
  ExpectMessage(
      "config.json: \"big\" should be a whole number that is not negative, "
      "found 4294967296",
      [&] { reader.Int("big"); });
  ExpectMessage("config.json: \"x\" should be a number, found \"0.5\"",
                [&] { reader.Number("x"); });
  ExpectMessage("config.json: \"i\" should be a number from 0 to 0.5, found -1",
                [&] { reader.Number("i", {0, 0.5}); });
  ExpectMessage("config.json: \"x\" should be true or false, found \"0.5\"",
                [&] { reader.Bool("x"); });
  ExpectMessage("config.json: \"list\" should be a text, found a nested array",
                [&] { reader.Text("list"); });
  ExpectMessage("config.json: \"n\" should be a whole number, found nothing",
                [&] { reader.RequiredInt("n"); });
  ExpectMessage("config.json: \"n\" should be an object, found nothing",
                [&] { reader.Object("n"); });
}

TEST(JsonReader, CallsMembersByTheirKind) {
  const JsonReader reader(Json{{"search", {{"beam", 0}}}}, "x.safetensors",
                          "config key");
  ExpectMessage(
      "x.safetensors: config key \"beam\" should be a whole number from 1 to "
      "64, found 0",
      [&] { reader.Object("search").Int("beam", {1, 64}); });
}

TEST(JsonReader, NamesStandForValues) {
  constexpr NamedValue<int> kNames[] = {{"one", 1}, {"two", 2}};
  const JsonReader reader = Reader(R"({"a": "two", "b": "three"})");
  EXPECT_EQ(reader.OneOf<int>("a", kNames), 2);
  EXPECT_EQ(reader.OneOf<int>("c", kNames), std::nullopt);
  EXPECT_TRUE(Throws(ErrorCode::kUnsupported,
                     {"config.json", "\"b\" is \"three\"", "one, two"},
                     [&] { reader.OneOf<int>("b", kNames); }));
}

TEST(JsonReader, WantsAnObject) {
  for (const char* text : {"", "[]", "7", "null", "{"}) {
    ExpectMessage("config.json: not a JSON object", [&] { Reader(text); });
  }
}

}  // namespace
}  // namespace stepglot
