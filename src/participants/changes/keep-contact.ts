import { z } from 'zod'
import { recordEvent } from '../../audit/record-event.ts'
import { line, newId } from '../../changes/input-fields.ts'
import { authorityFacts, type ChangeKind, type ChangeLine, type Known } from '../../changes/kind.ts'
import type { ReadDb, Tx } from '../../db/transaction.ts'
import type { ParticipantId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { done, refused } from '../../kernel/result.ts'
import { type Contact, contactsOf } from '../contacts-of.ts'
import { lookParticipant } from '../look-participant.ts'

const ONE_ADDRESS = /^[^\s@,;<>\p{C}]+@[^\s@,;<>\p{C}]+$/u

const recordInput = z.strictObject({
  id: newId,
  name: line,
  office: line,
  telephone: line,
  email: z.string().trim().max(254),
})
type Recording = z.infer<typeof recordInput>

interface FirmWithContacts {
  readonly firm: ParticipantId
  readonly contacts: readonly Contact[]
}

interface Proposal {
  readonly firm: ParticipantId
  readonly contact: Contact
}

async function look(db: ReadDb, _: unknown, { participant }: Known): Promise<FirmWithContacts | null> {
  const firm = await lookParticipant(db, participant)
  return firm && { firm: firm.id, contacts: await contactsOf(db, firm.id) }
}

/** Somebody to call back at a firm: what is on record of that name is replaced. A stranger here is a stranger called back. */
export const recordContact: ChangeKind<Recording, FirmWithContacts | null, Proposal> = {
  id: 'contact.record',
  chain: 'operators',
  restricts: false,
  input: recordInput,
  look,
  propose: (contact, seen) => {
    if (seen === null) return refused({ code: 'not-found' })
    if (!ONE_ADDRESS.test(contact.email)) return refused({ code: 'not-an-address', field: 'email' })
    // What it replaces stands whole in the lines: nothing else of it could change meanwhile.
    const known = seen.contacts.find(({ name }) => name === contact.name) ?? null
    return done({
      proposal: { firm: seen.firm, contact },
      concerns: [],
      lines: linesOf(known, contact),
      more: 0,
      before: '',
    })
  },
  apply: async (tx, world, { firm, contact }, authority, at) => {
    const { id, name, office, telephone, email } = contact
    await close(tx, firm, name, at)
    await tx
      .insertInto('participant_contact')
      .values({
        ...{ id, participant_id: firm, name, office, telephone, email },
        valid_from: at,
        valid_to: null,
      })
      .execute()
    await recordEvent(tx, world, {
      ...{ kind: 'contact.recorded', at, accountId: null, reference: null },
      facts: { ...authorityFacts(authority), participant: firm },
      particulars: { name, office, telephone, email },
    })
  },
}

const withdrawInput = z.strictObject({ id: newId })

export const withdrawContact: ChangeKind<z.infer<typeof withdrawInput>, FirmWithContacts | null, Proposal> = {
  id: 'contact.withdraw',
  chain: 'operators',
  restricts: false,
  input: withdrawInput,
  look,
  propose: ({ id }, seen) => {
    const contact = seen?.contacts.find((one) => one.id === id)
    if (!seen || contact === undefined) return refused({ code: 'not-found' })
    const lines = linesOf(contact, null)
    return done({ proposal: { firm: seen.firm, contact }, concerns: [], lines, more: 0, before: '' })
  },
  apply: async (tx, world, { firm, contact: { name } }, authority, at) => {
    await close(tx, firm, name, at)
    await recordEvent(tx, world, {
      ...{ kind: 'contact.withdrawn', at, accountId: null, reference: null },
      facts: { ...authorityFacts(authority), participant: firm },
      particulars: { name },
    })
  },
}

/** The name goes with every line, so that a contact without another change still shows as one that goes. */
function linesOf(before: Contact | null, after: Contact | null): readonly ChangeLine[] {
  const about = (after ?? before)?.name ?? ''
  const fields = { name: 'name', office: 'office', telephone: 'telephone', email: 'contact-email' } as const
  return (['name', 'office', 'telephone', 'email'] as const)
    .map((of) => ({ about, field: fields[of], before: before?.[of] ?? null, after: after?.[of] ?? null }))
    .filter((line) => line.before !== line.after)
}

async function close(tx: Tx, firm: ParticipantId, name: string, at: Instant): Promise<void> {
  await tx
    .updateTable('participant_contact')
    .set({ valid_to: at })
    .where('participant_id', '=', firm)
    .where('name', '=', name)
    .where('valid_to', 'is', null)
    .execute()
}
