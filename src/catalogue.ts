import { amendUser } from './accounts/changes/amend-user.ts'
import { createUser } from './accounts/changes/create-user.ts'
import { removeUser } from './accounts/changes/remove-user.ts'
import {
  reinstateOfSeveral,
  reinstateUser,
  suspendOfSeveral,
  suspendUser,
} from './accounts/changes/suspend-user.ts'
import { openAccount } from './accounts/changes.ts'
import { attestAccess } from './attestations/changes.ts'
import { assignCard, replaceCard } from './cards/changes/put-card.ts'
import { resetCardPassword } from './cards/changes/reset-card-password.ts'
import { revokeCard } from './cards/changes/revoke-card.ts'
import { type CataloguedKind, catalogued, type KindsOfChange } from './changes/catalogued.ts'
import type { ChangeKind, KindId } from './changes/kind.ts'
import { da3, da3ByOperators } from './delegates/changes.ts'
import { amendConnectRights, openConnectUser } from './delegates/connect-users.ts'
import { registerEmail, registerOfSeveral, withdrawEmail, withdrawOfSeveral } from './emails/changes.ts'
import { registerFile } from './emails/file-change.ts'
import { emergencyPasscode, emergencyPasscodeOfDelegate } from './emergency/changes.ts'
import type { Chain } from './kernel/vocabulary.ts'
import { decideLaunch, grantGrace, postponeLaunch, rollBackLaunch } from './launch/changes.ts'
import { extendSession } from './launch/extend-session.ts'
import { amendParticipant } from './participants/changes/amend-participant.ts'
import { recordContact, withdrawContact } from './participants/changes/keep-contact.ts'
import { grantSingleControl, withdrawSingleControl } from './participants/changes/single-control.ts'
import { admitParticipant } from './participants/changes.ts'
import { endSessions } from './resets/changes/end-sessions.ts'
import { unlock } from './resets/changes/release-lock.ts'
import { resetChannel, resetOfSeveral, resetPassword } from './resets/changes/reset-credentials.ts'
import { amendGroup, createGroup } from './rights/changes/keep-group.ts'
import { removeGroup } from './rights/changes/remove-group.ts'
import { discardBranch, openBranch } from './sites/changes.ts'
import { explainBranch } from './sites/explain-branch.ts'

/**
 * All kinds of privileged change there are, through whose hands each goes (src/changes/rules/who-may.ts), and whether it
 * acts at once. Imported where the program is put together, never by a room.
 */
