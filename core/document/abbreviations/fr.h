// French.
#ifndef STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_FR_H_
#define STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_FR_H_

#include "core/document/sentence_words.h"

namespace stepglot {

inline constexpr SentenceWords kFrench = {
    .languages = "fr oc wa",
    .always =
        "M MM mme mmes mlle mlles dr drs pr prof mgr St Ste Me Gén Cdt Lt "
        "p.ex c.-à-d cf N.B P.S vs mr mrs",
    .before_name =
        "av Av bd Bd boul éd édit trad coll dir dép dépt env arr réf Jr "
        "av.J.-C ap.J.-C",
    .before_number =
        "num p pp fig figs tab tabl chap ch t tél ill éq append sect al",
    .before_digits =
        "n no nos art arts vol max min janv févr avr juil sept oct nov déc",
    .may_end = "etc cie Cie sté inc ltd corp S.A",
    .starters =
        "le la les l un une ce cet cette ces il elle ils elles on nous vous "
        "je j tu c ça cela son sa ses leur leurs mon ma mes notre nos votre "
        "vos en au aux à dans sur sous avec sans pour par depuis pendant "
        "avant après chez entre vers selon et ou mais donc or ni car si "
        "quand lorsque comme que qu qui quoi où comment pourquoi quel "
        "quelle puis alors ensuite ainsi aussi cependant toutefois pourtant "
        "néanmoins enfin maintenant aujourd hier demain ici là oui non ne n "
        "y est sont était ont tout toute tous toutes chaque plusieurs "
        "certains certaines beaucoup même aucun aucune s",
    .labels =
        "vitamine vitamines plan option type groupe classe section partie "
        "annexe hépatite point lettre",
    .followers = "",
    .before_ordinal = "",
    .after_ordinal = "",
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_FR_H_
