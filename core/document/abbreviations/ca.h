// Catalan.
#ifndef STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_CA_H_
#define STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_CA_H_

#include "core/document/sentence_words.h"

namespace stepglot {

inline constexpr SentenceWords kCatalan = {
    .languages = "ca",
    .always =
        "sr sra srta srs sres sras dr dra drs dres prof arq eng enginy lic "
        "il·lm il·lma il·lms excm excma hble hbles mn mns mons rvd rvda "
        "mgfc mgfca St Sta Sts Stes Gral p.ex p.e cf cfr vs vid N.B P.D mr "
        "mrs",
    .before_name =
        "av avda avg c pl Pl pça Pça pg Pg ptge Ptge ctra rbla trav urb "
        "dept depts ed edit trad aprox a.C d.C",
    .before_number =
        "núm núms num nums nº pàg pàgs pag pags p pp fig figs vol vols art "
        "arts s ss t tel tf telf làm lam apt ap",
    .before_digits =
        "cap caps no màx mín gen febr feb abr jul ag set oct nov des ex",
    .may_end = "etc cia ltda inc corp ltd Co EE.UU a.m p.m S.A S.L",
    .starters =
        "el la els les un una uns unes l aquest aquesta aquests aquestes "
        "aquell aquella això allò ell ella ells elles jo tu vostè vostès "
        "nosaltres vosaltres ho li es se em et ens us s n en a al als amb "
        "per sense sobre entre fins segons i o però sinó encara perquè si "
        "no sí ni que què qui com quan on quin quina mentre després llavors "
        "aleshores ara avui ahir demà també més així aquí allà hi és són "
        "era eren va van ha han havia tot tota tots totes cada altre altra "
        "molts moltes alguns algunes només ja molt durant",
    .labels =
        "vitamina vitamines pla opció tipus grup classe secció part apartat "
        "annex hepatitis punt lletra bloc",
    .followers = "",
    .before_ordinal = "",
    .after_ordinal = "",
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_CA_H_