export const catalogue: KindsOfChange = inTable([
  // kind                 chain        acts
  of('participant.admit', 'operators', 'when approved', admitParticipant),
  of('participant.amend', 'operators', 'when approved', amendParticipant),
  of('contact.record', 'operators', 'when approved', recordContact),
  of('contact.withdraw', 'operators', 'when approved', withdrawContact),
  of('single-control.grant', 'operators', 'when approved', grantSingleControl),
  of('single-control.withdraw', 'operators', 'when approved', withdrawSingleControl),
  of('account.open', 'operators', 'when approved', openAccount),
  of('connect.open-user', 'operators', 'when approved', openConnectUser),
  of('connect.amend-rights', 'operators', 'when approved', amendConnectRights),
  of('email.register', 'firm', 'when approved', registerEmail),
  of('email.withdraw', 'firm', 'when approved', withdrawEmail),
  of('email.register-file', 'firm', 'when approved', registerFile),
  of('user.create', 'firm', 'when approved', createUser),
  of('user.amend', 'firm', 'when approved', amendUser),
  of('user.suspend', 'firm', 'at once', suspendUser),
  of('user.reinstate', 'firm', 'when approved', reinstateUser),
  of('user.remove', 'firm', 'when approved', removeUser),
  of('group.create', 'firm', 'when approved', createGroup),
  of('group.amend', 'firm', 'when approved', amendGroup),
  of('group.remove', 'firm', 'when approved', removeGroup),
  of('credentials.reset-password', 'firm', 'when approved', resetPassword),
  of('credentials.reset-channel', 'firm', 'when approved', resetChannel),
  of('lock.release', 'firm', 'when approved', unlock),
  of('sessions.end', 'firm', 'at once', endSessions),
  of('emergency.passcode', 'firm', 'when approved', emergencyPasscode),
  of('card.assign', 'firm', 'when approved', assignCard),
  of('card.replace', 'firm', 'when approved', replaceCard),
  of('card.revoke', 'firm', 'at once', revokeCard),
  of('card.reset-password', 'firm', 'when approved', resetCardPassword),
  of('access.attest', 'firm', 'when approved', attestAccess),
  of('da.appoint', 'connect', 'when approved', da3.appoint),
  of('da.cover', 'connect', 'when approved', da3.cover),
  of('da.amend', 'connect', 'when approved', da3.amend),
  of('da.register-email', 'connect', 'when approved', da3.registerEmail),
  of('da.reset', 'connect', 'when approved', da3.reset),
  of('da.remove', 'connect', 'when approved', da3.remove),
  of('da.suspend', 'connect', 'at once', da3.suspend),
  of('da.reinstate', 'connect', 'when approved', da3.reinstate),
  of('da.card-assign', 'connect', 'when approved', da3.assignCard),
  of('da.card-replace', 'connect', 'when approved', da3.replaceCard),
  of('da.card-revoke', 'connect', 'at once', da3.revokeCard),
  of('da.card-reset-password', 'connect', 'when approved', da3.resetCardPassword),
  of('operators.da-appoint', 'operators', 'when approved', da3ByOperators.appoint),
  of('operators.da-cover', 'operators', 'when approved', da3ByOperators.cover),
  of('operators.da-amend', 'operators', 'when approved', da3ByOperators.amend),
  of('operators.da-register-email', 'operators', 'when approved', da3ByOperators.registerEmail),
  of('operators.da-reset', 'operators', 'when approved', da3ByOperators.reset),
  of('operators.da-remove', 'operators', 'when approved', da3ByOperators.remove),
  of('operators.da-suspend', 'operators', 'at once', da3ByOperators.suspend),
  of('operators.da-reinstate', 'operators', 'when approved', da3ByOperators.reinstate),
  of('operators.da-card-assign', 'operators', 'when approved', da3ByOperators.assignCard),
  of('operators.da-card-replace', 'operators', 'when approved', da3ByOperators.replaceCard),
  of('operators.da-card-revoke', 'operators', 'at once', da3ByOperators.revokeCard),
  of('operators.da-card-reset-password', 'operators', 'when approved', da3ByOperators.resetCardPassword),
  of('operators.da-emergency', 'operators', 'when approved', emergencyPasscodeOfDelegate),
  of('operators.user-register-email', 'operators', 'when approved', registerOfSeveral),
  of('operators.user-withdraw-email', 'operators', 'when approved', withdrawOfSeveral),
  of('operators.user-reset', 'operators', 'when approved', resetOfSeveral),
  of('operators.user-suspend', 'operators', 'at once', suspendOfSeveral),
  of('operators.user-reinstate', 'operators', 'when approved', reinstateOfSeveral),
  of('launch.decide', 'operators', 'when approved', decideLaunch),
  of('launch.postpone', 'operators', 'when approved', postponeLaunch),
  of('launch.roll-back', 'operators', 'when approved', rollBackLaunch),
  of('launch.grant-grace', 'operators', 'when approved', grantGrace),
  of('site.open-branch', 'operators', 'when approved', openBranch),
  of('site.discard-branch', 'operators', 'when approved', discardBranch),
  of('site.explain-branch', 'operators', 'when approved', explainBranch),
  of('launch.extend-session', 'operators', 'when approved', extendSession),
])

/** A row that says something else of a kind than the kind itself is a bug, found when the program starts. */
function of<Input, Seen, Proposal>(
  id: KindId,
  chain: Chain,
  acts: 'at once' | 'when approved',
  kind: ChangeKind<Input, Seen, Proposal>,
): CataloguedKind {
  const { restricts, lift } = kind
  if (kind.id !== id || kind.chain !== chain || restricts !== (acts === 'at once'))
    throw new Error(`the catalogue and ${kind.id} differ`)
  if (restricts !== (lift !== undefined))
    throw new Error(`${id}: what restricts can be lifted, and nothing else`)
  if ((chain === 'connect') !== (kind.right !== undefined))
    throw new Error(`${id}: chain connect asks for an access right`)
  return catalogued(kind)
}

function inTable(kinds: readonly CataloguedKind[]): KindsOfChange {
  const table = new Map(kinds.map((kind) => [kind.id, kind]))
  if (table.size < kinds.length) throw new Error('a kind of change stands in the catalogue twice')
  return table
}
