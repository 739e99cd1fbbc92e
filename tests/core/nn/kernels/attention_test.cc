// Tests the attention of one head against its reference.
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/nn/kernels/reference/kernels.h"
#include "tests/core/support/bits.h"
#include "tests/core/support/kernel_test.h"
#include "tests/core/support/random.h"

namespace stepglot {
namespace {

struct Attended {
  std::vector<float> weights;  ///< [length]
  std::vector<float> context;  ///< [head_dim]
};

testing::AssertionResult SameAttention(const Attended& actual,
                                       const Attended& expected) {
  const auto weights = SameBits(actual.weights, expected.weights);
  return weights ? SameBits(actual.context, expected.context) : weights;
}

// Two heads' random keys and values, of which the second head is attended to.
struct HeadCase {
  HeadCase(int length, int head_dim, Random& random)
      : length(length),
        head_dim(head_dim),
        query(random.Floats(head_dim)),
        slots(length) {
    for (float& value : query) value *= 4;
    for (int32_t& slot : slots) slot = random.Below(kSlots);
    const size_t floats = static_cast<size_t>(kSlots) * slot_size();
    keys = random.Floats(floats);
    values = random.Floats(floats);
  }

  Attended ToSource(const Kernels& kernels) {
    const int stride =
        (length + kSourceStride - 1) / kSourceStride * kSourceStride;
    std::vector<float> columns(static_cast<size_t>(width()) * stride);
    for (int p = 0; p < length; ++p) {
      for (int c = 0; c < width(); ++c) {
        columns[c * stride + p] = keys[p * width() + c];
      }
    }
    const SourceView source = {columns.data(), values.data(), length, stride,
                               width()};
    return Run(kernels.attend_to_source, source, stride);
  }

  Attended ToPrefix(const Kernels& kernels) {
    const PrefixView prefix = {keys.data(), values.data(), slots.data(),
                               slot_size(), length,        width()};
    return Run(kernels.attend_to_prefix, prefix, length);
  }

  template <typename View>
  Attended Run(void (*attend)(const View&, const AttentionHead&),
               const View& view, int room) {
    Attended result = {std::vector<float>(room), std::vector<float>(head_dim)};
    attend(view, {query.data(), head_dim, head_dim, result.weights.data(),
                  result.context.data()});
    result.weights.resize(length);
    return result;
  }

  static constexpr int kSlots = 3;
  int width() const { return 2 * head_dim; }
  ptrdiff_t slot_size() const {
    return static_cast<ptrdiff_t>(length) * width();
  }

  int length;
  int head_dim;
  std::vector<float> query;
  std::vector<int32_t> slots;  ///< of each position of the prefix
  std::vector<float> keys;
  std::vector<float> values;
};

using AttentionKernelTest = KernelTest;

TEST_P(AttentionKernelTest, EqualsItsReferenceAtOddSizes) {
  Random random(1);
  for (const int head_dim : {1, 2, 3, 4, 5, 8, 15, 16, 17, 32, 37, 64, 70}) {
    for (const int length :
         {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 100}) {
      HeadCase head(length, head_dim, random);
      ASSERT_TRUE(SameAttention(head.ToSource(kernels()),
                                head.ToSource(reference::kKernels)))
          << length << " x " << head_dim;
      ASSERT_TRUE(SameAttention(head.ToPrefix(kernels()),
                                head.ToPrefix(reference::kKernels)))
          << length << " x " << head_dim;
    }
  }
}

STEPGLOT_FOR_EACH_KERNEL_SET(AttentionKernelTest);

}  // namespace
}  // namespace stepglot
