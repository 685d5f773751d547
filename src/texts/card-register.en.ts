import type { CardStanding } from '../kernel/vocabulary.ts'

/** The register of smartcards, and how fresh the word on revoked ones is: who has which, and what is asked for about them. */
export const cardRegisterEn = {
  cardRegister: {
    intro:
      'Who has which smartcard. A card belongs to one user for ever: when he leaves it ends, and nobody else is given it.',
    search: 'User ID, name or serial',
    caption: 'Smartcards',
    asFile: 'All smartcards as CSV',
    none: 'No smartcard',
    nobody: 'Nobody matches the search.',
    inAll: (shown: number) => `${shown} on this page`,
    columns: {
      userId: 'User ID',
      name: 'Name',
      serial: 'Serial',
      validTo: 'Valid to',
      standing: 'Standing',
      lastUsed: 'Last used',
      subject: 'Name on the card',
      since: 'Registered',
      until: 'Ended',
    },
    standings: {
      'in-force': 'in force',
      expired: 'expired',
      revoked: 'revoked',
      replaced: 'replaced',
      removed: 'ended with its user',
    } satisfies Readonly<Record<CardStanding, string>>,
    never: 'never',
    ofUser: 'Smartcards',
    password: 'Card password',
    passwordSince: (moment: string) => `in force since ${moment}`,
    noPassword: 'none: a logon by smartcard is not possible',
    assign: 'Assign a smartcard',
    replace: 'Replace the smartcard',
    revoke: 'Revoke the smartcard',
    resetPassword: 'Reset Smartcard Password',
    asks: {
      assign: {
        title: 'Assign a smartcard to this user?',
        intro:
          'Bring the certificate of the card: as a file, or pasted. Another one approves; from then on the card is his.',
      },
      replace: {
        title: 'Give this user another smartcard?',
        intro:
          'Bring the certificate of the new card: as a file, or pasted. Once another one approves, the former card is not accepted any more, and the logon sessions it opened end.',
      },
    },
    certificate: 'Certificate of the smartcard',
    certificateHint:
      'Where you have no file: from “-----BEGIN CERTIFICATE-----” to “-----END CERTIFICATE-----”. Never a private key: that stays in the card.',
    file: 'Certificate file',
    fileHint:
      'PEM or DER, as the card office gave it (.cer, .crt, .pem). A file counts before what was pasted.',
    revokeTitle: 'Revoke the smartcard of this user?',
    revokeIntro:
      'For a card that is lost, or in other hands. It is not accepted from this moment, and the logon sessions it opened end. Another one confirms it, or lifts it if the card was not lost after all.',
    revokeNow: 'Revoke now',
    resetTitle: 'Reset Smartcard Password of this user?',
    resetIntro:
      'Once another one approves, his card password is not accepted any more, and his logon sessions end. The next one comes from the card office; nobody of your firm sees or chooses it. He can also initiate 2FA and log on without the card.',
  },
  revocation: {
    intro:
      'What this node was told of revoked smartcards, by real time. Lists are fetched by themselves, looked at every minute; a responder is asked when a card comes. Another node may have heard later.',
    refuses: 'Where a source is silent beyond its time, the cards it speaks for are refused.',
    accepts: (hours: number) =>
      `Where a source is silent beyond its time, its last word counts ${hours} hours more; then the cards it speaks for are refused.`,
    unspoken: (names: string) => `Nothing speaks for these authorities, so their cards are refused: ${names}`,
    noListener: 'No listener of this site asks for smartcards.',
    caption: 'Sources',
    columns: {
      source: 'Source',
      standing: 'Standing',
      until: 'Its word ends',
      heard: 'Last heard',
      fault: 'Last fault',
    },
    kinds: { list: 'List', responder: 'OCSP responder' },
    standings: {
      fresh: 'fresh',
      overdue: 'overdue, still believed',
      closed: 'too old: its cards are refused',
      unknown: 'never heard: its cards are refused',
      answers: 'answers',
      silent: 'gives no answer: the list alone counts',
      unasked: 'not asked yet',
    },
    sourceAt: (kind: string, url: string) => `${kind}: ${url}`,
    eachCard: 'asked for each card',
    faultAt: (moment: string, reason: string) => `${moment}: ${reason}`,
    faults: {
      unreachable: 'could not be reached',
      'timed-out': 'took too long',
      'too-large': 'sent too much',
      status: 'answered with an error',
      redirected: 'pointed elsewhere',
      malformed: 'could not be read',
      'wrong-issuer': 'of another authority',
      'wrong-signer': 'signed by somebody else',
      'speaks-of-a-part': 'speaks of a part of the cards only',
      'no-next-update': 'does not say until when it holds',
      'from-the-future': 'dated in the future',
      'older-than-held': 'older than the one held',
      stale: 'out of date',
      'no-answer': 'refused to answer',
      'not-understood': 'not understood',
      'other-certificate': 'answered about another card',
      'other-nonce': 'answered another question',
    },
    none: 'none',
    never: 'never',
  },
}
