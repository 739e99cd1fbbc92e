"""English and German template sentences that the tiny SentencePiece models are trained on."""

import itertools

ENGLISH = (
    'Open|Close|Save|Print|Rename|Delete|Copy|Move|Share|Check|Show|Hide|Find|Replace|Update|Import',
    'the|this|every|your|another|the next|the first|a large|a hidden|some',
    'file|folder|window|picture|letter|password|document|message|printer|network|button|language|keyboard|'
    'calendar|question|translation|example|address|railway|kitchen|umbrella|weather|journey|museum',
    'now.|before you leave!|when the download is finished.|and wait for 15 seconds…|if it is older than 30 days?|'
    'as quickly as possible.|"by hand".|(it can be undone later).|because Jack & Zoë vouch for it; thanks!|🙂',
)

GERMAN = (
    'Öffne|Schließe|Speichere|Drucke|Lösche|Kopiere|Verschiebe|Überprüfe|Zeige|Verstecke|Suche|Ersetze',
    'jede|diese|eine|deine|die nächste|die erste|die große|irgendeine|unsere',
    'Datei|Tür|Größe|Nachricht|Adresse|Lösung|Übersetzung|Straße|E-Mail|Sprache|Frage|Tastatur|Küche|'
    'Reise|Äußerung|Quittung|Wohnung|Zeichnung|Jacke|Maschine',
    'jetzt.|bevor du gehst!|wenn das Herunterladen fertig ist.|und warte 15 Sekunden…|'
    'falls sie älter als 30 Tage ist?|so schnell wie möglich.|„von Hand“.|(das lässt sich rückgängig machen).|'
    'weil es heute noch regnet; danke!|🎉',
)

STEP = 11  # every eleventh combination; prime to the list lengths, so that every word occurs in every place


def english_lines():
    """About 3,500 English sentences."""
    return _lines(ENGLISH)


def german_lines():
    """About 2,000 German sentences."""
    return _lines(GERMAN)


def _lines(places):
    combinations = itertools.product(*(place.split('|') for place in places))
    return [' '.join(words) for words in itertools.islice(combinations, 0, None, STEP)]
