# Sourced: builds projects with a compiler that stays up between them, and for no longer than the script. Needs $top.
# End the script by stop_compiler.
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_WORKLOAD_INTEGRITY_CHECK=1 MSBUILDDISABLENODEREUSE=1
compiler=steward-$$

# build PROJECT: prints nothing but what is wrong ('dotnet build' would add its summary, however quiet). The compiler server is a third of the time;
# its name is this script's own, so no other build shares its end. Compilers and analyzers live for seconds: code that is measured before it is made
# fast (TieredPGO) costs them nearly half of their processor time again, and a heap for each processor gains nothing.
build() {
  DOTNET_TieredPGO=0 DOTNET_gcServer=0 dotnet msbuild "$top/$1" -restore -p:Configuration=Release -p:UseSharedCompilation=true -p:SharedCompilationId="$compiler" -nologo -v:quiet >&2 ||
    return 2 # 1 would be a verdict
}

# Ends the compiler server at once; by itself it would stay for ten minutes.
stop_compiler() {
  local sdk
  sdk=$(dotnet --info 2>/dev/null | sed -n 's/^ *Base Path: *//p')
  [ ! -f "${sdk}Roslyn/bincore/VBCSCompiler.dll" ] || dotnet "${sdk}Roslyn/bincore/VBCSCompiler.dll" -shutdown "-pipename:$compiler" >/dev/null 2>&1 || true
}
