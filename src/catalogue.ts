import { openAccount, registerEmail, suspendAccount } from './accounts/changes.ts'
import { decideLaunch } from './launch/changes.ts'
import { admitParticipant } from './participants/changes.ts'

/** All kinds of privileged change there are. Imported by the composition root alone. */
export const catalogue = {
  admitParticipant,
  openAccount,
  registerEmail,
  suspendAccount,
  decideLaunch,
} as const
