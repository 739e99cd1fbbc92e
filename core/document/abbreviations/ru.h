// Russian, and what Ukrainian and Belarusian share with it.
#ifndef STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_RU_H_
#define STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_RU_H_

#include "core/document/sentence_words.h"

namespace stepglot {

inline constexpr SentenceWords kRussian = {
    .languages = "ru uk be",
    .always =
        "ул просп пл наб пер обл им проф акад доц инж тов св т.е т.к т.н "
        "т.ч напр см ср вул ім",
    .before_name = "г гг в вв пр н.э руб коп тыс млн млрд долл др р чел",
    .before_number = "стр с рис табл гл п пп ст тел разд ч т ил",
    .before_digits = "янв февр фев апр авг сент окт нояб дек ок",
    .may_end = "т.д т.п",
    .starters =
        "это этот эта эти тот та те он она оно они мы вы я ты его её их мой "
        "наш ваш свой в во на с со к ко у о об от до из за по под над при "
        "про без для через между и а но или да если когда как что кто где "
        "куда почему зачем какой который чтобы потому поэтому однако затем "
        "потом тогда теперь сейчас сегодня вчера завтра здесь там тут не "
        "нет ни уже ещё еще только также тоже так все всё всех каждый "
        "многие некоторые был была было были будет есть может после перед",
    .labels = "витамин витамины план тип группа класс часть гепатит пункт",
    .followers = "",
    .before_ordinal = "",
    .after_ordinal = "",
};

}  // namespace stepglot

#endif  // STEPGLOT_CORE_DOCUMENT_ABBREVIATIONS_RU_H_
