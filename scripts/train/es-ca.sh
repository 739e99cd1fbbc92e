#!/bin/bash
# Rebuilds the models for Spanish and Catalan from Debian's packages: corpus, teacher, training, shipped files.
set -euo pipefail

checkout=$(cd "$(dirname "$0")/../.." && pwd)
work=$checkout/.training/es-ca
python=
export PYTHONPATH=$checkout/scripts

# One model learns both directions first, since the two languages teach it much of the same; then each direction goes
# on alone, then with variations, with everyday phrases, and Spanish to Catalan with all that polishes it. At which step
# each of these ends; the learning rate is planned to come down to 0 at varying, resting, phrased and polished. Then both
# directions get other pieces, and so many steps more.
parting=2000
varying=4400
resting=9200
phrasing=9760
phrased=13500
polishing=13981
polished=22200
exchanged=3600
practising=1500
spelt=3600

# How much more often each kind of text is seen than it is there, from phrases on.
kinds=(--kind general=3 --kind handbook=2 --kind software=0.5 --kind scripture=0.4)

usage() {
  cat <<END
Usage: scripts/train/es-ca.sh [--work FOLDER] [--python PROGRAM] [PART...]

Rebuilds web/models/es-ca.int8.safetensors and ca-es.int8.safetensors. Parts, in this order; without names all run
(times are those of two cores of an EPYC of 2021):

  corpus    text of Debian's packages (4 GB of downloads, ten minutes)
  teacher   variations of it, Apertium's translation of all, also of the test set, and all words of both languages
            (fifty minutes)
  both      training of one model for both directions (half an hour)
  each      training of each direction, side by side, then of Spanish to Catalan, then of both (ten hours)
  models    the float32 models in the work folder, and the int8 models from them
  cards     the measured part of the model cards, in the work folder (ten minutes)

Each part does what is missing and goes on where it was stopped.

  --work FOLDER     work folder (default .training/es-ca in the checkout)
  --python PROGRAM  Python with torch, numpy and sentencepiece for the training
                    (default: that of scripts/train/environment.sh, which needs root)
  --help            this text

Needed besides: the packages apertium, apertium-spa-cat, lttoolbox-dev, hunspell, hunspell-ca and hunspell-es, Node.js,
and what npm sets up.
END
}

fail() {
  echo "es-ca: $1" >&2
  exit 2
}

train() {
  if [[ $python ]]; then
    OMP_WAIT_POLICY=passive "$python" -m train.trainer "$@"
  else
    "$checkout/scripts/train/environment.sh" python3 -m train.trainer "$@"
  fi
}

corpus() {
  /usr/bin/python3 -m train.corpus.build --recipe es-ca --work "$work"
}

# Sentences with other words: the language, and what else variations is told.
vary() {
  /usr/bin/python3 -m train.corpus.lexical_variants --recipe es-ca --work "$work" --language "$@"
}

# All forms of the words of a language.
forms() {
  /usr/bin/python3 -m train.corpus.inflections --recipe es-ca --work "$work" --language "$1"
}

# All words of a language.
words() {
  /usr/bin/python3 -m train.corpus.lexicon_words --recipe es-ca --work "$work" --language "$1"
}

# What Apertium makes of sentences: from, to, and which of them.
teach() {
  /usr/bin/python3 -m train.corpus.teacher --recipe es-ca --work "$work" --from "$1" --to "$2" "${@:3}"
}

