// What a caller may ask of decoding.
#ifndef STEPGLOT_CORE_SEARCH_OPTIONS_H_
#define STEPGLOT_CORE_SEARCH_OPTIONS_H_

#include "core/model/config.h"

namespace stepglot {

/// Options of decoding, with their defaults.
struct SearchOptions {
  /// Keep keys and values between steps. Without it every step runs the decoder
  /// over the whole prefix, projects the source again and computes the logits
  /// of every position: the baseline that the cache is measured against. The
  /// results are the same to the bit.
  bool cache = true;

  /// At most so many tokens per sequence, the end token included; from 1, also
  /// bounded by the model's max_target_length.
  int max_length = 256;

  /// At most so many tokens per source id (ids counted with bos and eos),
  /// rounded up; above 0.
  double max_length_factor = 3.0;

  /// Report so many best candidates per step, from 0 to the target vocabulary's
  /// size.
  int top_k = 0;

  /// Report the attention weights of each step.
  bool attention = false;
};

/// @return the same options.
/// @throws Error kInvalidArgument naming the option, its range and what was
/// found.
SearchOptions CheckOptions(const SearchOptions& options,
                           const ModelConfig& config);

}  // namespace stepglot

#endif  // STEPGLOT_CORE_SEARCH_OPTIONS_H_
