#!/usr/bin/env bash
# Builds everything, runs every test, and ends with one line: N passed, N failed, N skipped.
# Fails when a test failed, was skipped, or none ran.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

missing=0
require() { # what is missing, how to get it, how to see that it is there
    if ! eval "$3" &> /dev/null; then
        echo "$1 is missing. Install it: $2" >&2
        missing=1
    fi
}

require ".NET 10 SDK" "https://dotnet.microsoft.com/download/dotnet/10.0 or sudo apt-get install dotnet-sdk-10.0" \
    "dotnet --list-sdks | grep '^10\.'"
require "libsqlite3" "sudo apt-get install libsqlite3-0" \
    "[ \$(uname) = Darwin ] || ldconfig -p | grep 'libsqlite3\.so\.0' || /sbin/ldconfig -p | grep 'libsqlite3\.so\.0'"
require "Node.js with npm" "sudo apt-get install nodejs npm" "node --version && npm --version"
require "Python 3" "sudo apt-get install python3" "python3 --version"
[ $missing = 0 ] || exit 1

tests/install-tools.sh
dotnet build -nologo -v:minimal

results=artifacts/test-results
rm -rf $results
mkdir -p $results
status=0
dotnet test --no-build --logger trx --logger "console;verbosity=minimal" \
    --blame-hang-timeout 4m --blame-hang-dump-type none -- RunConfiguration.TreatNoTestsAsError=true || status=$?

# Every project leaves a .trx file with one line <Counters total="9" executed="9" passed="9" failed="0" ... />.
read -r total passed failed < <(find $results -name '*.trx' -exec cat {} + |
    awk -F'"' '/<Counters / { total += $2; passed += $6; failed += $8 } END { print total + 0, passed + 0, failed + 0 }')
skipped=$((total - passed - failed))

if [ $status != 0 ] && [ "$failed" = 0 ]; then
    echo "A test process died before it could report; see above." >&2
    failed=1
fi
if [ "$total" = 0 ]; then
    echo "No test ran." >&2
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ $status = 0 ] && [ "$total" -gt 0 ] && [ "$passed" = "$total" ]
