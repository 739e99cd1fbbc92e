#!/bin/bash
# Runs a command in a folder with Debian sid, whose PyTorch trains several times faster than that of Debian 12.
set -euo pipefail

checkout=$(cd "$(dirname "$0")/../.." && pwd)
folder=$checkout/.training/sid
mirror=

packages=(
  python3-torch python3-numpy python3-sentencepiece python3-protobuf
  libopenblas0-openmp # its threads wait without work, as PyTorch's do; others spin
  apertium apertium-spa-cat lttoolbox cg3 apertium-lex-tools apertium-separable # the teacher
)

usage() {
  cat <<END
Usage: scripts/train/environment.sh [--folder FOLDER] [--mirror URL] [COMMAND [ARGUMENT...]]

Makes a folder with Debian sid and what training needs, once (2 GB, about ten minutes),
and runs the command in it. The checkout is there under the same path as here, and so is the working folder.
Without a command it only makes the folder. The exit code is the command's.

  --folder FOLDER  where it lies (default .training/sid in the checkout)
  --mirror URL     Debian mirror (default: that of this system's apt)
  --help           this text

Needs root, for chroot and mounts, which are private to the command and end with it; and the packages debootstrap and
util-linux. Without root, any Python 3.11 or later does that has torch, numpy, sentencepiece and protobuf: on Debian and
Ubuntu install
${packages[*]:0:4},
set OMP_WAIT_POLICY=passive and PYTHONPATH=scripts, and run the modules with /usr/bin/python3.

Example:
  scripts/train/environment.sh python3 -m train.trainer speed --data .training/es-ca/es-ca.ids
END
}

fail() {
  echo "$1" >&2
  exit "${2:-1}"
}

# The first mirror of this system that has whole releases, not only security updates.
default_mirror() {
  apt-get indextargets --format '$(ORIGIN) $(CODENAME) $(REPO_URI)' 'Created-By: Packages' |
    awk '$1 == "Debian" && $2 !~ /-/ { print $3; exit }'
}

# Runs a command inside a folder, with the mounts in a namespace of their own; the process stays the same, so
# that signals reach the command.
inside() {
  exec unshare --mount --propagation private bash -c '
    set -e
    root=$1 checkout=$2 here=$3
    shift 3
    mkdir -p "$root$checkout"
    mount --rbind /proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mount --bind "$checkout" "$root$checkout"
    case $here in "$checkout" | "$checkout"/*) ;; *) here=/ ;; esac
    exec chroot "$root" env --chdir="$here" OMP_WAIT_POLICY=passive PYTHONPATH="$checkout/scripts" "$@"
  ' environment "$1" "$checkout" "$PWD" "${@:2}"
}

make_folder() {
  command -v debootstrap > /dev/null || fail 'debootstrap is missing: apt install debootstrap'
  local partial=$folder.partial
  rm -rf "$partial" # what an earlier attempt left
  mkdir -p "$(dirname "$folder")"
  debootstrap --variant=minbase --include=ca-certificates sid "$partial" "${mirror:-$(default_mirror)}" >&2
  install_packages "$partial"
  mv "$partial" "$folder"
}

install_packages() {
  (inside "$1" env DEBIAN_FRONTEND=noninteractive \
    apt-get install --yes --no-install-recommends --no-upgrade "${packages[@]}") >&2 &&
    echo "${packages[*]}" > "$1/packages"
}

# A folder of an earlier time may lack what is needed now, and its lists of packages may name what is no longer there.
complete_folder() {
  [[ $(cat "$folder/packages" 2> /dev/null) != "${packages[*]}" ]] || return 0
  install_packages "$folder" || { (inside "$folder" apt-get update) >&2 && install_packages "$folder"; }
}

while [[ ${1-} == --* ]]; do
  case $1 in
    --help) usage && exit ;;
    --folder) folder=$(realpath -m "${2:?--folder needs a folder}") && shift 2 ;;
    --mirror) mirror=${2:?--mirror needs a URL} && shift 2 ;;
    --) shift && break ;;
    *) fail "unknown option $1; see --help" 2 ;;
  esac
done
[[ $EUID == 0 ]] || fail 'needs root; --help says what to install without'
if [[ -d $folder ]]; then complete_folder; else make_folder; fi
[[ $# == 0 ]] || inside "$folder" "$@"
