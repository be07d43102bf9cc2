#!/usr/bin/env bash
# Installs the npm programs that tests start (tests/tools/package.json) into artifacts/tools, unless they are there already.
# test.sh calls it, and so may any test fixture; several callers at once are fine.
set -euo pipefail

source=$(cd "$(dirname "${BASH_SOURCE[0]}")/tools" && pwd)
target=$source/../../artifacts/tools
mkdir -p "$target"

if command -v flock > /dev/null; then
    exec 9> "$target/.lock"
    flock 9
fi

# The copy of the lock file is written last, so it is there only after a complete installation.
cmp -s "$source/package-lock.json" "$target/installed.json" && exit

command -v npm > /dev/null || { echo "Node.js is missing; the tests run Azurite on it. Install it: sudo apt-get install nodejs npm" >&2; exit 1; }

rm -f "$target/installed.json"
cp "$source/package.json" "$source/package-lock.json" "$target"
npm ci --prefix "$target" --no-audit --no-fund --loglevel=error
cp "$source/package-lock.json" "$target/installed.json"