# Of the corpus's own lines the listed words, then the better part of the whole sentences.
teacher() {
  local language part kind
  [[ -f $work/es.varied.tsv ]] || vary es
  [[ -f $work/ca.varied.tsv ]] || vary ca
  [[ -f $work/es.everyday.tsv ]] || vary es --plan everyday
  for language in es ca; do [[ -f $work/$language.long.tsv ]] || vary $language --plan long; done
  teach es ca --first 206000
  teach ca es --first 80000
  teach es ca --sentences varied
  teach ca es --sentences varied
  teach es ca --sentences everyday
  teach es ca --sentences counts
  for language in es ca; do [[ -f $work/$language.forms.tsv ]] || forms $language; done
  teach es ca --sentences forms
  teach ca es --sentences forms
  for language in es ca; do [[ -f $work/$language.phrases.tsv ]] || vary $language --plan phrases; done
  for kind in phrases long; do
    teach es ca --sentences $kind
    teach ca es --sentences $kind
  done
  for language in es ca; do [[ -f $work/$language.words.txt ]] || words $language; done
  /usr/bin/python3 -m train.corpus.agreeing_pairs --recipe es-ca --work "$work"
  /usr/bin/python3 -m train.corpus.punctuation_variants --recipe es-ca --work "$work"
  for language in es ca; do cp "$checkout/tests/data/es-ca.everyday.$language" "$work/everyday.$language"; done
  for part in test everyday; do
    teach es ca --part $part
    teach ca es --part $part
  done
}

# What each stage of the training learns from, and the weight of each file: NAME=THERE:BACK is what the teacher made of
# the source language's sentences, and what it made of the target's, read backwards, so that people wrote its targets;
# NAME=WEIGHT is a file with both languages. Real pairs count little: most are two translations of one English sentence.
mixture() {
  case $1 in
    parted) echo taught=1:0.7 real=0.25 ;;
    varied) echo taught=1:0.7 real=0.25 varied=2:1.5 everyday=4 ;;
    phrased) echo taught=1:0.7 real=0.25 varied=1:1 everyday=1 counts=2 phrases=3:3 ;;
    polished)
      echo taught=1.3:0.8 real=0.15 agreeing=1 varied=0.6:0.6 everyday=0.5 counts=0.7 phrases=0.7:0.7 long=0.7:0.7 \
        dressed=0.35
      ;;
    exchanged)
      echo taught=1.3:0.8 real=0.1 agreeing=1 varied=0.6:0.6 everyday=0.7 counts=0.7 phrases=1:1 long=0.7:0.7 dressed=0.5 \
        dressed-phrases=0.25
      ;;
    spelt)
      echo taught=1.3:0.8 real=0.1 agreeing=1 varied=0.6:0.6 everyday=0.7 counts=0.7 phrases=1:1 long=0.7:0.7 dressed=0.5 \
        dressed-phrases=0.25 listed=5
      ;;
    practised)
      echo taught=1.3:0.8 real=0.1 agreeing=1 varied=0.6:0.6 everyday=0.7 counts=0.7 phrases=1:1 long=0.7:0.7 dressed=0.5 \
        dressed-phrases=0.25 listed=1 practised=8
      ;;
  esac
}

# The options for the pairs of a stage and direction. To Spanish (column 4), questions begin with their mark; from it
# (column 3), they need not.
pairs_of() {
  local entry name weight target=3 columns=2:3
  [[ $2 == es ]] || { target=4 && columns=3:2; }
  for entry in $(mixture "$1"); do
    name=${entry%=*} weight=${entry#*=}
    case $entry in
      *:*)
        echo --data "$work/$2-$3.$name.tsv:2:$target:${weight%:*}"
        echo --data "$work/$3-$2.$name.tsv:3:2:${weight#*:}"
        ;;
      real=*) echo --data "$work/real.tsv:$columns:$weight" ;;
      practised=*) echo --data "$work/$2-$3.practised.tsv:$columns:$weight" ;;
      *) echo --data "$work/es-ca.$name.tsv:$columns:$weight" ;;
    esac
  done
}

# The ids of a training: its name, source, target, and options such as files of pairs and weights of kinds.
prepare() {
  [[ -f $work/$1.ids/about.json ]] ||
    train prepare --work "$work" --from "$2" --to "$3" --out "$work/$1.ids" "${@:4}"
}

