# Checks and steps of scripts/deploy. Sourced; the caller is at the top of the repository.
problems=0
problem() { echo "$*" >&2; problems=$((problems + 1)); }
has() { command -v "$1" >/dev/null 2>&1; }

# The azd environment as variables of the same names; variables that are set already win, as they do in azd's hooks.
read_environment() {
  local line name value
  while IFS= read -r line; do
    name=${line%%=*} value=${line#*=}
    [[ $name =~ ^(AZURE|STEWARD)_[A-Z_]+$ ]] || continue
    value=${value#\"} value=${value%\"}
    [ -n "${!name:-}" ] || export "$name=$value"
  done < <(azd env get-values 2>/dev/null)
}

check_all() {
  [ "${STEWARD_CHECKED:-}" != yes ] || return 0
  check_tools
  stop_on_problems
  check_login
  stop_on_problems
  read_environment
  check_settings
  stop_on_problems
  check_region
  check_secrets
  check_packages
  stop_on_problems
  echo "Checked: tools, sign-in, settings, region and packages are in order." >&2
}

stop_on_problems() {
  [ "$problems" = 0 ] && return 0
  echo "Nothing was deployed." >&2
  exit 2
}

check_tools() {
  has az || problem "az is not installed: install the Azure CLI."
  has azd || problem "azd is not installed: install the Azure Developer CLI."
  has dotnet || problem "dotnet is not installed: install the .NET 10 SDK."
}

check_login() {
  az account show --query id -o tsv >/dev/null 2>&1 || problem "az is not signed in: run 'az login'."
  azd auth login --check-status >/dev/null 2>&1 || problem "azd is not signed in: run 'azd auth login'."
}

check_settings() {
  local name=${AZURE_ENV_NAME:-} level=${STEWARD_REDUNDANCY:-none} prefix=${STEWARD_STORAGE_PREFIX:-steward}
  [ -n "$name" ] || { problem "There is no azd environment: run 'azd env new NAME'."; return 0; }
  [[ $name =~ ^[a-z][a-z0-9-]{1,18}[a-z0-9]$ ]] ||
    problem "The environment's name '$name' must be 3 to 20 small letters, digits and hyphens, beginning with a letter."
  [[ $prefix =~ ^[A-Za-z][A-Za-z0-9]{0,19}$ ]] ||
    problem "STEWARD_STORAGE_PREFIX '$prefix' must be 1 to 20 letters and digits, beginning with a letter."
  [ -n "${AZURE_LOCATION:-}" ] || problem "No region is chosen: run 'azd env set AZURE_LOCATION REGION'."
  [ -n "${AZURE_SUBSCRIPTION_ID:-}" ] || problem "No subscription is chosen: run 'azd env set AZURE_SUBSCRIPTION_ID ID'."
  [ -n "${STEWARD_ALERT_EMAIL:-}" ] || problem "Nobody would be told when something fails: run 'azd env set STEWARD_ALERT_EMAIL ADDRESS'."
  case $level in
    none | zone) ;;
    region) [ -n "${STEWARD_SECONDARY_LOCATION:-}" ] ||
      problem "The step region needs a second region: run 'azd env set STEWARD_SECONDARY_LOCATION REGION'." ;;
    *) problem "STEWARD_REDUNDANCY is '$level'; it must be none, zone or region." ;;
  esac
}

# Flex Consumption, and its zones where they are asked for; storage's second region is not free to choose.
check_region() {
  local level=${STEWARD_REDUNDANCY:-none} zones=() what="Flex Consumption" pair
  [ "$level" = none ] || { zones=(--zone-redundant=true); what="zone-redundant Flex Consumption"; }
  offers "$AZURE_LOCATION" "${zones[@]}" || problem "The region $AZURE_LOCATION does not offer $what: choose another AZURE_LOCATION."
  [ "$level" = region ] || return 0
  offers "$STEWARD_SECONDARY_LOCATION" || problem "The region $STEWARD_SECONDARY_LOCATION does not offer Flex Consumption: choose another AZURE_LOCATION, whose pair does."
  pair=$(az account list-locations --query "[?name=='$AZURE_LOCATION'].metadata.pairedRegion[0].name" -o tsv 2>/dev/null || true)
  [ "$pair" = "$STEWARD_SECONDARY_LOCATION" ] ||
    problem "Storage in $AZURE_LOCATION is replicated to '${pair:-no other region}': STEWARD_SECONDARY_LOCATION must be that one, not $STEWARD_SECONDARY_LOCATION."
}

