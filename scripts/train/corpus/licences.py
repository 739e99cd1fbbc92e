"""Finds the licence of a package's translated text; says whether weights under GPL-3.0-or-later may be made of it."""

import re

# Debian's machine-readable copyright format 1.0: paragraphs with Files and License fields.
FORMAT = re.compile(r'^Format(?:-Specification)?:.*(?:copyright-format|dep-?5|dep5)', re.MULTILINE | re.IGNORECASE)
FILES = re.compile(r'^Files:\s*((?:.*)(?:\n[ \t]+.*)*)', re.MULTILINE)
LICENSE = re.compile(r'^License:[ \t]*(?:\n[ \t]+)?(.*)', re.MULTILINE)
TRANSLATED = re.compile(r'(?:^|/)(?:po|locale|locales|translations?|i18n|l10n|lang|languages?)(?:/|$)')
# Manuals have licences of their own, as build files have; neither is read where only catalogues are.
NOT_CATALOGUES = re.compile(
    r'(?:^|/)(?:docs?|docbook|manual|help|fonts?)(?:/|$)|\.(?:docbook|in|sh|css|c|h|py|pl|ttf|m4)$|Makefile|Makevars'
)
# A choice ('or', 'and/or') needs one compatible licence, a conjunction needs all.
CONJUNCTION, CHOICE = re.compile(r'\s+and\s+|\s*,\s*|__and__'), re.compile(
    r'\s+(?:and/)?or\s+(?!later|newer|any)', re.IGNORECASE
)
# The LGPL 2.1 may be turned into any later GPL (its section 3); so may a choice of it and others (KDE e.V.).
COMPATIBLE = re.compile(
    r'GPL-?[123](?:\.0)?(?:\+|-or-later)(?:[- ]with.*|-OpenSSL|-openssl.*)?|GPL-any|'
    r'LGPL-?(?:2|2\.0|2\.1)?(?:\+|-or-later)?(?:-translations)?|LGPL-2\.1-only|LGPL-3(?:\.0)?(?:\+|-or-later)|'
    r'LGPL-2\.1\+3\+KDEeV(?:-translations)?|'
    r'Expat|MIT(?:/X11)?|ISC|X11|zlib|BSD-[23]-[Cc]lause|CC0(?:-1\.0)?|public-domain|PD|Apache-2\.0(?:-.*)?|'
    r'MPL-2\.0|PostgreSQL|FLEX|wxWindows|FSFAP|FSFULLR|CC-BY-4\.0',
)


def copyright_licence(text):
    """The licences of all files and of translations, joined by 'and'; None for a text that no machine can read."""
    if not FORMAT.search(text[:2000]):
        return None
    found = []
    for paragraph in re.split(r'\n\s*\n', text):
        files, licence = FILES.search(paragraph), LICENSE.search(paragraph)
        if files and licence and any(map(_is_catalogue, files[1].split())):
            found.append(licence[1].strip())
    return ' and '.join(dict.fromkeys(found)) or None


def _is_catalogue(name):
    return name == '*' or bool(TRANSLATED.search(name) and not NOT_CATALOGUES.search(name))


def is_compatible(licence):
    """Whether it, or one of its choices, allows version 3 of the GPL and all later ones."""
    return all(
        any(COMPATIBLE.fullmatch(choice.strip(' ()')) for choice in CHOICE.split(part))
        for part in CONJUNCTION.split(licence)
    )
