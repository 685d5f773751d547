import type { z } from 'zod'
import { reading, type Scope, type Tx } from '../db/transaction.ts'
import type { AccountId, ParticipantId, RequestNumber, SessionId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { Asked, CataloguedKind, Drawn } from './catalogued.ts'
import { concernsHim } from './concerns-him.ts'
import type { Authority, KindId, Problem } from './kind.ts'
import { hasSteppedUp, holdStill, readStanding, type Standing } from './read-standing.ts'
import { recordStep } from './record-step.ts'
import { digestOf } from './rules/digest-of.ts'
import { dueAt } from './rules/due.ts'
import { rowOf } from './rules/request-number.ts'
import { hasSingleControl, mayMake } from './rules/who-may.ts'
import { findSame, insertRequest } from './store.ts'
import type { RequestWorld } from './world.ts'

export const LONGEST_REMARK = 1000

export interface Making<Input> extends Omit<Asking, 'kind' | 'input'> {
  readonly kind: { readonly id: KindId; readonly input: z.ZodType<Input> }
  readonly input: Input
}

interface Asking {
  readonly kind: { readonly id: KindId }
  /** JSON, or what becomes JSON. */
  readonly input: unknown
  /** Null: of the estate, by operators. */
  readonly participant: ParticipantId | null
  readonly maker: AccountId
  /** The maker's logon session. */
  readonly session: SessionId
  readonly remark: string
  /** The request that came to nothing and is asked for anew (resubmit-request.ts). */
  readonly resubmits?: RequestNumber
  readonly at: Instant
}

export interface Made {
  readonly number: RequestNumber
  /** `in-force`: it restricts; `applied`: under single control. */
  readonly state: 'pending' | 'in-force' | 'applied'
}

export type MakeRefusal =
  | { readonly is: 'not-entitled' | 'on-oneself' | 'nothing-changes' | 'step-up' }
  | { readonly is: 'problem'; readonly problem: Problem }

/** Asks for a change. Nothing of it happens, unless it restricts, or single control was granted to the firm. */
export async function makeRequest<Input>(
  world: RequestWorld,
  making: Making<Input>,
): Promise<Result<Made, MakeRefusal>> {
  const scope = kindOf(world, making).chain === 'operators' ? scopeOf(null) : scopeOf(making.participant)
  const made = await world.database.write(scope, (tx) => makeWithin(tx, world, making))
  world.mailQueued()
  return made
}

/** A firm's people work with their firm's eyes, operators with the estate's. */
export function scopeOf(participant: ParticipantId | null): Scope {
  return participant === null ? { as: 'operations' } : { as: 'participant', participant }
}

/** The same in a transaction that is under way. */
export async function makeWithin(
  tx: Tx,
  world: RequestWorld,
  making: Asking,
): Promise<Result<Made, MakeRefusal>> {
  const kind = kindOf(world, making)
  const judged = await judge(tx, world, kind, making)
  if (judged.ok) return done(await put(tx, world, kind, making, judged.value))
  const { is } = judged.refusal
  const why = judged.refusal.is === 'problem' ? judged.refusal.problem.code : null
  const { maker: by, participant, at } = making
  const facts = { kind: kind.id, participant, because: is, problem: why }
  await recordStep(tx, world, { event: 'request.refused', at, by, number: null, facts })
  return judged
}

function kindOf({ kinds }: RequestWorld, making: Asking): CataloguedKind {
  const kind = kinds.get(making.kind.id)
  if (kind === undefined) throw new Error(`${making.kind.id} is not in the catalogue`)
  return kind
}

interface Judged {
  readonly maker: Standing
  readonly asked: Asked
  readonly drawn: Drawn
  readonly singleControl: boolean
}

async function judge(
  tx: Tx,
  world: RequestWorld,
  kind: CataloguedKind,
  making: Asking,
): Promise<Result<Judged, MakeRefusal>> {
  const { participant, maker: account, session, remark, at } = making
  const asked = kind.parse(JSON.parse(JSON.stringify(making.input)))
  if (!asked.ok) return refused({ is: 'problem', problem: asked.refusal })
  if (remark.length > LONGEST_REMARK)
    return refused({ is: 'problem', problem: { code: 'remark-too-long', field: 'remark' } })
  await holdStill(tx, participant, [account])
  const maker = await readStanding(reading(tx), { account, participant, at })
  if (maker === undefined || !mayMake(kind, maker)) return refused({ is: 'not-entitled' })
  const { programme } = world
  const drawn = await asked.value.draft(reading(tx), { programme, participant, at })
  if (!drawn.ok) return refused({ is: 'problem', problem: drawn.refusal })
  if (await concernsHim(reading(tx), asked.value, drawn.value.concerns, maker))
    return refused({ is: 'on-oneself' })
  if (drawn.value.lines.length === 0) return refused({ is: 'nothing-changes' })
  const singleControl = hasSingleControl(kind, maker, await isGranted(tx, participant))
  if (singleControl && !kind.restricts && !(await hasSteppedUp(tx, { account, session, at })))
    return refused({ is: 'step-up' })
  return done({ maker, asked: asked.value, drawn: drawn.value, singleControl })
}

async function isGranted(tx: Tx, participant: ParticipantId | null): Promise<boolean> {
  if (participant === null) return false
  const firm = await tx
    .selectFrom('participant')
    .select('single_control')
    .where('id', '=', participant)
    .executeTakeFirst()
  return firm?.single_control ?? false
}

async function put(
  tx: Tx,
  world: RequestWorld,
  kind: CataloguedKind,
  making: Asking,
  { maker, asked, drawn, singleControl }: Judged,
): Promise<Made> {
  const { participant, session, remark, at, resubmits } = making
  const state = singleControl ? 'applied' : kind.restricts ? 'in-force' : 'pending'
  const digest = digestOf({ kind: kind.id, participant, input: asked.input, ...drawn })
  const said = {
    ...{ kind: kind.id, participant_id: participant, maker: maker.account, made_in: session, remark },
    ...{ lines: JSON.stringify(drawn.lines), more: drawn.more },
  }
  const asks =
    state === 'pending' && resubmits === undefined ? await findSame(reading(tx), { ...said, at }) : undefined
  if (asks !== undefined) return { number: asks, state: 'pending' }
  const number = await insertRequest(tx, {
    ...said,
    ...{ chain: kind.chain, restricts: kind.restricts, maker_person: maker.person, made_at: at },
    ...{ input: asked.input, digest, state },
    concerns: drawn.concerns === 'many' ? null : [...drawn.concerns],
    due_at: dueAt(world.programme, at),
    single_control: singleControl,
    resubmits: resubmits === undefined ? null : rowOf(resubmits),
    ended_at: singleControl ? at : null,
  })
  const facts = { kind: kind.id, participant, digest: digest.toString('hex'), state, singleControl }
  const step = { at, by: maker.account, number, remark }
  await recordStep(tx, world, {
    ...step,
    event: 'request.made',
    facts: { ...facts, resubmits: resubmits ?? null },
  })
  if (state !== 'pending') await drawn.apply(tx, world, aloneBy(number, maker.account, singleControl), at)
  return { number, state }
}

function aloneBy(number: RequestNumber, maker: AccountId, singleControl: boolean): Authority {
  return singleControl
    ? { by: 'request', number, maker, checker: maker, authoriser: null, singleControl }
    : { by: 'one-person', number, maker }
}
