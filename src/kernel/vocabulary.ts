/** Words of the field that every room uses, as closed lists. What they mean is in the room that rules on them. */

export type Role =
  | 'user'
  | 'da-maker'
  | 'da-checker'
  | 'da-single'
  | 'client-connect'
  | 'operator-maker'
  | 'operator-checker'
  | 'hotline'
  | 'auditor'

/** What a Client Connect user may do for his firm, as the portal names it (domain F1.18, F6.9). */
export const ACCESS_RIGHTS = ['EU_UserMaintenance', 'EU_Events', 'EU_Documents'] as const
export type AccessRight = (typeof ACCESS_RIGHTS)[number]

/** Through whose hands a privileged change goes (src/changes/rules/who-may.ts). */
export type Chain = 'firm' | 'connect' | 'operators'

/** How far a request has come (src/changes/rules/request-state.ts). */
export type RequestState =
  | 'pending'
  | 'checked'
  | 'in-force'
  | 'applied'
  | 'rejected'
  | 'confirmed'
  | 'lifted'
  | 'withdrawn'
  | 'expired'
  | 'void'

export type Language = 'en' | 'zh-Hant'
export type AccountStatus = 'active' | 'suspended' | 'removed'
export type ChannelKind = 'email' | 'app'

/** What a logon was completed by: a channel, a smartcard, or once what two people let him in by (src/emergency/). */
export type SecondFactor = ChannelKind | 'emergency' | 'card'

/** Why a smartcard of the register is of use no more; and how it stands with one (src/cards/rules/card-standing.ts). */
export type CardEnd = 'revoked' | 'replaced' | 'removed'
export type CardStanding = CardEnd | 'in-force' | 'expired'

/** How it was made sure that it is he who asks for an emergency passcode. */
export const IDENTIFIED = ['call-back', 'in-person', 'video'] as const
export type Identified = (typeof IDENTIFIED)[number]

/** How far an emergency passcode has come (src/emergency/rules/standing.ts). */
export type EmergencyStanding = 'to-be-shown' | 'in-force' | 'used' | 'expired' | 'ended'

/** Why an emergency passcode is over, unused. */
export type EmergencyEnd =
  | 'replaced'
  | 'expired'
  | 'suspended'
  | 'removed'
  | 'role-ended'
  | 'credentials-changed'

/** What a person may change of his own account. */
export const OWN_CHANGES = [
  'password',
  'add-app',
  'replace-app',
  'add-email',
  'remove-app',
  'remove-email',
] as const
export type OwnChange = (typeof OWN_CHANGES)[number]

/**
 * `ended-elsewhere`: by its own person, from another logon session; `credentials-changed`: password or channel;
 * `other-network`: it was used from where its participants let nobody in.
 */
export type SessionEnd =
  | 'logged-out'
  | 'superseded'
  | 'idle'
  | 'expired'
  | 'revoked'
  | 'ended-elsewhere'
  | 'credentials-changed'
  | 'other-network'

/** What a firm says of somebody's access: he needs it, or what is to become of it. */
export const ANSWERS = ['keep', 'suspend', 'remove', 'regroup'] as const
export type Answer = (typeof ANSWERS)[number]

/** What somebody is told of, on screen and by mail (src/notices/rules/whom-to-tell.ts). */
export const NOTICE_KINDS = [
  'decide',
  'authorise',
  'decided',
  'expired',
  'escalated',
  'single-control',
  'user-locked',
  'user-mail-refused',
  'user-without-email',
  'user-card-ends',
  'user-emergency',
  'user-of-several',
  'attestation-overdue',
  'administrator-locked',
  'administrator-mail-refused',
  'administrator-without-email',
  'administrator-card-ends',
  'administrator-emergency',
  'connect-locked',
  'connect-mail-refused',
  'connect-without-email',
  'branch-overdue',
  'case-of-firm',
  'case-of-operators',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]
