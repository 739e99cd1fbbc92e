// Tests attention over a source and over a prefix against plain loops in double
// precision.
#include "core/nn/attention.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/nn/kv_cache.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

struct AttentionResult {
  std::vector<float> context;
  std::vector<float> weights;
};

// Vaswani et al. 2017, equation 1, for one query over keys and values [length,
// heads * head_dim].
AttentionResult AttentionInDouble(const std::vector<float>& query,
                                  const std::vector<float>& keys,
                                  const std::vector<float>& values, int heads) {
  const size_t width = query.size();
  const size_t length = keys.size() / width;
  const size_t head_dim = width / heads;
  AttentionResult result;
  result.context.resize(width);
  for (int head = 0; head < heads; ++head) {
    std::vector<double> weights(length);
    double sum = 0;
    for (size_t s = 0; s < length; ++s) {
      double score = 0;
      for (size_t j = head * head_dim; j < (head + 1) * head_dim; ++j) {
        score += static_cast<double>(query[j]) * keys[s * width + j];
      }
      weights[s] = std::exp(score / std::sqrt(static_cast<double>(head_dim)));
      sum += weights[s];
    }
    for (size_t s = 0; s < length; ++s) {
      result.weights.push_back(static_cast<float>(weights[s] / sum));
      for (size_t j = head * head_dim; j < (head + 1) * head_dim; ++j) {
        result.context[j] +=
            static_cast<float>(weights[s] / sum * values[s * width + j]);
      }
    }
  }
  return result;
}

// Random queries, keys and values of one size.
struct AttentionCase {
  AttentionCase(int length, int heads, int head_dim, Random& random)
      : length(length),
        heads(heads),
        width(heads * head_dim),
        query(random.Floats(width)),
        keys(random.Floats(static_cast<size_t>(length) * width)),
        values(random.Floats(static_cast<size_t>(length) * width)) {}

  AttentionResult ToSource() {
    AttentionResult result = Room();
    const SourceKeysValues source({keys.data(), length, width},
                                  {values.data(), length, width});
    Attention(heads).ToSource({query.data(), result.weights.data()},
                              source.view(), result.context.data());
    return result;
  }

  AttentionResult ToPrefix() {
    AttentionResult result = Room();
    KvCache cache(/*layers=*/2, /*slots=*/2, length, width);
    for (int position = 0; position < length; ++position) {
      cache.Append(1);
      std::copy_n(keys.data() + position * width, width,
                  cache.Key(1, 1, position));
      std::copy_n(values.data() + position * width, width,
                  cache.Value(1, 1, position));
    }
    Attention(heads).ToPrefix({query.data(), result.weights.data()},
                              cache.Prefix(1, 1, length),
                              result.context.data());
    return result;
  }

  AttentionResult Room() const {
    return {std::vector<float>(width),
            std::vector<float>(static_cast<size_t>(heads) * length)};
  }

  int length;
  int heads;
  int width;
  std::vector<float> query;
  std::vector<float> keys;
  std::vector<float> values;
};

TEST(Attention, FollowsDoublePrecisionAtOddSizes) {
  Random random(1);
  for (const int head_dim : {1, 2, 3, 4, 5, 8, 12, 17}) {
    for (int length = 1; length <= 18; ++length) {
      AttentionCase attention(length, 3, head_dim, random);
      const AttentionResult expected = AttentionInDouble(
          attention.query, attention.keys, attention.values, 3);
      for (const AttentionResult& actual :
           {attention.ToSource(), attention.ToPrefix()}) {
        ASSERT_TRUE(Within(2e-6, actual.weights, expected.weights))
            << length << " " << head_dim;
        ASSERT_TRUE(Within(2e-6, actual.context, expected.context))
            << length << " " << head_dim;
      }
    }
  }
}

TEST(Attention, RecordingWeightsChangesNothing) {
  Random random(2);
  AttentionCase attention(7, 2, 5, random);
  const AttentionResult recorded = attention.ToSource();
  AttentionResult silent = attention.Room();
  const SourceKeysValues source({attention.keys.data(), 7, 10},
                                {attention.values.data(), 7, 10});
  Attention(2).ToSource({attention.query.data()}, source.view(),
                        silent.context.data());
  EXPECT_TRUE(SameBits(silent.context, recorded.context));
}

TEST(SourceKeysValues, HoldsTransposedKeysOfExactlyTheSource) {
  Random random(3);
  for (int length = 1; length <= 9; ++length) {
    std::vector<float> keys = random.Floats(length * 6);
    std::vector<float> values = random.Floats(length * 6);
    const SourceKeysValues source({keys.data(), length, 6},
                                  {values.data(), length, 6});
    const SourceView view = source.view();
    EXPECT_EQ(source.length(), length);
    EXPECT_EQ(view.length, length);
    EXPECT_EQ(view.width, 6);
    EXPECT_GE(view.stride, length);
    EXPECT_EQ(view.stride % kSourceStride, 0);
    EXPECT_EQ(source.bytes(), sizeof(float) * 6 * (view.stride + length));
    for (int s = 0; s < view.stride; ++s) {
      for (int column = 0; column < 6; ++column) {
        EXPECT_EQ(view.KeyColumn(column)[s],
                  s < length ? keys[s * 6 + column] : 0.0F);
      }
    }
    for (int s = 0; s < length; ++s)
      EXPECT_EQ(view.Value(s)[5], values[s * 6 + 5]);
  }
}

}  // namespace
}  // namespace stepglot
