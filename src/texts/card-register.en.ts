import type { CardStanding } from '../kernel/vocabulary.ts'

/** The register of smartcards: who has which, and what is asked for about them. */
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
    assignTitle: 'Assign a smartcard to this user?',
    assignIntro:
      'Bring the certificate of the card: as a file, or pasted. Another one approves; from then on the card is his.',
    replaceTitle: 'Give this user another smartcard?',
    replaceIntro:
      'Bring the certificate of the new card: as a file, or pasted. Once another one approves, the former card is not accepted any more, and the logon sessions it opened end.',
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
}