offers() {
  local region=$1
  shift
  az functionapp list-flexconsumption-locations "$@" --query "[].name" -o tsv 2>/dev/null | tr '[:upper:]' '[:lower:]' | tr -d ' \r' | grep -x "$region" >/dev/null
}

# Before the first deployment there is no vault to look into; the step 'secrets' comes after it is there.
check_secrets() {
  [ -n "${STEWARD_KEY_VAULT:-}" ] && [ -n "${STEWARD_GITHUB_APP_ID:-}" ] || return 0
  has_secret github-app-key || problem "$(no_key)"
}

no_key() { echo "The GitHub App's private key is not in the key vault: az keyvault secret set --vault-name $STEWARD_KEY_VAULT --name github-app-key --file KEY.pem"; }

check_packages() {
  local project=functions/Steward.Functions/Steward.Functions.csproj
  [ -f "$project" ] || { problem "There is no $project to deploy."; return 0; }
  STEWARD_FUNCTIONS=on dotnet restore "$project" --nologo -v quiet >/dev/null 2>&1 ||
    problem "The packages of $project cannot be restored: use a registry that has the Functions worker and Durable Task, and see 'dotnet restore $project'."
}

# Metadata only: that a secret is there can be seen without reading it.
has_secret() { az keyvault secret list --vault-name "$STEWARD_KEY_VAULT" --query "[?name=='$1'].name" -o tsv 2>/dev/null | grep -x "$1" >/dev/null; }

set_secrets() {
  [ -n "${STEWARD_KEY_VAULT:-}" ] || { echo "There is no key vault yet: run 'azd provision'." >&2; exit 2; }
  if ! has_secret webhook-secret; then
    # By a file that only its owner reads: a command line can be seen by others.
    local file
    file=$(umask 077 && mktemp)
    head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$file"
    retry az keyvault secret set --vault-name "$STEWARD_KEY_VAULT" --name webhook-secret --file "$file" --output none ||
      { rm -f "$file"; echo "The webhook secret could not be set: you need the role Key Vault Secrets Officer on $STEWARD_KEY_VAULT." >&2; exit 2; }
    rm -f "$file"
    echo "A webhook secret was made and put into $STEWARD_KEY_VAULT." >&2
  fi
  [ -z "${STEWARD_GITHUB_APP_ID:-}" ] || has_secret github-app-key || { no_key >&2; exit 2; }
}

# A role that was given a moment ago takes a while to work.
retry() {
  local tries=${STEWARD_RETRIES:-6}
  until "$@" 2>/dev/null; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    sleep "${STEWARD_RETRY_SECONDS:-15}"
  done
}

deploy_standby() {
  [ -n "${STEWARD_STANDBY_APP:-}" ] || return 0
  local work
  work=$(mktemp -d)
  azd package functions --output-path "$work/package.zip" --no-prompt >/dev/null &&
    az functionapp deployment source config-zip --resource-group "$STEWARD_STANDBY_RESOURCE_GROUP" --name "$STEWARD_STANDBY_APP" \
      --src "$work/package.zip" --output none ||
    { rm -rf "$work"; echo "The standby $STEWARD_STANDBY_APP did not get the package and runs the one before: run 'scripts/deploy standby' again." >&2; exit 1; }
  rm -rf "$work"
  echo "The standby $STEWARD_STANDBY_APP has the same package." >&2
}

tell_next_steps() {
  cat <<TEXT

Webhook address:  $STEWARD_PUBLIC_URL/api/github/webhooks
Health:           $STEWARD_PUBLIC_URL/health
TEXT
  [ -n "${STEWARD_FIRST_ADMINISTRATOR:-}" ] || cat <<TEXT
Next: make the first administrator's token, which is shown once; only its SHA-256 goes to Azure:
  scripts/steward tokens make
  azd env set STEWARD_FIRST_ADMINISTRATOR SHA256
TEXT
  if [ -n "${STEWARD_GITHUB_APP_ID:-}" ]; then
    echo "Next: install the GitHub App on your repositories, then register each: steward products add OWNER/NAME"
  else
    cat <<TEXT
Next: make the GitHub App, and hand over its id, key and secret:
  scripts/github-app create $STEWARD_PUBLIC_URL --vault $STEWARD_KEY_VAULT
TEXT
  fi
}
