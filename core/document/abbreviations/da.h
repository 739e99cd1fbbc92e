// Danish and Norwegian.
#ifndef STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_DA_H_
#define STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_DA_H_

#include "core/document/sentence_words.h"

namespace stepglot {

inline constexpr SentenceWords kDanish = {
    .languages = "da no nb nn",
    .always =
        "dr prof hr fru St bl.a f.eks fx dvs d.v.s m.a.o inkl ekskl jf jfr "
        "mht pga iht ift vedr ang pr resp vs cf t.o.m",
    .before_name = "f.Kr e.Kr jr sr",
    .before_number = "nr s kap fig tab tlf bd stk",
    .before_digits = "ca kl maks min jan feb apr aug sept okt nov dec des",
    .may_end = "osv o.s.v mv m.v m.m m.fl etc inc ltd corp",
    .starters =
        "den det de en et ei denne dette disse han hun vi jeg du man hans "
        "hendes hennes min sin vår vores i på af av til fra med for om "
        "under over efter etter før uden uten gennem gjennom mellem mellom "
        "og eller men at når som hvis da der her nu nå siden deretter "
        "derefter ikke ingen også så hvad hva hvem hvor hvorfor hvilken er "
        "var har hadde blev ble kan skal må ja nej nei alle mange nogle "
        "noen hver",
    .labels = "vitamin plan type gruppe klasse del bilag hepatitis punkt",
    .followers = "",
    .before_ordinal = "",
    .after_ordinal = "",
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_DA_H_
