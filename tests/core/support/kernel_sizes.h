// The sizes at which kernels are tested: around every tile and vector width.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_KERNEL_SIZES_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_KERNEL_SIZES_H_

#include <vector>

namespace stepglot {

/// Depths of products and lengths of vectors: 1 to 67 and some that models
/// have.
inline const std::vector<int> kKernelDepths = [] {
  std::vector<int> depths;
  for (int depth = 1; depth <= 67; ++depth) depths.push_back(depth);
  for (const int depth : {100, 127, 128, 129, 255, 256, 257, 512, 1024, 1536}) {
    depths.push_back(depth);
  }
  return depths;
}();

/// Rows and outputs of a product.
struct KernelTile {
  int rows;
  int outputs;
};

inline constexpr KernelTile kKernelTiles[] = {{1, 1}, {1, 4}, {1, 7}, {1, 33},
                                              {2, 3}, {2, 8}, {3, 5}, {4, 16},
                                              {5, 9}, {8, 13}};

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_KERNEL_SIZES_H_
