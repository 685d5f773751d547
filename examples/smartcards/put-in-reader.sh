#!/usr/bin/env bash
# A sample card as a virtual PIV card in a virtual reader, seen through PC/SC as a real one is: PIN, three tries, and it can
# be pulled. Debian: pcscd, vsmartcard-vpcd, opensc, opensc-pkcs11, openssl.
#
#   examples/smartcards/put-in-reader.sh var/demo/cards/HLSUSR01.p12 var/demo/reader
#   PCSCLITE_CSOCK_NAME=$PWD/var/demo/reader/pcscd.comm opensc-tool --list-readers
#
# Enter pulls the card, or puts it in again; the end of the input (Ctrl-D) ends the reader. Three wrong PINs close the card
# until this is started again. It has a pcscd of its own, in namespaces of its own: whatever readers the machine has are left
# alone, and the port at which reader and card meet is nobody else's.
set -euo pipefail
card=$1
reader=$(realpath -m "$2")
here=$(dirname "$(realpath "$0")")
port=35963
# shellcheck source=open-card.sh
. "$here/open-card.sh"

mkdir -p "$reader"
rm -f "$reader"/pcscd.*
mkdir "$work/readers"
printf '%s\n' 'FRIENDLYNAME "Virtual reader"' "DEVICENAME /dev/null:$port" "CHANNELID $port" \
  'LIBPATH /usr/lib/pcsc/drivers/serial/libifdvpcd.so' >"$work/readers/vpcd"
export PATH="$here/../../node_modules/.bin:$PATH"
unshare --map-root-user --mount --net bash -euc '
  ip link set lo up
  # Reader and card talk in small pieces; without this each would wait 40 ms for the acknowledgement of the one before.
  ip route replace table local local 127.0.0.1 dev lo src 127.0.0.1 quickack 1
  mount -t tmpfs run /run
  mkdir /run/pcscd
  mount --bind "$1" /run/pcscd
  pcscd --foreground --config "$2/readers" >"$1/pcscd.log" &
  trap "kill $!; wait" EXIT
  node "$3/card-in-reader.ts" "$4" "$2/key.pem" "$2/card.der" "$5"
' put-in-reader "$reader" "$work" "$here" "$name" "$port"
