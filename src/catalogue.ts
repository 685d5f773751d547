import { amendUser } from './accounts/amend-user.ts'
import { openAccount, registerEmail } from './accounts/changes.ts'
import { createUser } from './accounts/create-user.ts'
import { removeUser } from './accounts/remove-user.ts'
import { reinstateUser, suspendUser } from './accounts/suspend-user.ts'
import { type CataloguedKind, catalogued, type KindsOfChange } from './changes/catalogued.ts'
import type { ChangeKind, KindId } from './changes/kind.ts'
import type { Chain } from './kernel/vocabulary.ts'
import { decideLaunch, grantGrace, postponeLaunch, rollBackLaunch } from './launch/changes.ts'
import { amendParticipant } from './participants/changes/amend-participant.ts'
import { recordContact, withdrawContact } from './participants/changes/keep-contact.ts'
import { grantSingleControl, withdrawSingleControl } from './participants/changes/single-control.ts'
import { admitParticipant } from './participants/changes.ts'
import { amendGroup, createGroup } from './rights/keep-group.ts'
import { removeGroup } from './rights/remove-group.ts'

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
  of('email.register', 'firm', 'when approved', registerEmail),
  of('user.create', 'firm', 'when approved', createUser),
  of('user.amend', 'firm', 'when approved', amendUser),
  of('user.suspend', 'firm', 'at once', suspendUser),
  of('user.reinstate', 'firm', 'when approved', reinstateUser),
  of('user.remove', 'firm', 'when approved', removeUser),
  of('group.create', 'firm', 'when approved', createGroup),
  of('group.amend', 'firm', 'when approved', amendGroup),
  of('group.remove', 'firm', 'when approved', removeGroup),
  of('launch.decide', 'operators', 'when approved', decideLaunch),
  of('launch.postpone', 'operators', 'when approved', postponeLaunch),
  of('launch.roll-back', 'operators', 'when approved', rollBackLaunch),
  of('launch.grant-grace', 'operators', 'when approved', grantGrace),
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
