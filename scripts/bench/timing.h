// Timing: how long a call takes, by many samples.
#ifndef STEPGLOT_SCRIPTS_BENCH_TIMING_H_
#define STEPGLOT_SCRIPTS_BENCH_TIMING_H_

#include <algorithm>
#include <chrono>
#include <functional>
#include <vector>

namespace stepglot {

using Clock = std::chrono::steady_clock;

inline double Seconds(Clock::duration duration) {
  return std::chrono::duration<double>(duration).count();
}

struct Timing {
  double median = 0;  // seconds of one call
  double best = 0;    // of all samples
};

/// Samples of about a millisecond, after `warm_up` seconds.
inline Timing Time(const std::function<void()>& call, double warm_up) {
  constexpr double kSample = 1e-3;
  constexpr int kSamples = 201;
  const auto start = Clock::now();
  long calls = 0;
  while (Seconds(Clock::now() - start) < warm_up) {
    call();
    ++calls;
  }
  const long per_sample =
      std::max(1L, static_cast<long>(calls * kSample / warm_up));
  std::vector<double> samples;
  for (int i = 0; i < kSamples; ++i) {
    const auto begin = Clock::now();
    for (long j = 0; j < per_sample; ++j) call();
    samples.push_back(Seconds(Clock::now() - begin) /
                      static_cast<double>(per_sample));
  }
  std::sort(samples.begin(), samples.end());
  return {samples[kSamples / 2], samples.front()};
}

}  // namespace stepglot

#endif  // STEPGLOT_SCRIPTS_BENCH_TIMING_H_
