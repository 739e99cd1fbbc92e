// Portuguese.
#ifndef STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_PT_H_
#define STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_PT_H_

#include "core/document/sentence_words.h"

namespace stepglot {

inline constexpr SentenceWords kPortuguese = {
    .languages = "pt",
    .always =
        "sr sra srs sras srta srtas dr dra drs dras prof profa profs eng "
        "enga engª arq exmo exma exmos ilmo ilma Pe mons Cel Gen Sto Sta "
        "p.ex cf vs N.B P.S N.Sra mr mrs",
    .before_name =
        "av Av trav pça Pça ed trad org depto dpto dept univ aprox Jr a.C "
        "d.C",
    .before_number =
        "n nº num núm nums pág págs pag pags p pp fig figs vol vols cap "
        "caps art arts séc sécs tel tab ref",
    .before_digits =
        "no máx mín jan fev mar abr mai jun jul ago set out nov dez t",
    .may_end = "etc ltda cia Cia inc ltd corp a.m p.m S.A s.a",
    .starters =
        "o a os as um uma uns umas este esta estes estas esse essa isso "
        "isto aquele aquela ele ela eles elas eu tu você vocês nós lhe se "
        "me em no na nos nas ao à aos às com por para sem sobre entre até "
        "desde segundo e ou mas porém não sim nem que quem como quando onde "
        "qual quanto enquanto depois então agora hoje ontem amanhã também "
        "além assim aqui ali há é são era eram foi foram está estão tem têm "
        "tinha seu sua seus suas meu minha nosso nossa todo toda todos "
        "todas cada outro outra muitos muitas alguns algumas só já mais "
        "muito durante após",
    .labels =
        "vitamina vitaminas plano opção tipo grupo classe seção secção "
        "parte anexo hepatite ponto letra",
    .followers = "",
    .before_ordinal = "",
    .after_ordinal = "",
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_PT_H_
