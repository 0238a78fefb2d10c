# Sourced: a small clamd of this machine's own, on loopback. Needs $top, install.sh, services.sh (wait_for, is_running) and $clamd_port.

# Signatures that know the EICAR test string, composed here so that no checkout holds it, beside those that freshclam has fetched, if any.
write_signatures() {
  local eicar='X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-''ANTIVIRUS-TEST-FILE!$H+H*' file
  mkdir -p "$1"
  printf 'Eicar-Test-Signature:0:*:%s\n' "$(printf '%s' "$eicar" | od -An -v -tx1 | tr -d ' \n')" >"$1/steward.ndb"
  for file in /var/lib/clamav/*.c[vl]d; do
    [ ! -f "$file" ] || ln -sf "$file" "$1/"
  done
}

write_clamd_conf() {
  cat >"$1/clamd.conf" <<TEXT
DatabaseDirectory $1/signatures
TemporaryDirectory $1
TCPSocket $clamd_port
TCPAddr 127.0.0.1
User $(id -un)
Foreground yes
MaxThreads 4
StreamMaxLength 30M
MaxFileSize 25M
AlertExceedsMax yes
AlertEncrypted yes
TEXT
}

# start_clamd DIR: its files lie in DIR, its pid in DIR.pid. No when it cannot be installed or does not answer.
start_clamd() {
  local dir=$1 size
  is_running "$dir.pid" && return 0
  install_debian clamd:clamav-daemon || return 1
  mkdir -p "$dir" && dir=$(cd "$dir" && pwd)
  write_signatures "$dir/signatures"
  write_clamd_conf "$dir"
  # The official signatures need some 1.5 GB: without that much memory only the small ones are taken.
  size=$(awk '/^MemAvailable/ { print int($2 / 1024) }' /proc/meminfo 2>/dev/null || echo 0)
  if [ "$size" -lt 3000 ]; then find "$dir/signatures" -type l -delete; fi
  find "$dir/signatures" -type l | grep -q . ||
    echo "clamd knows only the EICAR test string here: fetch the real signatures with freshclam (some 3 GB of memory), then stop and run again." >&2
  PATH=$PATH:/usr/sbin nohup clamd --config-file "$dir/clamd.conf" >"$dir.log" 2>&1 </dev/null &
  echo $! >"$dir.pid"
  wait_for clamd 90 answers "$clamd_port"
}
