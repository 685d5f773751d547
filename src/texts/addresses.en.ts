/** What is wrong with an address, wherever one is typed: on a page, in a file, in a request. */
export const addressFaultsEn = {
  'no-address': 'Type an address.',
  'several-addresses': 'More than one address. There is exactly one for a user; no name, no list.',
  'full-width': 'A full-width character. Switch the keyboard to half width and type it again.',
  'other-script':
    'A letter of another script, which may look just like one of ours. Delete the address and type it again in plain letters.',
  'blank-within': 'A blank within the address.',
  'no-at': 'There is no @ in it.',
  'no-domain': 'What is behind the @ is no domain, such as firm.example.',
  'address-too-long': 'Longer than 254 characters.',
  'not-an-address': 'This is no email address that mail can be sent to.',
}
