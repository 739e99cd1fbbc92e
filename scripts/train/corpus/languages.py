"""Tells Spanish, Catalan and English sentences apart by words and letters that only one of them has."""

import re

WORD = re.compile(r'[^\W\d_]+(?:·[^\W\d_]+)?')
COMMON = {
    'es': 'y el los las con para por una lo como más pero sus sin muy también hay este esta esto estos estas ese esa '
    'eso cuando donde quien ni o ya han ha hemos ser está están fue sobre entre hasta desde todo todos toda todas '
    'mi tu su yo nos usted ustedes cada otro otra otros otras puede pueden debe después antes porque si no del al '
    'que se de la un es son archivo archivos hacer nuevo nueva ahora así solo sólo mismo dos uno qué cómo',
    'ca': 'i el els les amb per una ho com més però seus sense molt també hi aquest aquesta això aquests aquestes '
    'aquell quan on qui ni o ja han ha hem ser està estan fou sobre entre fins des tot tots tota totes meu teu '
    'seu jo ens vós vostè vostès cada altre altra altres pot poden heu després abans perquè si no del dels al als '
    'que es de la un és són fitxer fitxers fer nou nova ara així només mateix dos l d s n m t què va van vaig pel '
    'pels cal',
    'en': 'the of and to is in that it for you this with are be not on if as by can will or from have was your at which '
    'all when what we they he but there their been would its were my do',
}
# Letters that the other language does not write: á and ñ are Spanish, ç, à, è, ò, ï and l·l Catalan.
LETTERS = {
    'es': re.compile('[ñ¿¡á]|ción|ciones', re.IGNORECASE),
    'ca': re.compile("[çàèòïŀ]|l·l|\\bny|\\b[ld]['’](?=\\w)", re.IGNORECASE),
}
MAX_LETTERS = 3  # counted, so that one word full of them does not outweigh a sentence
MIN_WORDS_TO_TELL = 5


def _only_words():
    """{language: its common words that no other language here has}."""
    words = {language: set(text.split()) for language, text in COMMON.items()}
    return {
        language: own - set().union(*(others for name, others in words.items() if name != language))
        for language, own in words.items()
    }


ONLY = _only_words()


def evidence(text):
    """{language: how many words and letters of the text speak for it alone}."""
    words = [word.lower() for word in WORD.findall(text)]
    found = {language: sum(word in only for word in words) for language, only in ONLY.items()}
    for language, pattern in LETTERS.items():
        found[language] += min(MAX_LETTERS, len(pattern.findall(text)))
    return found


def speaks(text, language):
    """Whether nothing speaks more for another language; a longer text needs more for its own than for any other."""
    found = evidence(text)
    own, most = found[language], max(count for name, count in found.items() if name != language)
    is_long = len(WORD.findall(text)) >= MIN_WORDS_TO_TELL
    return own >= most + (1 if is_long and most else 0)
