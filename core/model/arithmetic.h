// Arithmetic: in which numbers activations are multiplied by int8 weights.
#ifndef STEPGLOT_CORE_MODEL_ARITHMETIC_H_
#define STEPGLOT_CORE_MODEL_ARITHMETIC_H_

namespace stepglot {

/// Each gives the same bits on every machine. Float32 weights have neither.
enum class Arithmetic {
  kFaithful,  ///< activations of 14 bits, those of sources of 16
  kFast,      ///< activations of 7 bits
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_ARITHMETIC_H_
