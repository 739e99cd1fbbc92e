// Ranges of numbers that a setting may have, with the words for them.
#ifndef STEPGLOT_CORE_FILES_NUMBER_RANGE_H_
#define STEPGLOT_CORE_FILES_NUMBER_RANGE_H_

#include <cstdint>
#include <cstdio>
#include <limits>
#include <string>

namespace stepglot {

/// The whole numbers from `least` to `most`, both included.
struct WholeRange {
  int least = 0;
  int most = std::numeric_limits<int>::max();

  bool Contains(int64_t number) const {
    return number >= least && number <= most;
  }

  /// For messages, such as "a whole number from 1 to 64".
  std::string Text() const {
    if (least == 0 && most == std::numeric_limits<int>::max())
      return "a whole number that is not negative";
    return "a whole number from " + std::to_string(least) + " to " +
           std::to_string(most);
  }
};

/// The numbers from `least` to `most`, both included; never NaN.
struct RealRange {
  double least = -std::numeric_limits<double>::infinity();
  double most = std::numeric_limits<double>::infinity();

  bool Contains(double number) const {
    return number >= least && number <= most;
  }

  /// For messages, such as "a number from 0 to 0.5".
  std::string Text() const {
    if (least == -std::numeric_limits<double>::infinity()) return "a number";
    char text[64];
    std::snprintf(text, sizeof(text), "a number from %g to %g", least, most);
    return text;
  }
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_FILES_NUMBER_RANGE_H_
