// KernelTest: tests that hold for every instruction set of this build, and the
// sizes at which kernels are tested.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_KERNEL_TEST_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_KERNEL_TEST_H_

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/nn/kernels/portable/kernels.h"
#include "core/nn/kernels/selected.h"

namespace stepglot {

struct KernelSet {
  std::string name;
  Kernels kernels;
};

/// The portable kernels and, if others run in this build, these.
inline std::vector<KernelSet> KernelSets() {
  std::vector<KernelSet> sets = {{"portable", portable::kKernels}};
  if (kInstructionSet != sets[0].name) {
    sets.push_back({kInstructionSet, kKernels});
  }
  return sets;
}

class KernelTest : public testing::TestWithParam<KernelSet> {
 protected:
  static const Kernels& kernels() { return GetParam().kernels; }
};

inline std::string KernelSetName(
    const testing::TestParamInfo<KernelSet>& info) {
  return info.param.name;
}

/// Runs the tests of a fixture once per instruction set.
#define STEPGLOT_FOR_EACH_KERNEL_SET(Fixture)                                 \
  INSTANTIATE_TEST_SUITE_P(Kernels, Fixture, testing::ValuesIn(KernelSets()), \
                           KernelSetName)

/// Depths of products and lengths of vectors, around every vector width: 1 to
/// 67 and some that models have.
inline const std::vector<int> kKernelDepths = [] {
  std::vector<int> depths;
  for (int depth = 1; depth <= 67; ++depth) depths.push_back(depth);
  for (const int depth : {100, 127, 128, 129, 255, 256, 257, 512, 1024, 1536}) {
    depths.push_back(depth);
  }
  return depths;
}();

/// The shape of a product.
struct KernelTile {
  int rows;
  int outputs;
  int depth;
};

/// Calls `function` (KernelTile) with shapes around every tile, at every depth.
template <typename Function>
void ForEachTile(Function function) {
  constexpr int kRowsAndOutputs[][2] = {{1, 1}, {1, 4}, {1, 7}, {1, 33},
                                        {2, 3}, {2, 8}, {3, 5}, {4, 16},
                                        {5, 9}, {8, 13}};
  for (const int depth : kKernelDepths) {
    for (const auto [rows, outputs] : kRowsAndOutputs) {
      SCOPED_TRACE(testing::Message()
                   << rows << " x " << outputs << " x " << depth);
      function(KernelTile{rows, outputs, depth});
      if (testing::Test::HasFatalFailure()) return;
    }
  }
}

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_KERNEL_TEST_H_
