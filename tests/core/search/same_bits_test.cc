// Tests that a sequence's bits depend neither on the cache nor on its batch.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "core/search/greedy.h"
#include "tests/core/support/decoding.h"
#include "tests/core/support/fixture.h"
#include "tests/core/support/model_file.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

constexpr int kSteps = 100;

class SameBitsTest : public testing::TestWithParam<ModelVariant> {
 protected:
  // The model with narrower layers, as a hundred uncached steps of a batch take
  // long, and without an end token, so that sequences end by their length
  // limits alone.
  std::shared_ptr<const Model> EndlessModel() const {
    ModelFile file = ModelFile::Read(GetParam().fixture);
    file.Crop(file.config.d_model, 12);
    file.Crop(file.config.ffn, 10);
    file.config.d_model = 12;
    file.config.ffn = 10;
    file.config.heads = 2;
    file.ForbidEos();
    return Reload(*file.Load(), GetParam().type);
  }

  static SearchOptions Options(bool cache, double factor) {
    SearchOptions options;
    options.cache = cache;
    options.max_length = kSteps;
    options.max_length_factor = factor;
    return options;
  }
};

// Seven sources whose limits, at three tokens per id, go from 6 to 100.
IdLists SevenSources(const Model& model) {
  Random random(1);
  IdLists sources;
  for (const int length : {9, 2, 34, 5, 14, 20, 11}) {
    sources.push_back(random.Ids(length, model.config().source_vocab_size));
  }
  return sources;
}

TEST_P(SameBitsTest, CachedEqualsUncached) {
  const auto model = GetParam().Load();
  const IdLists sources = Fixture::Get(GetParam().fixture).Sources();
  const auto cached = Decode(*model, sources, Options(true, 1));
  const auto uncached = Decode(*model, sources, Options(false, 1));
  for (size_t i = 0; i < sources.size(); ++i) {
    EXPECT_TRUE(SameDecoding(cached[i], uncached[i])) << i;
  }
}

TEST_P(SameBitsTest, CachedEqualsUncachedForAHundredSteps) {
  const auto model = EndlessModel();
  const IdLists sources = {SevenSources(*model)[0]};
  const double no_factor = std::numeric_limits<double>::infinity();
  const auto cached = Decode(*model, sources, Options(true, no_factor));
  const auto uncached = Decode(*model, sources, Options(false, no_factor));
  EXPECT_EQ(cached[0].steps.size(), static_cast<size_t>(kSteps));
  EXPECT_TRUE(SameDecoding(cached[0], uncached[0]));
}

TEST_P(SameBitsTest, CachedEqualsUncachedInABatchOfSeven) {
  const auto model = EndlessModel();
  const IdLists sources = SevenSources(*model);
  const auto cached = Decode(*model, sources, Options(true, 3));
  const auto uncached = Decode(*model, sources, Options(false, 3));
  for (size_t i = 0; i < sources.size(); ++i) {
    const size_t limit = std::min<size_t>(kSteps, 3 * sources[i].size());
    EXPECT_EQ(cached[i].steps.size(), limit);
    EXPECT_TRUE(SameDecoding(cached[i], uncached[i])) << i;
  }
}

TEST_P(SameBitsTest, BatchedEqualsSingle) {
  for (const auto& model : {GetParam().Load(), EndlessModel()}) {
    const IdLists sources = SevenSources(*model);
    const auto batched = Decode(*model, sources, Options(true, 3));
    for (size_t i = 0; i < sources.size(); ++i) {
      const auto single = Decode(*model, {sources[i]}, Options(true, 3));
      EXPECT_TRUE(SameDecoding(batched[i], single[0])) << i;
    }
  }
}

TEST_P(SameBitsTest, TheOrderOfABatchChangesNothing) {
  const auto model = GetParam().Load();
  IdLists sources = SevenSources(*model);
  const auto forward = Decode(*model, sources, Options(true, 1));
  std::reverse(sources.begin(), sources.end());
  const auto backward = Decode(*model, sources, Options(true, 1));
  for (size_t i = 0; i < sources.size(); ++i) {
    EXPECT_TRUE(SameDecoding(backward[sources.size() - 1 - i], forward[i]))
        << i;
  }
}

INSTANTIATE_TEST_SUITE_P(All, SameBitsTest,
                         testing::ValuesIn(AllModelVariants()),
                         [](const auto& info) {
                           return VariantName(info.param);
                         });

}  // namespace
}  // namespace stepglot
