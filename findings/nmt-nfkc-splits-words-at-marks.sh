#!/bin/sh
# SentencePiece's default normalization, nmt_nfkc, makes blanks of some characters that show nothing, and
# keeps others. The zero-width space, the zero-width non-joiner, the marks of direction and even U+FFFD
# become a blank, so a word that has one inside becomes two: Persian می‌خواهم, which is spelled with a
# non-joiner, is two words to every model trained this way, and an English word into which a page has put
# a mark of direction falls apart. The zero-width joiner, the soft hyphen, the word joiner, embeddings of
# direction and variation selectors, which show just as little, stay and become unknown pieces.
#
# Seen with Debian's sentencepiece 0.1.97-3+b1: the lines below, exit code 0.
# What follows from it: whoever hands pasted text to such a model has to drop these characters first, but
# keep the non-joiner for the languages that spell with it, as the model knows it as a blank.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
for package in sentencepiece=0.1.97-3+b1 libsentencepiece0=0.1.97-3+b1 libprotobuf-lite32; do
  apt-get download "$package" > log 2>&1 || { cat log; exit 1; }
done
for file in *.deb; do dpkg -x "$file" .; done
LD_LIBRARY_PATH=$(echo "$PWD"/usr/lib/*-linux-gnu)
export LD_LIBRARY_PATH

normalize() { printf '%b\n' "$1" | usr/bin/spm_normalize --normalization_rule_name=nmt_nfkc; }

status=0
# check NAME TEXT EXPECTED
check() {
  found=$(normalize "$2")
  if [ "$found" = "$(printf '%b' "$3")" ]; then
    printf '%s: as seen\n' "$1"
  else
    printf '%s: %s\n' "$1" "$found"
    status=1
  fi
}

check 'U+200B zero-width space becomes a blank' 'wo\0342\0200\0213rd' 'wo rd'
check 'U+200C zero-width non-joiner becomes a blank' 'wo\0342\0200\0214rd' 'wo rd'
check 'U+200E left-to-right mark becomes a blank' 'wo\0342\0200\0216rd' 'wo rd'
check 'U+FFFD replacement character becomes a blank' 'wo\0357\0277\0275rd' 'wo rd'
check 'U+200D zero-width joiner stays' 'wo\0342\0200\0215rd' 'wo\0342\0200\0215rd'
check 'U+00AD soft hyphen stays' 'wo\0302\0255rd' 'wo\0302\0255rd'
check 'U+2060 word joiner stays' 'wo\0342\0201\0240rd' 'wo\0342\0201\0240rd'
check 'U+202A embedding of direction stays' 'wo\0342\0200\0252rd' 'wo\0342\0200\0252rd'
exit $status