both() {
  # shellcheck disable=SC2046 # each word of pairs_of is an argument
  prepare both es ca --kind general=2 --kind words=0.3 \
    $(pairs_of parted es ca) $(pairs_of parted ca es)
  train run "$work/both.run" --data "$work/both.ids" --tokens 1500 --lr 1.2e-3 --warmup 300 --dropout 0 \
    --steps $varying --until $parting --save-every 200 --validate-every 1000 --threads 2
}

# One direction, from where both parted; a training that has come to later data goes on with them.
# shellcheck disable=SC2046 # each word of pairs_of is an argument
direction() {
  local name=$1-$2
  if [[ ! -d $work/$name.varied.ids ]]; then
    prepare "$name" "$1" "$2" --kind general=2 --kind words=0.3 $(pairs_of parted "$1" "$2")
    [[ -d $work/$name.run ]] || cp -r "$work/both.run" "$work/$name.run"
    train run "$work/$name.run" --data "$work/$name.ids" --steps $varying --save-every 100 --threads 1
  fi
  if [[ ! -d $work/$name.phrased.ids ]]; then
    prepare "$name.varied" "$1" "$2" --kind general=3 $(pairs_of varied "$1" "$2")
    train run "$work/$name.run" --data "$work/$name.varied.ids" --steps $resting
    train run "$work/$name.run" --data "$work/$name.varied.ids" --steps $phrased --until $phrasing
  fi
  if [[ ! -d $work/$name.polished.ids ]]; then
    prepare "$name.phrased" "$1" "$2" "${kinds[@]}" $(pairs_of phrased "$1" "$2")
    train run "$work/$name.run" --data "$work/$name.phrased.ids" --steps $phrased
  fi
}

# Spanish to Catalan goes on: it takes longer to come near its teacher. As many steps as one can wait for are well spent;
# a thousand with a low rate changed nothing in the other direction.
# shellcheck disable=SC2046 # each word of pairs_of is an argument
polish() {
  if [[ ! -d $work/es-ca.polished.ids ]]; then
    train run "$work/es-ca.run" --data "$work/es-ca.phrased.ids" --steps $polished --until $polishing
    prepare es-ca.polished es ca "${kinds[@]}" $(pairs_of polished es ca)
  fi
  train run "$work/es-ca.run" --data "$work/es-ca.polished.ids" --steps $polished --threads 2
}

# The words of everyday life become pieces, in place of pieces that hardly come; the same ones in both directions.
# shellcheck disable=SC2046 # each word of pairs_of is an argument
exchange() {
  local name=$1-$2 text=$checkout/scripts/train/recipes/languages
  if [[ ! -d $work/$name.exchanged.run ]]; then
    train export "$work/$name.run" "$work/$name.before.safetensors" --last 8
    train exchange "$work/$name.before.safetensors" "$work/$name.exchanged.safetensors" --data "$work/es-ca.polished.ids" \
      --favour "$text/es.phrases.txt" --favour "$text/ca.phrases.txt" \
      --favour "$text/es.everyday-words.txt" --favour "$work/everyday-words.ca"
    prepare "$name.exchanged" "$1" "$2" "${kinds[@]}" --pieces-of "$work/$name.exchanged.safetensors" \
      $(pairs_of exchanged "$1" "$2")
  fi
  train run "$work/$name.exchanged.run" --data "$work/$name.exchanged.ids" --start "$work/$name.exchanged.safetensors" \
    --tokens 1500 --lr 6e-4 --warmup 150 --dropout 0 --steps $exchanged --patience 0
}

