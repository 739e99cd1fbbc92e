// Swedish.
#ifndef STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_SV_H_
#define STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_SV_H_

#include "core/document/sentence_words.h"

namespace stepglot {

inline constexpr SentenceWords kSwedish = {
    .languages = "sv",
    .always =
        "dr prof hr St bl.a d.v.s dvs t.ex m.a.o s.k p.g.a pga f.d f.n "
        "t.o.m fr.o.m jfr jmf resp inkl exkl ang vs cf",
    .before_name = "f.Kr e.Kr jr sr",
    .before_number = "nr s sid kap fig tab tel bil",
    .before_digits = "ca kl st max min jan feb apr aug sept okt nov dec",
    .may_end = "osv o.s.v m.m m.fl etc inc ltd corp",
    .starters =
        "den det de en ett denna detta dessa han hon vi ni jag du man hans "
        "hennes min sin vår i på av till från med för om under över efter "
        "före utan genom mellan och eller men att när som därför eftersom "
        "då sedan där här nu idag igår imorgon inte ingen också så vad vem "
        "var hur varför vilken är hade har blev kan ska måste ja nej alla "
        "många några varje",
    .labels = "vitamin plan typ grupp klass del bilaga hepatit punkt",
    .followers = "",
    .before_ordinal = "",
    .after_ordinal = "",
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_SV_H_
