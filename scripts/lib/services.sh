# Sourced: the services of a Steward on this machine, all on loopback. Needs $top. The state lies in $state.
state=${STEWARD_STATE:-$top/.steward}
port=${STEWARD_PORT:-7181}
url=http://127.0.0.1:$port
blob_port=$((port + 10)) queue_port=$((port + 11)) table_port=$((port + 12)) clamd_port=$((port + 13))

# Is the process of a pid file still the one that was started?
is_running() {
  [ -f "$1" ] && kill -0 "$(cat "$1")" 2>/dev/null || return 1
  [ ! -d /proc/self ] || tr '\0' ' ' <"/proc/$(cat "$1")/cmdline" 2>/dev/null | grep -qF "$state"
}

wait_for() {
  local what=$1 seconds=$2
  shift 2
  for _ in $(seq $((seconds * 10))); do
    "$@" >/dev/null 2>&1 && return 0
    sleep 0.1
  done
  echo "$what did not answer within $seconds s; its log is in $state." >&2
  return 3
}

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

is_up_or_gone() { is_healthy || ! is_running "$state/host.pid"; }

is_healthy() { node -e "fetch('$url/health').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"; }

start_azurite() {
  is_running "$state/azurite.pid" && return 0
  if answers "$blob_port"; then
    echo "Port $blob_port is taken by another program: set STEWARD_PORT to another number and run this again." >&2
    return 2
  fi
  nohup "$top/scripts/azurite/node_modules/.bin/azurite" --silent --skipApiVersionCheck --disableTelemetry --location "$state/azurite" \
    --blobPort "$blob_port" --queuePort "$queue_port" --tablePort "$table_port" >"$state/azurite.log" 2>&1 </dev/null &
  echo $! >"$state/azurite.pid"
  wait_for Azurite 30 answers "$table_port" && wait_for Azurite 30 answers "$blob_port"
}

# The settings are written anew at each start; secrets are made once.
write_settings() {
  [ -f "$state/webhook-secret" ] || (umask 077; node -e 'console.log(require("crypto").randomBytes(24).toString("hex"))' >"$state/webhook-secret")
  local account=http://127.0.0.1
  local key=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw== # the emulator's well-known key
  (umask 077; cat >"$state/settings.json" <<TEXT
{
  "Url": "$url",
  "Storage": {
    "ConnectionString": "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=$key;BlobEndpoint=$account:$blob_port/devstoreaccount1;TableEndpoint=$account:$table_port/devstoreaccount1;",
    "Prefix": "steward"
  },
  "WebhookSecrets": [ "$(cat "$state/webhook-secret")" ],
  "SigningKeyFile": "$state/steward-key.pem",
  "SignInFolder": "$state/sign-in",
  "Clamd": "127.0.0.1:$clamd_port",
  "Backups": {
    "Vaults": { "main": "$state/vault" },
    "PassphraseFile": "$state/vault-passphrase",
    "Folder": "$state/backups",
    "MakeVaults": true
  }
}
TEXT
  )
}

start_host() {
  local program=$top/functions/Steward.Local/bin/Release/net10.0/Steward.Local.dll
  if is_running "$state/host.pid"; then
    [ -z "$(find "$(dirname "$program")" -name '*.dll' -newer "$state/host.pid")" ] && return 0
    echo "the host was built anew: starting it again" >&2
    stop_one host
  fi
  ! answers "$port" || { echo "Port $port is taken by another program: set STEWARD_PORT to another number and run this again." >&2; return 2; }
  write_settings
  rm -f "$state/sign-in/token"
  nohup dotnet "$program" --settings "$state/settings.json" >"$state/host.log" 2>&1 </dev/null &
  echo $! >"$state/host.pid"
  wait_for "The host" 60 is_up_or_gone
  is_running "$state/host.pid" || { echo "The host ended at once: $(tail -n 3 "$state/host.log" | cut -c1-600)" >&2; return 3; }
  wait_for "The sign-in" 60 test -s "$state/sign-in/token"
}

# Sets what the command line needs to talk to the host that runs here; sets nothing where none does. The address is the one it was started with.
use_running() {
  is_running "$state/host.pid" && [ -s "$state/sign-in/token" ] || { unset STEWARD_URL; return 0; }
  STEWARD_URL=$(sed -n 's/^  "Url": "\(.*\)",$/\1/p' "$state/settings.json")
  STEWARD_TOKEN=$(cat "$state/sign-in/token")
  STEWARD_WEBHOOK_SECRET=$(cat "$state/webhook-secret")
  export STEWARD_URL STEWARD_TOKEN STEWARD_WEBHOOK_SECRET
}

stop_one() {
  is_running "$state/$1.pid" || { rm -f "$state/$1.pid"; return 0; }
  local pid
  pid=$(cat "$state/$1.pid")
  kill "$pid" 2>/dev/null || true
  for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
  kill -9 "$pid" 2>/dev/null || true
  rm -f "$state/$1.pid"
}

stop_services() {
  stop_one host
  stop_one clamd
  stop_one azurite
}
