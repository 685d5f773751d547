#!/usr/bin/env bash
# A sample card on a PKCS#11 token, as a terminal's middleware shows a real one. Debian: softhsm2, opensc, openssl.
#
#   examples/smartcards/make-token.sh var/demo/cards/HLSUSR01.p12 var/demo/tokens
#
# The token is called as the card; its PIN is the card's, from HLSUSR01.pin beside it, or asked for where there is none: the
# demo's is the card password of accounts.json. A token of that name is made anew.
# SOFTHSM2_CONF=var/demo/tokens/softhsm2.conf then shows it through /usr/lib/softhsm/libsofthsm2.so.
set -euo pipefail
card=$1
tokens=$(realpath -m "$2")
name=$(basename "$card" .p12)
pin_file=${card%.p12}.pin
module=${SOFTHSM2_MODULE:-/usr/lib/softhsm/libsofthsm2.so}
id=01

umask 077
mkdir -p "$tokens/store"
export SOFTHSM2_CONF="$tokens/softhsm2.conf"
printf 'directories.tokendir = %s/store\nobjectstore.backend = file\nlog.level = ERROR\n' "$tokens" >"$SOFTHSM2_CONF"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -e "$pin_file" ]; then pin=$(<"$pin_file"); else read -rsp "PIN of $name: " pin; fi
# Out of the environment, where no process list shows it.
export CARD_PIN=$pin
openssl pkcs12 -in "$card" -passin env:CARD_PIN -noenc -nocerts -out "$work/key.pem" 2>/dev/null
openssl pkcs12 -in "$card" -passin env:CARD_PIN -nokeys -clcerts 2>/dev/null | openssl x509 -outform der -out "$work/card.der"

softhsm2-util --delete-token --token "$name" >/dev/null 2>&1 || true
# The officer's PIN is nobody's: drawn here and forgotten.
softhsm2-util --init-token --free --label "$name" --pin "$pin" --so-pin "$(openssl rand -hex 16)" >/dev/null
softhsm2-util --import "$work/key.pem" --token "$name" --label "$name" --id "$id" --pin "$pin" >/dev/null
pkcs11-tool --module "$module" --token-label "$name" --login --pin env:CARD_PIN \
  --write-object "$work/card.der" --type cert --id "$id" --label "$name" >/dev/null 2>&1
echo "$name: pkcs11:token=$name;id=%01"
