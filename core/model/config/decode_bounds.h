// Bounds that options of decoding have in a model's config and in a call alike.
#ifndef STEPGLOT_CORE_MODEL_CONFIG_DECODE_BOUNDS_H_
#define STEPGLOT_CORE_MODEL_CONFIG_DECODE_BOUNDS_H_

#include "core/files/named_value.h"
#include "core/files/number_range.h"
#include "core/model/config/config.h"

namespace stepglot {

inline constexpr WholeRange kBeamSizes{1, 64};
inline constexpr WholeRange kNgramLengths{0, 64};
inline constexpr RealRange kPenalties{0, 10};
inline constexpr RealRange kRepetitionPenalties{0.1, 10};

inline constexpr NamedValue<LengthNormalization> kLengthNormalizations[] = {
    {"gnmt", LengthNormalization::kGnmt},
    {"power", LengthNormalization::kPower}};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_MODEL_CONFIG_DECODE_BOUNDS_H_
