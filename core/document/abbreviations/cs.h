// Czech, and what Slovak shares with it.
#ifndef STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_CS_H_
#define STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_CS_H_

#include "core/document/sentence_words.h"

namespace stepglot {

inline constexpr SentenceWords kCzech = {
    .languages = "cs sk",
    .always =
        "p pí pp MUDr JUDr Ing Mgr Bc PhDr RNDr PaedDr doc prof dr sv gen "
        "plk mjr tzv např napr tj tzn popř príp příp resp ul nám tř vs",
    .before_name = "stol tis mil mld n.l př.n.l pr.n.l Kč jr ml st s.r.o a.s",
    .before_number = "č čís s str kap obr tab odst čl tel sv písm",
    .before_digits =
        "r cca hod max min led únor břez dub květ čerz srp září říj list "
        "pros",
    .may_end = "atd apod aj atď etc inc ltd corp",
    .starters =
        "ten ta to ti ty tyto tento tato toto on ona ono oni já my vy jeho "
        "její jejich v ve na z ze do od po před přes pro o u bez pod nad "
        "při mezi i a nebo ale však proto protože když pokud jestli jak že "
        "co kdo kde proč jaký který zda ne ano už ještě teď nyní dnes včera "
        "zítra tady tam potom pak také je jsou byl byla bylo byli bude má "
        "mají všichni všechno každý mnoho někteří",
    .labels = "vitamin vitamín plán typ skupina třída část bod",
    .followers = "",
    .before_ordinal = "",
    .after_ordinal = "",
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_CS_H_
