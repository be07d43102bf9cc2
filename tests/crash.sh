#!/usr/bin/env bash
# Kills the product at random for as long as you like, and judges it by the simulators' ledger: docs/guarantees.md.
# Usage: tests/crash.sh [rounds, 500] [seed, random] [orders a round, 10]; the seed is printed, so that a run can be had again.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 CRASH_ROUNDS=${1:-500} CRASH_SEED=${2:-$RANDOM$RANDOM} CRASH_ORDERS=${3:-10}

dotnet build tests/Verification.Local.Tests -nologo -v:quiet
exec artifacts/bin/Verification.Local.Tests/debug/Verification.Local.Tests \
    -class Verification.Local.Tests.Crashes.CrashTests -showLiveOutput
