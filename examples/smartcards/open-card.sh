# Sourced with a card's file as $card: its $name, its $pin (also as CARD_PIN: out of process lists), and in $work, which goes
# at the end, its key.pem and card.der. The PIN is from HLSUSR01.pin beside HLSUSR01.p12, or asked for where there is none:
# the demo's is the card password of accounts.json.
umask 077
name=$(basename "$card" .p12)
pin_file=${card%.p12}.pin
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -e "$pin_file" ]; then pin=$(<"$pin_file"); else read -rsp "PIN of $name: " pin; fi
export CARD_PIN=$pin
openssl pkcs12 -in "$card" -passin env:CARD_PIN -noenc -nocerts -out "$work/key.pem" 2>/dev/null
openssl pkcs12 -in "$card" -passin env:CARD_PIN -nokeys -clcerts 2>/dev/null | openssl x509 -outform der -out "$work/card.der"
