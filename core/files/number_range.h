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
  const char* most_setting = nullptr;  ///< the setting that `most` comes from

  bool Contains(int64_t number) const {
    return number >= least && number <= most;
  }

  /// For messages, such as "from 1 to 64".
  std::string Bounds() const {
    if (most == std::numeric_limits<int>::max())
      return "at least " + std::to_string(least);
    return "from " + std::to_string(least) + " to " +
           (most_setting ? std::string(most_setting) + " of " : "") +
           std::to_string(most);
  }

  /// The same with the kind of number: "a whole number from 1 to 64".
  std::string Text() const {
    if (least == 0 && most == std::numeric_limits<int>::max())
      return "a whole number that is not negative";
    return "a whole number " + Bounds();
  }
};

/// The numbers from `least` to `most`, which is included; never NaN.
struct RealRange {
  enum Begin { kFromLeast, kAboveLeast };

  double least = -std::numeric_limits<double>::infinity();
  double most = std::numeric_limits<double>::infinity();
  Begin begin = kFromLeast;  ///< whether `least` is included too

  bool Contains(double number) const {
    return (begin == kFromLeast ? number >= least : number > least) &&
           number <= most;
  }

  /// For messages, such as "from 0 to 0.5".
  std::string Bounds() const {
    char text[64];
    const char* format = begin == kFromLeast ? "from %g to %g"
                         : most == std::numeric_limits<double>::infinity()
                             ? "above %g"
                             : "above %g and at most %g";
    std::snprintf(text, sizeof(text), format, least, most);
    return text;
  }

  /// The same with the kind of number: "a number from 0 to 0.5".
  std::string Text() const {
    if (least == -std::numeric_limits<double>::infinity()) return "a number";
    return "a number " + Bounds();
  }
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_FILES_NUMBER_RANGE_H_
