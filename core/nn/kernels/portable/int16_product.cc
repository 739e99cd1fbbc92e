// The int16 product with dot products of plain loops, which compilers turn into
// their own multiply-and-add of int16.
#include <cstddef>
#include <cstdint>

#include "core/nn/kernels/portable/int16_tiles.h"
#include "core/nn/kernels/portable/kernels.h"

namespace stepglot::portable {

void Int16Product(const Int16Rows& x, const LinearWeights& w, Rows y) {
  ProductInTiles(x, w, y,
                 []<int kRows>(const int16_t* x_rows, const int8_t* w_rows,
                               ptrdiff_t depth, Int4* sums) {
                   for (int r = 0; r < kRows; ++r) {
                     for (int o = 0; o < kTileOutputs; ++o) {
                       sums[r][o] =
                           Dot(x_rows + r * depth, w_rows + o * depth, depth);
                     }
                   }
                 });
}

}  // namespace stepglot::portable
