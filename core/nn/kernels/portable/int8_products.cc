// The products with int8 weights by plain loops, which compilers turn into
// their own multiply-and-add of int16.
#include <cstddef>
#include <cstdint>

#include "core/nn/kernels/portable/kernels.h"
#include "core/nn/kernels/portable/product_tiles.h"

namespace stepglot::portable {
namespace {

int32_t Dot(const int16_t* x, const int8_t* w, ptrdiff_t depth) {
  int32_t sum = 0;
  for (ptrdiff_t k = 0; k < depth; ++k) sum += x[k] * w[k];
  return sum;
}

}  // namespace

void Int16Product(const QuantizedRows& x, const LinearWeights& w, Rows y) {
  ProductInTiles<1>(x, w, y,
                    [&]<int kRows, int kOutputs>(
                        TileCorner at, TileSums<kRows, kOutputs>& sums) {
                      for (int o = 0; o < kOutputs; ++o) {
                        const ptrdiff_t output = at.output + o;
                        sums[0][o] = Dot(
                            x[at.row], w.weight.i8 + output * x.depth, x.depth);
                      }
                    });
}

void Int7Product(const QuantizedRows& x, const LinearWeights& w, Rows y) {
  Int16Product(x, w, y);
}

}  // namespace stepglot::portable
