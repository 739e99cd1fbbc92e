"""A recipe for two languages that nobody speaks, with one of each kind of step."""

LANGUAGES = {
    'qa': 'name = "Firstish"\ncommon = "uno duo"\n',
    'qb': 'name = "Secondish"\ncommon = "ena dva"\nopening_marks = { "!" = "⸘", "?" = "⸮" }\n',
}
PAIR = """
languages = ["qa", "qb"]

[corpus]
packages = "packages.tsv"
held_out = "held-out.tsv"
suites = ["sid"]
untranslated = []
letters = {}
shared_stems = 0
counted = "qa"
everyday_count = 10

[teacher]
folder = "/nowhere"
package = "apertium-qa-qb"
modes = { qa-qb = "qaa-qbb", qb-qa = "qbb-qaa" }
writers = {}

[lexical_variants]

[punctuation_variants]
seed = 1
kinds = []
files = {}
"""
TABLES = """
[mixtures]
first = { taught = [1, 0.5], real = 0.25 }
second = { like = "first", real = 0.125, listed = 3 }

[files]
real = "real.tsv"
listed = "{direction}.lists.tsv"

[kinds]
all = { general = 2, words = 0.5 }

[lengths]
short = 20
long = 300
"""
STAGES = """
[[stages]]
name = "corpus"
about = "text"
steps = [
  { run = "corpus.build {options}" },
  { run = "corpus.lexical_variants {options} --language {language}", each = "language", makes = "{language}.varied.tsv" },
]

[[stages]]
name = "train"
about = "each direction"
each = "direction"
side_by_side = true
steps = [
  { prepare = "{direction}", kinds = "all", mixture = "first" },
  { run = "trainer run {work}/{direction}.run --data {work}/{direction}.ids --steps {lengths.long} --until {lengths.short}" },
  { prepare = "{direction}.more", kinds = "all", mixture = "second", pieces_of = "{direction}.safetensors" },
]

[[stages]]
name = "ship"
about = "one model"
each = "direction"
only = ["qb-qa"]
steps = [
  { copy = ["{work}/{direction}.run", "{work}/{direction}.kept"] },
  { run = "trainer export {work}/{direction}.run {work}/m --blank-after {source.opening_marks} --blank-after {target.opening_marks}" },
  { node = "scripts/stepglot.mjs convert '{checkout}/a b' {languages}/{source}.txt --pair {pair}", into = "{direction}.out" },
  { run = "trainer mistakes {work}/m --data {work}/x.tsv:{columns} {mixtures.first.qa-qb}", onto = "{direction}.out" },
]
"""


def write_recipe(folder, stages=STAGES, tables=TABLES):
    """Writes the recipe and its languages into the folder; returns its path as text."""
    (folder / 'languages').mkdir(exist_ok=True)
    for code, text in LANGUAGES.items():
        (folder / 'languages' / f'{code}.toml').write_text(text, encoding='utf-8')
    path = folder / 'qa-qb.toml'
    path.write_text(PAIR + tables + stages, encoding='utf-8')
    return str(path)
