// Spanish.
#ifndef STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_ES_H_
#define STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_ES_H_

#include "core/document/sentence_words.h"

namespace stepglot {

inline constexpr SentenceWords kSpanish = {
    .languages = "es gl ast",
    .always =
        "sr sra srta sres sras srtas srs dr dra dres dras drs d.ª dª dña "
        "lic lcdo lcda ldo lda licdo licda ing arq prof profa mtro mtra "
        "rvdo rvda rdo rvdmo excmo excma excmos ilmo ilma exmo exma mons "
        "Gral Cnel Tte Sgto Pbro Sto Sta Ntra Ntro vs cf cfr p.ej v.gr vid "
        "P.D N.B Ntra.Sra mr mrs",
    .before_name =
        "av avda ctra pza plza dpto depto dptos aprox hnos ed edit trad Col "
        "admón Fr a.C d.C a.e.c e.c a.n.e",
    .before_number =
        "núm núms num nums nº nro nros pág págs pag pags p pp fig figs vol "
        "vols cap caps art arts lám tab tel tfno tlf s ss t lib párr apdo "
        "ej",
    .before_digits =
        "no ap máx mín ene feb mar abr may jun jul ago sep sept set oct nov "
        "dic",
    .may_end =
        "etc cía ltda inc corp ltd Co Ud Uds Vd Vds ud uds EE.UU FF.AA "
        "FF.CC RR.HH JJ.OO CC.OO DD.HH SS.MM SS.AA CC.AA AA.VV a.m p.m S.A "
        "S.L S.R.L C.V",
    .starters =
        "el la los las un una unos unas este esta estos estas ese esa esos "
        "esas eso esto aquel aquella aquello él ella ellos ellas yo tú "
        "usted ustedes nosotros lo le les se me te nos en a al con por para "
        "sin sobre entre hasta desde según y o pero sino aunque porque pues "
        "si no sí ni que qué quién cómo cuándo dónde cuál cuando como donde "
        "mientras después luego entonces ahora hoy ayer mañana también "
        "además así aquí allí hay es son era fue está están ha han había su "
        "sus mi mis tu tus nuestro nuestra todo toda todos todas cada otro "
        "otra muchos muchas algunos algunas solo sólo ya más muy durante "
        "tras ante",
    .labels =
        "vitamina vitaminas plan opción tipo grupo clase sección parte "
        "apartado anexo hepatitis punto letra bloque",
    .followers = "",
    .before_ordinal = "",
    .after_ordinal = "",
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_ES_H_
