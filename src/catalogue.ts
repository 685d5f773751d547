import { openAccount, registerEmail, suspendAccount } from './accounts/changes.ts'
import { decideLaunch, grantGrace, postponeLaunch, rollBackLaunch } from './launch/changes.ts'
import { admitParticipant } from './participants/changes.ts'

/** All kinds of privileged change there are. Imported where changes are applied from outside a room, never by one. */
export const catalogue = {
  admitParticipant,
  openAccount,
  registerEmail,
  suspendAccount,
  decideLaunch,
  postponeLaunch,
  rollBackLaunch,
  grantGrace,
} as const
