#!/usr/bin/env bash
# A sample card on a PKCS#11 token, as a terminal's middleware shows a real one. Debian: softhsm2, opensc, openssl.
#
#   examples/smartcards/make-token.sh var/demo/cards/HLSUSR01.p12 var/demo/tokens
#
# The token is called as the card; its PIN is the card's. A token of that name is made anew.
# SOFTHSM2_CONF=var/demo/tokens/softhsm2.conf then shows it through /usr/lib/softhsm/libsofthsm2.so.
set -euo pipefail
card=$1
tokens=$(realpath -m "$2")
module=${SOFTHSM2_MODULE:-/usr/lib/softhsm/libsofthsm2.so}
id=01
# shellcheck source=open-card.sh
. "$(dirname "$0")/open-card.sh"

mkdir -p "$tokens/store"
export SOFTHSM2_CONF="$tokens/softhsm2.conf"
printf 'directories.tokendir = %s/store\nobjectstore.backend = file\nlog.level = ERROR\n' "$tokens" >"$SOFTHSM2_CONF"

softhsm2-util --delete-token --token "$name" >/dev/null 2>&1 || true
# The officer's PIN is nobody's: drawn here and forgotten.
softhsm2-util --init-token --free --label "$name" --pin "$pin" --so-pin "$(openssl rand -hex 16)" >/dev/null
softhsm2-util --import "$work/key.pem" --token "$name" --label "$name" --id "$id" --pin "$pin" >/dev/null
pkcs11-tool --module "$module" --token-label "$name" --login --pin env:CARD_PIN \
  --write-object "$work/card.der" --type cert --id "$id" --label "$name" >/dev/null 2>&1
echo "$name: pkcs11:token=$name;id=%01"
