// Selects from logits, by blocks.
#include "core/search/logit_maxima.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/nn/kernels/selected.h"

namespace stepglot {
namespace {

// From so many tokens on, one partial sort is cheaper than a list that is kept
// in order.
constexpr int kManyTokens = 256;

// Sorts the best `count` places, of all.
void Sort(std::span<const float> logits, int count, std::vector<int>& places) {
  places.resize(logits.size());
  std::iota(places.begin(), places.end(), 0);
  std::partial_sort(places.begin(), places.begin() + count, places.end(),
                    [logits](int a, int b) {
                      return logits[a] != logits[b] ? logits[a] > logits[b]
                                                    : a < b;
                    });
  places.resize(count);
  while (!places.empty() && logits[places.back()] == kNegativeInfinity)
    places.pop_back();
}

}  // namespace

void LogitMaxima::Read(const LogitRow& row) {
  const size_t blocks = (row.values().size() + kMaximaBlock - 1) / kMaximaBlock;
  maxima_.resize(blocks);
  kKernels.block_maxima(row.values().data(), row.size(), maxima_.data());
  largest_ = kNegativeInfinity;
  for (const float maximum : maxima_) {
    if (!(maximum <= largest_)) largest_ = maximum;
    if (std::isnan(maximum)) break;
  }
}

float LogitMaxima::LogSum(const LogitRow& row) const {
  return kKernels.log_sum_exp(row.values().data(), row.size(), largest_);
}

void LogitMaxima::Best(const LogitRow& row, int count,
                       std::vector<int>& places) const {
  const std::span<const float> logits = row.values();
  const int most = std::min(count, row.size());
  places.clear();
  if (most == 0) return;
  if (most < kManyTokens) {
    Scan(logits, most, places);
  } else {
    Sort(logits, most, places);
  }
}

// Keeps the best places so far in order. Few blocks of a vocabulary get past
// the comparison with the last of them.
void LogitMaxima::Scan(std::span<const float> logits, size_t count,
                       std::vector<int>& places) const {
  places.reserve(count + 1);
  float last = kNegativeInfinity;
  for (size_t block = 0; block < maxima_.size(); ++block) {
    if (!(maxima_[block] > last)) continue;
    const size_t begin = block * kMaximaBlock;
    const size_t end = std::min(begin + kMaximaBlock, logits.size());
    for (size_t place = begin; place < end; ++place) {
      const float logit = logits[place];
      if (!(logit > last)) continue;
      const auto after = std::upper_bound(
          places.begin(), places.end(), logit,
          [logits](float value, int other) { return value > logits[other]; });
      places.insert(after, static_cast<int>(place));
      if (places.size() > count) places.pop_back();
      if (places.size() == count) last = logits[places.back()];
    }
  }
}

}  // namespace stepglot
