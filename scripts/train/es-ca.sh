#!/bin/bash
# Rebuilds the models for Spanish and Catalan from Debian's packages: corpus, teacher, training, shipped files.
set -euo pipefail

checkout=$(cd "$(dirname "$0")/../.." && pwd)
work=$checkout/.training/es-ca
python=

# One model learns both directions first, since the two languages teach it much of the same; then each direction goes
# on alone, then with variations too. Where each of these ends.
parting=2000
varying=4400
steps=9200

usage() {
  cat <<END
Usage: scripts/train/es-ca.sh [--work FOLDER] [--python PROGRAM] [PART...]

Rebuilds web/models/es-ca.int8.safetensors and ca-es.int8.safetensors. Parts, in this order; without names all run
(times are those of two cores of an EPYC of 2021):

  corpus    text of Debian's packages (4 GB of downloads, ten minutes)
  teacher   variations of it, and Apertium's translation of all, also of the test set (three quarters of an hour)
  both      training of one model for both directions (half an hour)
  each      training of each direction, side by side (five hours)
  models    the float32 models in the work folder, and the int8 models from them
  cards     the measured part of the model cards, in the work folder (ten minutes)

Each part does what is missing and goes on where it was stopped.

  --work FOLDER     work folder (default .training/es-ca in the checkout)
  --python PROGRAM  Python with torch, numpy and sentencepiece for the training
                    (default: that of scripts/train/environment.sh, which needs root)
  --help            this text

Needed besides: the packages apertium and apertium-spa-cat, Node.js, and what npm sets up.
END
}

fail() {
  echo "es-ca: $1" >&2
  exit 2
}

train() {
  if [[ $python ]]; then
    OMP_WAIT_POLICY=passive "$python" "$checkout/scripts/train/train.py" "$@"
  else
    "$checkout/scripts/train/environment.sh" python3 "$checkout/scripts/train/train.py" "$@"
  fi
}

corpus() {
  /usr/bin/python3 "$checkout/scripts/train/corpus/build.py" --work "$work"
}

# Sentences with other words: the language, and what else variations.py is told.
vary() {
  /usr/bin/python3 "$checkout/scripts/train/corpus/variations.py" --work "$work" --language "$@"
}

# What Apertium makes of sentences: from, to, and which of them.
teach() {
  /usr/bin/python3 "$checkout/scripts/train/corpus/teacher.py" --work "$work" --from "$1" --to "$2" "${@:3}"
}

# Of the corpus's own lines listed words, then the better part of the whole sentences.
teacher() {
  local language part
  [[ -f $work/es.varied.tsv ]] || vary es
  [[ -f $work/ca.varied.tsv ]] || vary ca
  [[ -f $work/es.everyday.tsv ]] || vary es --plan everyday
  teach es ca --first 206000
  teach ca es --first 80000
  teach es ca --sentences varied
  teach ca es --sentences varied
  teach es ca --sentences everyday
  teach es ca --sentences counts
  for language in es ca; do [[ -f $work/$language.phrases.tsv ]] || vary $language --plan phrases; done
  teach es ca --sentences phrases
  teach ca es --sentences phrases
  for language in es ca; do cp "$checkout/tests/data/es-ca.everyday.$language" "$work/everyday.$language"; done
  for part in test everyday; do
    teach es ca --part $part
    teach ca es --part $part
  done
}

# Pairs of one direction; what the teacher made of the other language's sentences is read backwards, and has targets that
# people wrote. Real pairs count less: most are two translations of one English sentence.
pairs_of() {
  local columns=2:3
  [[ $1 == es ]] || columns=3:2
  echo --data "$work/$1-$2.taught.tsv:2:3:1" --data "$work/$2-$1.taught.tsv:3:2:0.7" \
    --data "$work/real.tsv:$columns:0.25"
}

# The same with variations. Those with everyday words are Spanish alone, as only Spanish words are counted.
varied_pairs_of() {
  local columns=2:3
  [[ $1 == es ]] || columns=3:2
  pairs_of "$1" "$2"
  echo --data "$work/$1-$2.varied.tsv:2:3:2" --data "$work/$2-$1.varied.tsv:3:2:1.5" \
    --data "$work/es-ca.everyday.tsv:$columns:4"
}

