// Polish.
#ifndef STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_PL_H_
#define STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_PL_H_

#include "core/document/sentence_words.h"

namespace stepglot {

inline constexpr SentenceWords kPolish = {
    .languages = "pl",
    .always =
        "prof dr hab inż mgr lek ks gen płk ppłk mjr kpt św bł ul al pl os "
        "np tzn tj tzw m.in wg zob por red im p pp vs",
    .before_name = "r w ww n.e p.n.e tys mln mld zł gr jr o.o",
    .before_number = "nr nry s str rozdz ust pkt art poz tel t tab rys lit",
    .before_digits =
        "ok godz maks min sty lut mar kwi cze lip sie wrz paź lis gru",
    .may_end = "itd itp etc inc ltd corp i.in",
    .starters =
        "to ta ten te tego ci on ona ono oni one my wy ja ty jego jej ich w "
        "we na z ze do od po przed przez dla o u bez pod nad przy między i "
        "a oraz lub albo ale lecz jednak więc bo ponieważ gdy kiedy jeśli "
        "jeżeli jak że co kto gdzie dlaczego jaki który czy nie tak już "
        "jeszcze teraz dziś dzisiaj wczoraj jutro tu tutaj tam potem "
        "następnie także również jest są był była było byli będzie ma mają "
        "wszyscy wszystko każdy wiele niektórzy",
    .labels = "witamina witaminy plan opcja typ grupa klasa punkt część",
    .followers = "",
    .before_ordinal = "",
    .after_ordinal = "",
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_PL_H_
