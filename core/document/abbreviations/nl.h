// Dutch.
#ifndef STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_NL_H_
#define STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_NL_H_

#include "core/document/sentence_words.h"

namespace stepglot {

inline constexpr SentenceWords kDutch = {
    .languages = "nl af",
    .always =
        "dhr mevr mw mr dr drs ir ing prof ds St bijv b.v d.w.z o.a m.a.w "
        "m.b.t i.v.m t.a.v t.b.v t.o.v n.a.v i.p.v incl excl resp vgl zgn "
        "evt vs cf a.u.b P.S",
    .before_name = "jl str *str e.d B.V N.V e.a",
    .before_number = "nr nrs blz p pp fig afb art hfst par tel vol",
    .before_digits =
        "no ca max min st jan feb mrt apr jun jul aug sep sept okt nov dec",
    .may_end = "enz etc inc ltd corp",
    .starters =
        "de het een dit dat deze die er hij zij ze wij we jij je u ik men "
        "mijn zijn haar ons onze hun in op aan bij met na naar voor uit "
        "over onder door tegen zonder sinds tot tijdens en of maar want dus "
        "als toen omdat hoewel terwijl dan daar daarna hier nu vandaag "
        "gisteren morgen niet geen ook nog al zo wat wie waar wanneer "
        "waarom hoe welke is was waren heeft hebben had wordt kan moet zal "
        "ja nee alle veel sommige elke ieder beide toch echter daarom later",
    .labels =
        "vitamine plan optie type groep klasse sectie deel bijlage "
        "hepatitis punt letter",
    .followers = "",
    .before_ordinal = "",
    .after_ordinal = "",
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_NL_H_
