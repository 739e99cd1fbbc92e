// Times KvCache::Reorder in WebAssembly and prints one JSON object.
//
// Arguments: beam and length. Every row holds `length` positions; half of the
// rows continue the row before them, as in a search whose ranking changes.
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "core/nn/kv_cache.h"
#include "scripts/bench/timing.h"

namespace stepglot {
namespace {

Timing TimeReorder(int beam, int length) {
  // Keys and values are never touched, so that one float an entry will do.
  KvCache cache(/*layers=*/1, /*slots=*/beam, /*max_positions=*/length,
                /*width=*/1);
  std::vector<int> parents(beam);
  for (int row = 0; row < beam; ++row) {
    for (int position = 0; position < length; ++position) cache.Append(row);
    parents[row] = row % 2 == 0 ? row : row - 1;
  }
  return Time([&] { cache.Reorder(parents); }, /*warm_up=*/1.0);
}

}  // namespace
}  // namespace stepglot

int main(int argc, char** argv) {
  const int beam = argc > 1 ? std::atoi(argv[1]) : 0;
  const int length = argc > 2 ? std::atoi(argv[2]) : 0;
  if (beam < 1 || length < 1) {
    std::fprintf(stderr, "usage: reorder_bench BEAM LENGTH\n");
    return 2;
  }
  const stepglot::Timing timing = stepglot::TimeReorder(beam, length);
  std::printf("{\"microseconds\": %.4f, \"bestMicroseconds\": %.4f}\n",
              timing.median * 1e6, timing.best * 1e6);
  return 0;
}
