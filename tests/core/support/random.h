// Random: a seeded source of test values, the same on every machine.
#ifndef STEPGLOT_TESTS_CORE_SUPPORT_RANDOM_H_
#define STEPGLOT_TESTS_CORE_SUPPORT_RANDOM_H_

#include <cstdint>
#include <random>
#include <vector>

namespace stepglot {

/// The standard fixes what std::mt19937_64 returns but not what its
/// distributions make of it, so the few that tests need are here.
class Random {
 public:
  explicit Random(uint64_t seed) : engine_(seed) {}

  uint64_t Bits() { return engine_(); }

  /// A whole number from 0 to limit - 1.
  int Below(int limit) {
    return static_cast<int>(engine_() % static_cast<uint64_t>(limit));
  }

  /// A float in [-1, 1).
  float Float() {
    return static_cast<float>(engine_() >> 40) * 0x1p-23F - 1.0F;
  }

  std::vector<float> Floats(size_t size) {
    std::vector<float> values(size);
    for (float& value : values) value = Float();
    return values;
  }

  /// Ids from 0 to vocabulary - 1.
  std::vector<int> Ids(int size, int vocabulary) {
    std::vector<int> ids(size);
    for (int& id : ids) id = Below(vocabulary);
    return ids;
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace stepglot

#endif  // STEPGLOT_TESTS_CORE_SUPPORT_RANDOM_H_
