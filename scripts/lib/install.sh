# Sourced by the other scripts: installs what is missing, or says in one sentence what to install. Needs $top.

azurite_home=$top/scripts/azurite

azurite_is_installed() {
  [ -x "$azurite_home/node_modules/.bin/azurite" ] && [ ! "$azurite_home/package-lock.json" -nt "$azurite_home/node_modules/.package-lock.json" ]
}

# Says in one sentence what is in the way of installing it, if anything is.
can_install_azurite() {
  # npm ci empties the folder before it installs: by a link that would be somebody else's.
  if [ -L "$azurite_home/node_modules" ]; then
    echo "$azurite_home/node_modules is a link, and npm would empty what it points to: remove the link (rm $azurite_home/node_modules), then run this again." >&2
    return 1
  fi
  azurite_is_installed || command -v npm >/dev/null || { echo "Steward needs Node.js 20 or newer with npm: install it, then run this again." >&2; return 1; }
}

# The storage emulator, from npm by its lock file.
install_azurite() {
  can_install_azurite || return 1
  if ! azurite_is_installed; then
    echo "installing Azurite (the storage emulator) from npm, about a minute the first time..." >&2
    npm ci --prefix "$azurite_home" --no-progress --no-audit --no-fund --no-update-notifier --loglevel=error >&2 ||
      { echo "npm could not install Azurite: see above; then run this again." >&2; return 1; }
    touch "$azurite_home/node_modules/.package-lock.json"
  fi
}

# Debian packages, each as PROGRAM:PACKAGE. As root what is missing is installed, in one go; otherwise one sentence says what to do and the answer is "no".
install_debian() {
  local wanted path packages='' programs=''
  path=$PATH:/usr/sbin$(printf ':%s' /usr/lib/postgresql/*/bin)
  for wanted in "$@"; do
    PATH=$path command -v "${wanted%%:*}" >/dev/null && continue
    programs="$programs ${wanted%%:*}" packages="$packages ${wanted#*:}"
  done
  [ -n "$packages" ] || return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing$packages..." >&2
    # shellcheck disable=SC2086 # a word each
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages; } >/dev/null 2>&1 ||
      { echo "Could not be installed:$packages. Install by hand what of it is missing, then run this again." >&2; return 1; }
  else
    echo "Missing:$programs. Install Debian's packages (sudo apt-get install$packages)." >&2
    return 1
  fi
}

# True when the build before took in the Functions host and its tests (functions/Functions.props decides).
has_functions() { [ "${STEWARD_FUNCTIONS:-$(cat "$top/functions/Steward.Functions/Probe/obj/answer.txt" 2>/dev/null)}" = on ]; }

# Says so where it did not; a quiet build does not show its sentence.
tell_left_out() {
  has_functions ||
    echo "Steward.Functions and its tests are left out: this registry lacks the packages of Azure Functions and Durable Task (STEWARD_FUNCTIONS=on builds them all the same)." >&2
}
