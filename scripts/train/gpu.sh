#!/bin/bash
# Packs what a training needs into one archive, and trains from it on a machine with a GPU.
set -euo pipefail

usage() {
  cat <<'END'
Usage: scripts/train/gpu.sh pack PAIR WORK ARCHIVE.tar.xz
       scripts/train/gpu.sh train ARCHIVE.tar.xz OUT [OPTION...]

pack   takes PAIR.ids and PAIR.start.safetensors, which the recipe's stage `pieces` made in WORK, the tests there and the
       trainer into an archive (English-German: 34 MB).
train  trains from it in OUT, which keeps the training's folder, and writes there
         PAIR.safetensors, the mean of the last weights, and scores.txt, of greedy translations of all tests.
       OPTIONs go to `train.trainer run`, such as --steps 3000. The same command continues after a stop.

train needs bash, tar, xz and a Python with a PyTorch that knows the GPU, NumPy, SentencePiece and Protocol Buffers; PYTHON
names another one than python3, DEVICE another device than cuda. Meant for ten minutes on a GPU of 2023; not measured.
END
}

# What differs from the training on a processor: products in bfloat16, and larger batches with a higher rate.
settings=(--bf16 --tokens 16000 --lr 2e-3 --warmup 300 --dropout 0.1 --steps 6000)
settings+=(--save-every 250 --validate-every 1000 --patience 0 --dev-sentences 500)
parts=(test everyday news)

pack() {
  local pair=$1 work=$2 archive checkout stage
  archive=$(realpath -m "$3") checkout=$(cd "$(dirname "$0")/../.." && pwd) stage=$(mktemp -d)
  trap 'rm -rf "$stage"' EXIT
  mkdir -p "$stage/scripts" "$stage/core/model"
  cp -r "$work/$pair.ids" "$work/$pair.start.safetensors" "$stage"
  for part in "${parts[@]}"; do cp "$work/$part."{"${pair%-*}","${pair#*-}"} "$stage"; done
  (cd "$checkout" && tar -c --exclude=__pycache__ scripts/train core/model/config.schema.json) | tar -x -C "$stage"
  echo "$pair" > "$stage/pair"
  tar -C "$stage" -cJf "$archive.partial" . && mv "$archive.partial" "$archive"
  du -h "$archive"
}

train() {
  local archive=$1 out=$2 pair python=${PYTHON:-python3} device=${DEVICE:-cuda}
  shift 2
  mkdir -p "$out"
  [[ -f $out/pair ]] || tar -C "$out" -xJf "$archive"
  cd "$out"
  pair=$(cat pair)
  export PYTHONPATH=$PWD/scripts
  if [[ -f $pair.run/state.pt ]]; then settings=(); fi # which its folder keeps
  "$python" -m train.trainer run "$pair.run" --data "$pair.ids" --start "$pair.start.safetensors" --device "$device" \
    "${settings[@]}" "$@"
  "$python" -m train.trainer export "$pair.run" "$pair.safetensors"
  for part in "${parts[@]}"; do
    printf '%s  ' "$part"
    "$python" -m train.trainer score "$pair.safetensors" --device "$device" \
      --source "$part.${pair%-*}" --reference "$part.${pair#*-}"
  done | tee scores.txt
}

case ${1-} in
  pack) [[ $# == 4 ]] && pack "${@:2}" ;;
  train) [[ $# -ge 3 ]] && train "${@:2}" ;;
  --help) usage ;;
  *) usage >&2 && exit 2 ;;
esac
