// No language in particular.
#ifndef STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_ANY_H_
#define STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_ANY_H_

#include "core/document/sentence_words.h"

namespace stepglot {

inline constexpr SentenceWords kAnyLanguage = {
    .languages = "",
    .always =
        "mr mrs dr prof sra srta mme mlle mmes dott dhr mevr hr hrn e.g i.e "
        "z.B d.h p.ej p.ex bzw vgl bijv cf cfr vs ggf evtl Gen Col Capt Sgt "
        "Rev Hon",
    .before_name = "St st jr sr u.a Ph.D dept a.C d.C",
    .before_number = "nr núm pág págs pàg pp fig figs vol vols abb kap",
    .before_digits = "no num pag p art cap sec ca max min tel",
    .may_end = "etc inc ltd corp co usw ecc osv EE.UU a.m p.m",
    .starters =
        "the they he she it we you this that these then but and if when in "
        "on el los las ella ellos pero entonces luego le les il elle ils "
        "mais puis der die das er sie wir und aber dann ein eine os ele ela "
        "eles gli una uno un la lo en si no",
    .labels = "vitamin plan option",
    .followers = "",
    .before_ordinal = "am",
    .after_ordinal =
        "januar februar märz april mai juni juli august september oktober "
        "november dezember jahrhundert jahrhunderts",
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_ANY_H_
