#!/usr/bin/env bash
# Builds the toolkit where its sources changed, then starts the built program with the arguments given.
set -eo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
temp="$root/.nuke/temp"
program="$temp/relevo"
stamp="$temp/relevo.stamp"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 NUKE_TELEMETRY_OPTOUT=1
# The server garbage collector and the tiers' instrumentation pay off after minutes; targets end before.
export DOTNET_TieredPGO=0

fail() {
  echo "$1" >&2
  echo "  Remedy: $2" >&2
  exit 2
}

# The SDK that global.json asks for: the one on the PATH where it fits, else one under .nuke/temp.
find_sdk() {
  if command -v dotnet >/dev/null 2>&1 && (cd "$root" && dotnet --version >/dev/null 2>&1); then
    dotnet="dotnet"
    return
  fi
  dotnet="$temp/dotnet/dotnet"
  if [ ! -x "$dotnet" ]; then
    local version
    version="$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$root/global.json" | head -1)"
    echo "There is no .NET SDK $version; installing it under .nuke/temp ..." >&2
    mkdir -p "$temp"
    curl -fsSL --connect-timeout 10 https://dot.net/v1/dotnet-install.sh -o "$temp/dotnet-install.sh" 2>/dev/null \
      || fail "The .NET SDK $version that global.json asks for is not installed, and it could not be downloaded." "install it, then run build.sh again."
    bash "$temp/dotnet-install.sh" --install-dir "$temp/dotnet" --channel "${version%.*}" >&2 \
      || fail "The .NET SDK $version could not be installed." "install it by hand, then run build.sh again."
  fi
  export DOTNET_ROOT="$temp/dotnet"
  export PATH="$temp/dotnet:$PATH"
}

# Which engine the build compiles with: what RELEVO_ENGINE says, else NUKE where the feed has it. Found out once, then remembered.
choose_engine() {
  if [ -n "${RELEVO_ENGINE:-}" ]; then
    case "$RELEVO_ENGINE" in
      nuke | bundled) engine="$RELEVO_ENGINE" ;;
      *) fail "RELEVO_ENGINE is '$RELEVO_ENGINE'." "choose one of: nuke, bundled." ;;
    esac
    return
  fi
  if [ -s "$temp/engine" ]; then
    engine="$(cat "$temp/engine")"
    return
  fi
  if "$dotnet" restore "$root/build/Relevo.Engine/Probe/NukeProbe.csproj" -v quiet >/dev/null 2>&1; then engine="nuke"; else engine="bundled"; fi
  mkdir -p "$temp"
  echo "$engine" >"$temp/engine"
}

# True where nothing that the program is built from is newer than it. A removed file counts: it changes its folder.
is_current() {
  [ -f "$stamp" ] && [ -f "$program/Relevo.Build.dll" ] || return 1
  [ -z "${RELEVO_ENGINE:-}" ] || [ "$(cat "$stamp")" = "$RELEVO_ENGINE" ] || return 1
  [ -z "$(find "$root/build" "$root/global.json" "$root"/Directory.*.props "$root/.editorconfig" "$root/BannedSymbols.txt" \
    \( -name bin -o -name obj \) -prune -o -newer "$stamp" -print -quit 2>/dev/null)" ]
}

# Compiled ahead for this machine where the feed has the compiler for it, which is found out once; else as it is, which only starts slower.
publish() {
  if [ ! -f "$temp/no-ahead" ]; then
    if publish_with -p:PublishReadyToRun=true; then return; fi
    # A feed that cannot be reached (NU1301) may be reached next time: not remembered.
    grep -Eiq "crossgen|NETSDK1094|NU1301" "$log" || return 1
    if grep -Eiq "crossgen|NETSDK1094" "$log"; then touch "$temp/no-ahead"; fi
  fi
  publish_with -p:PublishReadyToRun=false
}

publish_with() {
  "$dotnet" publish "$root/build/Relevo.Build" -c Release -o "$program.next" -p:RelevoEngine="$engine" -p:RelevoAheadOfTime=true "$@" \
    -v quiet -nologo -clp:NoSummary >"$log" 2>&1
}

build() {
  choose_engine
  mkdir -p "$temp"
  local started log="$temp/build.log"
  started="$(mktemp "$temp/stamp.XXXXXX")"
  echo "$engine" >"$started"
  # One build at a time: a second one waits, then finds it done.
  if command -v flock >/dev/null 2>&1; then
    exec 9>"$temp/build.lock"
    flock 9
    if is_current; then
      rm -f "$started"
      exec 9>&-
      return
    fi
  fi
  echo "Building the toolkit (engine: $engine) ..." >&2
  rm -rf "$program.next"
  if ! publish; then
    rm -rf "$started" "$program.next"
    if [ "$engine" = "nuke" ] && grep -Eq "NU110[0-9].*Nuke\.Common" "$log"; then
      fail "The package feed does not have the Nuke.Common that RELEVO_ENGINE=nuke asks for." "name a feed that has it in NuGet.config, or leave RELEVO_ENGINE unset."
    fi
    grep -E "error|warning" "$log" | sort -u | head -30 >&2 || cat "$log" >&2
    fail "The toolkit did not build." "see the errors above; the whole output is in .nuke/temp/build.log."
  fi
  rm -rf "$program.old"
  [ ! -d "$program" ] || mv "$program" "$program.old"
  mv "$program.next" "$program"
  rm -rf "$program.old"
  # Building makes folders, which must not count as changes; a source that was edited meanwhile must.
  [ -n "$(find "$root/build" \( -name bin -o -name obj \) -prune -o -type f -newer "$started" -print -quit)" ] || touch "$started"
  mv -f "$started" "$stamp"
  if command -v flock >/dev/null 2>&1; then exec 9>&-; fi
}

if is_current; then
  if [ -x "$temp/dotnet/dotnet" ] && ! command -v dotnet >/dev/null 2>&1; then find_sdk; else dotnet="dotnet"; fi
else
  find_sdk
  build
fi

# The build's root is here, wherever it is started from.
case " $* " in
  *" --root "*) ;;
  *) set -- "$@" --root "$root" ;;
esac

exec "$dotnet" exec "$program/Relevo.Build.dll" "$@"
