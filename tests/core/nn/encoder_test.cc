// Tests the encoder against the PyTorch references and for independence of its
// batch.
#include "core/nn/encoder.h"

#include <gtest/gtest.h>

#include <numeric>
#include <vector>

#include "tests/core/support/bits.h"
#include "tests/core/support/decoding.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

std::span<const float> ValuesOf(Rows rows) { return {rows.data, rows.size()}; }

TEST(Encoder, FollowsPyTorch) {
  for (const char* name : kFixtureNames) {
    const Fixture& fixture = Fixture::Get(name);
    for (int i = 0; i < kFixtureSentences; ++i) {
      const EncodedSources encoded =
          Encoder(*fixture.model()).Encode({fixture.Ints(i, "source")});
      EXPECT_TRUE(
          Within(2e-5, ValuesOf(encoded.rows()), fixture.Floats(i, "encoder")))
          << name << " sentence " << i;
    }
  }
}

TEST(Encoder, KeepsTheShapeOfEverySource) {
  const Fixture& fixture = Fixture::Get("tiny-post");
  const IdLists sources = fixture.Sources();
  const EncodedSources encoded = Encoder(*fixture.model()).Encode(sources);
  ASSERT_EQ(encoded.count(), kFixtureSentences);
  int rows = 0;
  for (int i = 0; i < kFixtureSentences; ++i) {
    EXPECT_EQ(encoded.length(i), static_cast<int>(sources[i].size()));
    EXPECT_EQ(encoded.source(i).count, encoded.length(i));
    EXPECT_EQ(encoded.source(i).width, 40);
    EXPECT_EQ(encoded.source(i).data, encoded.rows()[rows]);
    rows += encoded.length(i);
  }
  EXPECT_EQ(encoded.rows().count, rows);
}

class EncoderBatchTest : public testing::TestWithParam<ModelVariant> {};

TEST_P(EncoderBatchTest, ASourceDoesNotDependOnTheOthers) {
  const auto model = GetParam().Load();
  const IdLists sources = Fixture::Get(GetParam().fixture).Sources();
  Encoder encoder(*model);
  const EncodedSources together = encoder.Encode(sources);
  for (int i = 0; i < kFixtureSentences; ++i) {
    const EncodedSources alone = encoder.Encode({sources[i]});
    EXPECT_TRUE(SameBits(ValuesOf(together.source(i)), ValuesOf(alone.rows())))
        << i;
  }
}

INSTANTIATE_TEST_SUITE_P(All, EncoderBatchTest,
                         testing::ValuesIn(AllModelVariants()),
                         [](const auto& info) {
                           return VariantName(info.param);
                         });

TEST(Encoder, AnEmptyBatchIsEmpty) {
  const EncodedSources encoded =
      Encoder(*Fixture::Get("tiny-pre").model()).Encode({});
  EXPECT_EQ(encoded.count(), 0);
  EXPECT_EQ(encoded.rows().count, 0);
}

}  // namespace
}  // namespace stepglot
