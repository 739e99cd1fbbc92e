// German.
#ifndef STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_DE_H_
#define STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_DE_H_

#include "core/document/sentence_words.h"

namespace stepglot {

inline constexpr SentenceWords kGerman = {
    .languages = "de",
    .always =
        "hr hrn fr frl dr drs prof profs dipl dipl.-ing dipl.-kfm dr.-ing "
        "ing mag lic st mr mrs ms fa fam gebr z.B z.T z.Zt z.Hd d.h d.i u.a "
        "u.U i.d.R i.A i.V i.B i.H.v i.S.v i.e.S m.E m.W s.o s.u s.a v.a "
        "o.g u.g lfd bzw circa vgl evtl ggf ggfs gem inkl exkl einschl "
        "ausschl zzgl abzgl sog bspw insb insbes mind allg bes betr bez "
        "bezügl dt engl frz ital lat griech ehem eigtl entspr gegr geb gest "
        "verh gesch jew mtl jährl tägl näml resp röm kath ev urspr versch "
        "verw vermutl vorauss zw u od österr schweiz amtl vs cf N.B P.S",
    .before_name =
        "str Str *str *Str aufl ausg hrsg hg anm übers forts red verf vors "
        "univ inst bez abt std min sek mio mrd tsd jh jhd jhdt a.D e.V "
        "v.Chr n.Chr u.Z v.u.Z n.u.Z u.Ä o.Ä ff f jun sen jr sr Co Chr",
    .before_number =
        "nr nrn abb bd bde kap S tab taf tel fax ziff rn rdnr rz anl jg "
        "jahrg kl fig vol az",
    .before_digits =
        "ca max abs art no mo di mi do sa so Mo Di Mi Do Sa So jan feb mrz "
        "apr jul aug sep sept okt nov dez pos",
    .may_end = "usw etc usf u.s.w u.v.m uvm u.v.a u.a.m inc ltd corp",
    .starters =
        "der die das dem den des ein eine einen einem einer eines dieser "
        "diese dieses diesen diesem jener er sie es wir ihr ich du man mein "
        "meine sein seine unser unsere in im an am auf aus bei beim mit "
        "nach von vom vor zu zum zur für um über unter durch gegen ohne "
        "seit bis während wegen trotz und oder aber denn doch sondern wenn "
        "als ob weil dass da dann damals danach dort hier nun jetzt heute "
        "gestern nicht kein keine so auch nur noch schon sehr wie was wer "
        "wo wann warum welche welcher welches ist sind war waren hat haben "
        "wird werden kann können soll muss ja nein bitte alle alles viele "
        "einige manche jede jeder jedes beide trotzdem außerdem dennoch "
        "jedoch deshalb daher darum zudem später zuerst",
    .labels =
        "vitamin plan option typ gruppe klasse abschnitt teil anhang anlage "
        "hepatitis punkt buchstabe",
    .followers = "",
    .before_ordinal =
        "am der die das den dem des im beim vom zum zur ab bis jeder jede "
        "jedes jeden jedem dieser diese dieses diesen diesem sein seine "
        "seinen seinem seiner ihr ihre ihren ihrem ihrer mein meine meinen "
        "meinem meiner unser unsere unseren unserem ein eine einen einem "
        "einer",
    .after_ordinal =
        "januar februar märz april mai juni juli august september oktober "
        "november dezember jänner jan feb mär apr jun jul aug sep sept okt "
        "nov dez jahrhundert jahrhunderts jahrtausend jh jhd jhdt klasse "
        "stock etage platz mal geburtstag auflage aufl bundesliga liga "
        "weltkrieg weltkriegs woche kapitel runde spieltag minute quartal "
        "semester lebensjahr obergeschoss og jahrestag",
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_DE_H_
