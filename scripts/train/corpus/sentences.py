"""Cuts a block of Spanish or Catalan text into sentences."""

import re

END = re.compile(r'(?<=[.!?…])(["\'»”’)\]]*)\s+(?=[-–—]?\s?["\'«“‘(\[¿¡]*[A-ZÁÉÍÓÚÑÇÀÈÒÏÜ0-9])')
# A full stop after these, or after a single letter, ends no sentence.
ABBREVIATION = re.compile(
    r"(?:^|[\s(«“\"'’])(?:p|pto|ej|ex|pág|pàg|págs|núm|nùm|Sr|Sra|Srta|Sres|Dr|Dra|Dña|St|"
    r"Sta|Ud|Uds|Vd|Vds|EE|UU|art|cap|fig|vol|vs|"
    r"aprox|tel|av|avda|Av|cf|máx|mín|màx|núms|i\.e|e\.g|p\. ?ej|p\. ?ex|c\.-à-d|[A-ZÁÉÍÓÚÑÇ])\.$"
)


def sentences(text):
    pieces, start = [], 0
    for match in END.finditer(text):
        end = match.end(1)
        if not ABBREVIATION.search(text[start:end]):
            pieces.append(text[start:end].strip())
            start = match.end()
    pieces.append(text[start:].strip())
    return [piece for piece in pieces if piece]
