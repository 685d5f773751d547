import { z } from 'zod'
import { recordEvent } from '../../audit/record-event.ts'
import { functionId, line } from '../../changes/input-fields.ts'
import {
  type Authority,
  authorityFacts,
  type ChangeKind,
  type ChangeLine,
  type ChangeWorld,
} from '../../changes/kind.ts'
import type { Tx } from '../../db/transaction.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import type { FunctionId, ParticipantId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { done, refused } from '../../kernel/result.ts'
import { functionsFor } from '../../programme/rules/functions-for.ts'
import { type GroupSeen, isAnyIn, isNameTaken, lookGroup } from '../look-group.ts'

const MOST_FUNCTIONS = 100

/** `;` parts a list of names and `/` a key in a registry's files, so a group's name has neither. */
const name = line.regex(/^[^;/]*$/)
const functions = z
  .array(functionId)
  .max(MOST_FUNCTIONS)
  .refine((ids) => new Set(ids).size === ids.length)
  .transform((ids) => ids.toSorted())

const input = z.strictObject({ group: z.uuid(), name, functions })
type KeepGroup = z.infer<typeof input>

interface Seen {
  readonly firm: ParticipantId
  /** Null: it is new. */
  readonly group: GroupSeen | null
  readonly nameTaken: boolean
  /** Those a user can be given, and nobody else's: what leads a DA to his work is no user's. */
  readonly offered: readonly FunctionId[]
}

interface Proposal extends KeepGroup {
  readonly firm: ParticipantId
  readonly before: GroupSeen | null
}

type Kind = ChangeKind<KeepGroup, Seen, Proposal>

const look: Kind['look'] = async (db, asked, { participant, programme }) => {
  if (participant === null) throw new Error("a firm's group is changed for a firm")
  return {
    firm: participant,
    group: await lookGroup(db, participant, asked.group),
    nameTaken: await isNameTaken(db, participant, asked.name, asked.group),
    offered: functionsFor(programme, 'user'),
  }
}

/** A further user group of the firm; nobody is in it yet. */
export const createGroup: Kind = {
  id: 'group.create',
  chain: 'firm',
  restricts: false,
  input,
  look,
  propose: (asked, seen) => {
    if (seen.group !== null) throw new Error('the id of a new group is an old one')
    return draft(asked, seen, [])
  },
  apply: async (tx, world, { firm, group, name: named, functions: given }, authority, at) => {
    await tx.insertInto('user_group').values({ id: group, participant_id: firm, name: named }).execute()
    await give(tx, group, given)
    await record(tx, world, { firm, group, name: named, functions: given, before: null }, authority, at)
  },
}

/** What a user group is called and which functions it opens, for all who are in it. */
export const amendGroup: Kind = {
  id: 'group.amend',
  chain: 'firm',
  restricts: false,
  input,
  look,
  propose: (asked, seen) => {
    if (seen.group === null) return refused({ code: 'not-found' })
    if (seen.group.ofAdministrators) return refused({ code: 'group-of-administrators' })
    return draft(asked, seen, 'many')
  },
  apply: async (tx, world, proposal, authority, at) => {
    const { group, name: named, functions: given } = proposal
    await tx.updateTable('user_group').set({ name: named }).where('id', '=', group).execute()
    await tx.deleteFrom('user_group_function').where('user_group_id', '=', group).execute()
    await give(tx, group, given)
    await record(tx, world, proposal, authority, at)
  },
  concernsAny: (db, { group }, accounts) => isAnyIn(db, group, accounts),
}

function draft(asked: KeepGroup, seen: Seen, concerns: readonly [] | 'many'): ReturnType<Kind['propose']> {
  const { firm, group, nameTaken, offered } = seen
  if (nameTaken) return refused({ code: 'group-name-taken', field: 'name' })
  const known = new Set([...offered, ...(group?.functions ?? [])])
  if (!asked.functions.every((id) => known.has(id)))
    return refused({ code: 'no-such-function', field: 'functions' })
  return done({
    proposal: { ...asked, firm, before: group },
    concerns,
    lines: linesOf(asked, group),
    more: 0,
    before: canonicalJson({ group }),
  })
}

function linesOf(asked: KeepGroup, before: GroupSeen | null): readonly ChangeLine[] {
  const about = before?.name ?? asked.name
  const values: readonly (readonly [ChangeLine['field'], string | null, string | null])[] = [
    ['group-name', before?.name ?? null, asked.name],
    ['functions', before && listed(before.functions), listed(asked.functions)],
  ]
  return values
    .filter(([, was, is]) => was !== is)
    .map(([field, was, is]) => ({ about, field, before: was, after: is }))
}

function listed(ids: readonly FunctionId[]): string | null {
  return ids.length === 0 ? null : ids.join(', ')
}

async function give(tx: Tx, group: string, given: readonly FunctionId[]): Promise<void> {
  if (given.length === 0) return
  const rows = given.map((function_id) => ({ user_group_id: group, function_id }))
  await tx.insertInto('user_group_function').values(rows).execute()
}

function record(
  tx: Tx,
  world: ChangeWorld,
  { firm, group, name: named, functions: given, before }: Proposal,
  authority: Authority,
  at: Instant,
): Promise<void> {
  const functionsOf = { functions: given.join(' '), before: before?.functions.join(' ') ?? '' }
  return recordEvent(tx, world, {
    kind: 'group.recorded',
    at,
    accountId: null,
    reference: null,
    facts: { ...authorityFacts(authority), participant: firm, group, ...functionsOf },
    particulars: { name: named, nameBefore: before?.name ?? '' },
  })
}
