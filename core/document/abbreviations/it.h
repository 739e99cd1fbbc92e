// Italian.
#ifndef STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_IT_H_
#define STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_IT_H_

#include "core/document/sentence_words.h"

namespace stepglot {

inline constexpr SentenceWords kItalian = {
    .languages = "it",
    .always =
        "sig sigg dott dr drs prof proff ing avv arch geom rag On mons Gen "
        "Egr Gent Spett Ill p.es ad.es es cfr cf vs N.B P.S c.d mr mrs Ss "
        "SS",
    .before_name = "ed trad cit v.le p.zza c.so a.C d.C",
    .before_number =
        "n nn nr num pag pagg p pp fig figg vol voll cap capp art artt tav "
        "tavv tab sez par tel lett sec",
    .before_digits =
        "no ca all max min gen feb mar apr mag giu lug ago set sett ott nov "
        "dic",
    .may_end = "ecc etc S.p.A S.r.l s.p.a s.r.l inc ltd corp co",
    .starters =
        "il lo la i gli le l un uno una questo questa questi queste quello "
        "quella quelli quelle egli ella lui lei loro io tu noi voi esso "
        "essa essi ci si mi ti vi ne in a al allo alla ai agli alle nel "
        "nello nella nei nelle con per su sul sulla tra fra da dal dalla "
        "senza sotto sopra dopo prima durante secondo e ed o ma però anche "
        "se quando come dove perché che chi cosa quale quanto poi allora "
        "quindi dunque così ora oggi ieri domani qui là sì no non è sono "
        "era erano ha hanno aveva tutto tutta tutti tutte ogni altri altre "
        "molti molte alcuni alcune più già ancora solo",
    .labels =
        "vitamina vitamine piano opzione tipo gruppo classe sezione parte "
        "allegato epatite punto lettera",
    .followers = "",
    .before_ordinal = "",
    .after_ordinal = "",
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_IT_H_
