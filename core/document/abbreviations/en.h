// English.
#ifndef STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_EN_H_
#define STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_EN_H_

#include "core/document/sentence_words.h"

namespace stepglot {

inline constexpr SentenceWords kEnglish = {
    .languages = "en",
    .always =
        "mr mrs ms mx messrs mmes dr drs prof profs Gen Col Maj Lt Capt "
        "Cmdr Cpt Sgt Cpl Pvt Adm Brig Gov Sen Rep Pres Rev Hon Supt Insp "
        "Msgr Fr Amb Atty e.g i.e viz vs v cf approx esp incl excl resp N.B "
        "P.S a.k.a",
    .before_name =
        "St Mt Ft Ave Blvd Rd Hwy Jr Sr jr sr Bros al ed eds dept univ assn "
        "assoc Ph.D Ed.D Dept Calif Mass Penn Conn Wash Ariz Colo Tenn Minn "
        "cit ibid",
    .before_number =
        "fig figs vol vols pp p pg pgs ch chap chaps eq eqs tab para paras "
        "tel ext fol ver nos col cols suppl",
    .before_digits =
        "no nr art arts app sec secs ex exs pt pts op ca c est max min jan "
        "feb mar apr jun jul aug sep sept oct nov dec",
    .may_end = "etc inc ltd co corp llc plc pty lp a.m p.m",
    .starters =
        "the a an this that these those there they he she it we you i my "
        "his her its our their your in on at by for from to with as if when "
        "while where who what which why how then but and or so not no yes "
        "now here after before because although though since until once "
        "also however therefore meanwhile moreover later today yesterday "
        "tomorrow some many most all each every both few several another "
        "such please let do does did is are was were can could would should "
        "must have has had",
    .labels =
        "vitamin vitamins plan plans option options type group class "
        "section part appendix grade hepatitis exhibit answer point step "
        "phase schedule",
    .followers =
        "monday tuesday wednesday thursday friday saturday sunday eastern "
        "pacific central mountain et pt est edt pst pdt cst cdt mst gmt utc "
        "cet bst ceo cfo cto president chairman chairwoman",
    .before_ordinal = "",
    .after_ordinal = "",
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_EN_H_
