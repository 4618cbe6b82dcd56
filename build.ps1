# Builds the toolkit where its sources changed, then starts the built program with the arguments given.
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$temp = Join-Path $root '.nuke/temp'
$program = Join-Path $temp 'relevo'
$stamp = Join-Path $temp 'relevo.stamp'

$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'
$env:NUKE_TELEMETRY_OPTOUT = '1'
$env:DOTNET_TieredPGO = '0'

function Stop-WithRemedy([string] $problem, [string] $remedy) {
    [Console]::Error.WriteLine($problem)
    [Console]::Error.WriteLine("  Remedy: $remedy")
    exit 2
}

# The SDK that global.json asks for: the one on the PATH where it fits, else one under .nuke/temp.
function Find-Sdk {
    if (Get-Command dotnet -ErrorAction SilentlyContinue) {
        Push-Location $root
        try { & dotnet --version *> $null; if ($LASTEXITCODE -eq 0) { return 'dotnet' } } finally { Pop-Location }
    }
    $local = Join-Path $temp 'dotnet'
    $name = if ($IsLinux -or $IsMacOS) { 'dotnet' } else { 'dotnet.exe' }
    if (-not (Test-Path (Join-Path $local $name))) {
        $version = (Get-Content (Join-Path $root 'global.json') -Raw | ConvertFrom-Json).sdk.version
        $channel = $version.Substring(0, $version.LastIndexOf('.'))
        New-Item -ItemType Directory -Force $temp | Out-Null
        $install = Join-Path $temp 'dotnet-install.ps1'
        try {
            [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
            (New-Object System.Net.WebClient).DownloadFile('https://dot.net/v1/dotnet-install.ps1', $install)
            & $install -InstallDir $local -Channel $channel -NoPath
        }
        catch { Stop-WithRemedy "The .NET SDK $version that global.json asks for is not installed, and it could not be downloaded." 'install it, then run build.ps1 again.' }
    }
    $env:DOTNET_ROOT = $local
    $env:PATH = "$local$([IO.Path]::PathSeparator)$env:PATH"
    return Join-Path $local $name
}

# Which engine the build compiles with: what RELEVO_ENGINE says, else NUKE where the feed has it. Found out once, then remembered.
function Select-Engine([string] $dotnet) {
    if ($env:RELEVO_ENGINE) {
        if ($env:RELEVO_ENGINE -notin 'nuke', 'bundled') { Stop-WithRemedy "RELEVO_ENGINE is '$($env:RELEVO_ENGINE)'." 'choose one of: nuke, bundled.' }
        return $env:RELEVO_ENGINE
    }
    $remembered = Join-Path $temp 'engine'
    if (Test-Path $remembered) { return (Get-Content $remembered -Raw).Trim() }
    & $dotnet restore (Join-Path $root 'build/Relevo.Engine/Probe/NukeProbe.csproj') -v quiet *> $null
    $engine = if ($LASTEXITCODE -eq 0) { 'nuke' } else { 'bundled' }
    New-Item -ItemType Directory -Force $temp | Out-Null
    Set-Content $remembered $engine
    return $engine
}

# True where nothing that the program is built from is newer than it. A removed file counts: it changes its folder.
function Test-Current {
    if (-not (Test-Path $stamp) -or -not (Test-Path (Join-Path $program 'Relevo.Build.dll'))) { return $false }
    if ($env:RELEVO_ENGINE -and (Get-Content $stamp -Raw).Trim() -ne $env:RELEVO_ENGINE) { return $false }
    $built = (Get-Item $stamp).LastWriteTimeUtc
    $single = @('global.json', 'Directory.Build.props', 'Directory.Packages.props', '.editorconfig', 'BannedSymbols.txt') | ForEach-Object { Get-Item (Join-Path $root $_) }
    $newer = @($single) + @(Get-ChildItem (Join-Path $root 'build') -Recurse | Where-Object { $_.FullName -notmatch '[\\/](bin|obj)([\\/]|$)' }) |
        Where-Object { $_.LastWriteTimeUtc -gt $built } | Select-Object -First 1
    return $null -eq $newer
}

function Publish-Program([string] $dotnet, [string] $engine, [string] $log, [string] $isAhead) {
    & $dotnet publish (Join-Path $root 'build/Relevo.Build') -c Release -o "$program.next" "-p:RelevoEngine=$engine" -p:RelevoAheadOfTime=true "-p:PublishReadyToRun=$isAhead" -v quiet -nologo -clp:NoSummary *> $log
    return $LASTEXITCODE -eq 0
}

# Compiled ahead for this machine where the feed has the compiler for it, which is found out once; else as it is, which only starts slower.
function Publish-Ahead([string] $dotnet, [string] $engine, [string] $log) {
    $without = Join-Path $temp 'no-ahead'
    if (-not (Test-Path $without)) {
        if (Publish-Program $dotnet $engine $log 'true') { return $true }
        # A feed that cannot be reached (NU1301) may be reached next time: not remembered.
        if (-not (Select-String -Path $log -Pattern 'crossgen|NETSDK1094|NU1301' -Quiet)) { return $false }
        if (Select-String -Path $log -Pattern 'crossgen|NETSDK1094' -Quiet) { New-Item -ItemType File -Force $without | Out-Null }
    }
    return Publish-Program $dotnet $engine $log 'false'
}

function Build-Program([string] $dotnet) {
    $engine = Select-Engine $dotnet
    New-Item -ItemType Directory -Force $temp | Out-Null
    $started = Get-Date
    $log = Join-Path $temp 'build.log'
    [Console]::Error.WriteLine("Building the toolkit (engine: $engine) ...")
    if (Test-Path "$program.next") { Remove-Item "$program.next" -Recurse -Force }
    if (-not (Publish-Ahead $dotnet $engine $log)) {
        if ($engine -eq 'nuke' -and (Select-String -Path $log -Pattern 'NU110[0-9].*Nuke\.Common' -Quiet)) {
            Stop-WithRemedy 'The package feed does not have the Nuke.Common that RELEVO_ENGINE=nuke asks for.' 'name a feed that has it in NuGet.config, or leave RELEVO_ENGINE unset.'
        }
        Get-Content $log | Select-String 'error|warning' | Select-Object -First 30 | ForEach-Object { [Console]::Error.WriteLine($_) }
        Stop-WithRemedy 'The toolkit did not build.' 'see the errors above; the whole output is in .nuke/temp/build.log.'
    }
    if (Test-Path $program) { Remove-Item $program -Recurse -Force }
    Move-Item "$program.next" $program
    Set-Content $stamp $engine
    (Get-Item $stamp).LastWriteTime = $started
}

if (Test-Current) { $dotnet = if (Get-Command dotnet -ErrorAction SilentlyContinue) { 'dotnet' } else { Find-Sdk } }
else {
    $dotnet = Find-Sdk
    Build-Program $dotnet
}

# The build's root is here, wherever it is started from.
if ($args -notcontains '--root') { $args += '--root', $root }

& $dotnet exec (Join-Path $program 'Relevo.Build.dll') @args
exit $LASTEXITCODE