# Everyday phrases and single words too, and less of what general text seldom has. To Spanish (column 4) questions
# begin with their mark, from it (column 3) they need not.
phrased_pairs_of() {
  local columns=2:3 target=3
  [[ $1 == es ]] || { columns=3:2 && target=4; }
  local there=2:$target back=3:2
  echo --data "$work/$1-$2.taught.tsv:$there:1" --data "$work/$2-$1.taught.tsv:$back:0.7" \
    --data "$work/real.tsv:$columns:0.25" \
    --data "$work/$1-$2.varied.tsv:$there:1" --data "$work/$2-$1.varied.tsv:$back:1" \
    --data "$work/es-ca.everyday.tsv:$columns:1" --data "$work/es-ca.counts.tsv:$columns:2" \
    --data "$work/$1-$2.phrases.tsv:$there:3" --data "$work/$2-$1.phrases.tsv:$back:3"
}

# The ids of a training: its name, source, target, and options such as files of pairs and weights of kinds.
prepare() {
  [[ -f $work/$1.ids/about.json ]] ||
    train prepare --work "$work" --from "$2" --to "$3" --out "$work/$1.ids" "${@:4}"
}

both() {
  # shellcheck disable=SC2046 # each word of pairs_of is an argument
  prepare both es ca --kind general=2 --kind words=0.3 $(pairs_of es ca) $(pairs_of ca es)
  train run "$work/both.run" --data "$work/both.ids" --tokens 1500 --lr 1.2e-3 --warmup 300 --dropout 0 \
    --steps $varying --until $parting --save-every 200 --validate-every 1000 --threads 2
}

# One direction, from where both parted; a training that has come to later data goes on with them.
# shellcheck disable=SC2046 # each word of pairs_of is an argument
direction() {
  local name=$1-$2
  if [[ ! -d $work/$name.varied.ids ]]; then
    prepare "$name" "$1" "$2" --kind general=2 --kind words=0.3 $(pairs_of "$1" "$2")
    [[ -d $work/$name.run ]] || cp -r "$work/both.run" "$work/$name.run"
    train run "$work/$name.run" --data "$work/$name.ids" --steps $varying --save-every 100 --threads 1
  fi
  if [[ ! -d $work/$name.phrased.ids ]]; then
    prepare "$name.varied" "$1" "$2" --kind general=3 $(varied_pairs_of "$1" "$2")
    train run "$work/$name.run" --data "$work/$name.varied.ids" --steps $resting
    train run "$work/$name.run" --data "$work/$name.varied.ids" --steps $steps --until $phrasing
  fi
  prepare "$name.phrased" "$1" "$2" --kind general=3 --kind handbook=2 --kind software=0.5 --kind scripture=0.4 \
    $(phrased_pairs_of "$1" "$2")
  train run "$work/$name.run" --data "$work/$name.phrased.ids" --steps $steps
}

each() {
  direction es ca &
  direction ca es || { wait; return 1; }
  wait $!
}

models() {
  local name
  for name in es-ca ca-es; do
    train export "$work/$name.run" "$work/$name.safetensors" --last 8
    node "$checkout/scripts/stepglot.mjs" convert "$work/$name.safetensors" \
      "$checkout/web/models/$name.int8.safetensors" --type int8 --force
  done
}

cards() {
  local from to name part
  for from in es ca; do
    [[ $from == es ]] && to=ca || to=es
    name=$from-$to
    for part in test everyday; do
      node "$checkout/scripts/model-card.mjs" --int8 "$checkout/web/models/$name.int8.safetensors" \
        --float32 "$work/$name.safetensors" --source "$work/$part.$from" --reference "$work/$part.$to" \
        --baseline "$work/$part.$name.taught" --baseline-name 'Apertium, the teacher'
    done > "$work/$name.card.md"
  done
}

while [[ ${1-} == --* ]]; do
  case $1 in
    --help) usage && exit ;;
    --work) work=$(realpath -m "${2:?--work needs a folder}") && shift 2 ;;
    --python) python=${2:?--python needs a program} && shift 2 ;;
    *) fail "unknown option $1; see --help" ;;
  esac
done
parts=("$@")
[[ $# != 0 ]] || parts=(corpus teacher both each models cards)
for part in "${parts[@]}"; do
  case $part in
    corpus | teacher | both | each | models | cards) ;;
    *) fail "no part $part; see --help" ;;
  esac
done
for part in "${parts[@]}"; do
  echo "== $part" >&2
  $part
done