# What is left are words that do not exist, put together from pieces that do: a third of what comes now are forms of words.
# shellcheck disable=SC2046 # each word of pairs_of is an argument
spell() {
  local name=$1-$2
  if [[ ! -d $work/$name.practised.ids ]]; then
    if [[ ! -d $work/$name.spelt.run ]]; then
      train export "$work/$name.exchanged.run" "$work/$name.unspelt.safetensors" --last 8
      prepare "$name.spelt" "$1" "$2" "${kinds[@]}" --pieces-of "$work/$name.exchanged.safetensors" \
        $(pairs_of spelt "$1" "$2")
    fi
    train run "$work/$name.spelt.run" --data "$work/$name.spelt.ids" --start "$work/$name.unspelt.safetensors" \
      --tokens 1500 --lr 6e-4 --warmup 150 --dropout 0 --steps $spelt --until $practising --patience 0
    mistakes "$1" "$2"
    prepare "$name.practised" "$1" "$2" "${kinds[@]}" --pieces-of "$work/$name.exchanged.safetensors" \
      $(pairs_of practised "$1" "$2")
  fi
  train run "$work/$name.spelt.run" --data "$work/$name.practised.ids" --steps $spelt
}

# The words and forms that a model does not know yet, in lists.
mistakes() {
  local name=$1-$2 columns=2:3
  [[ $1 == es ]] || columns=3:2
  train export "$work/$name.spelt.run" "$work/$name.spelt.safetensors" --last 3
  train mistakes "$work/$name.spelt.safetensors" "$work/$name.mistaken.tsv" --data "$work/$name.forms.tsv:2:3" \
    --data "$work/es-ca.counts.tsv:$columns"
  /usr/bin/python3 -m train.corpus.punctuation_variants --recipe es-ca --work "$work" --practise "$name"
}

# What the teacher makes of the words of everyday life.
everyday_words() {
  awk -F '\t' 'NR == FNR { n = split($0, words, " "); for (i = 1; i <= n; i++) everyday[words[i]]; next }
    $2 in everyday { print $3 }' "$checkout/scripts/train/recipes/languages/es.everyday-words.txt" "$work/es-ca.counts.tsv" \
    > "$work/everyday-words.ca"
}

# A part of the training for both directions, side by side.
side_by_side() {
  "$1" es ca &
  "$1" ca es || { wait; return 1; }
  wait $!
}

each() {
  side_by_side direction
  polish
  everyday_words
  side_by_side exchange
  side_by_side spell
}

# Practice with words cost some of what was known of sentences; the mean with what was before has both. Spanish has marks
# that Catalan has not. The lexicon keeps both from making up words, and from copying those of the other language.
models() {
  local from to name marks
  for from in es ca; do
    [[ $from == es ]] && to=ca marks='¡¿' || to=es marks=
    name=$from-$to
    train export "$work/$name.spelt.run" "$work/$name.bare.safetensors" --last 8 --beside "$work/$name.exchanged.run" \
      --blank-after "$marks"
    convert "$work/$name.bare.safetensors" "$work/$name.safetensors" --type float32 \
      --lexicon "$work/$to.words.txt" --source-lexicon "$work/$from.common.txt"
    convert "$work/$name.safetensors" "$checkout/web/models/$name.int8.safetensors" --type int8
  done
}

# A model in another form: from, to, options.
convert() {
  node "$checkout/scripts/stepglot.mjs" convert --force "$@"
}

cards() {
  local from to name part model
  for from in es ca; do
    [[ $from == es ]] && to=ca || to=es
    name=$from-$to model=$checkout/web/models/$from-$to.int8.safetensors
    for part in test everyday; do
      node "$checkout/scripts/tools/model-card.mjs" --int8 "$model" \
        --float32 "$work/$name.safetensors" --source "$work/$part.$from" --reference "$work/$part.$to" \
        --baseline "$work/$part.$name.taught" --baseline-name 'Apertium, the teacher'
    done > "$work/$name.card.md"
    node "$checkout/scripts/stepglot.mjs" translate --model "$model" --file "$work/test.$from" > "$work/test.$name.translated"
    (cd "$work" && /usr/bin/python3 -m train.corpus.misspellings --language "$to" --source "test.$from" \
      "test.$name.translated" "test.$name.taught" "test.$to") >> "$work/$name.card.md"
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
