import { type AuditWorld, recordEvent } from '../audit/record-event.ts'
import type { FiledWorld } from '../cards/seal-filed.ts'
import { DatabaseUnavailable } from '../db/database-unavailable.ts'
import type { LongWork } from '../db/open-long-work.ts'
import type { Tx } from '../db/transaction.ts'
import { sha256 } from '../kernel/digest.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { applyPlan } from './apply-plan.ts'
import { FILE_CHECKS, PLAN_CHECKS, runChecks, WARNINGS } from './check-files.ts'
import { locateFaults, type UnplacedFault } from './locate-faults.ts'
import { fileRecords, planImport, preferWholeSets, provideTables } from './plan-import.ts'
import { type Change, type Counted, countPlan, selectChanges } from './reconcile.ts'
import { type Reconciliation, SHOWN } from './reconciliation.ts'
import { type Approval, type Approved, judgeApproval, type Operator } from './rules/judge-approval.ts'
import type { Known } from './rules/read-cell.ts'
import type { Progress } from './say-progress.ts'
import { type StagedFile, stageFiles } from './stage-files.ts'

export interface Import {
  readonly folder: string
  readonly known: Omit<Known, 'at'>
  readonly apply: boolean
  /** People of firms who are here and in no file are suspended. */
  readonly suspendMissing: boolean
  readonly approval: Approval | undefined
  readonly at: Instant
  /** Who runs this, as the machine knows him. */
  readonly runBy: string
}

/**
 * Brings the files of a folder in, or says what that would do: the same code, in one transaction, which a dry run
 * begins as READ ONLY. Faults are no refusal, they are in the reconciliation; refused is what is not approved.
 */
export async function importDirectory(
  work: LongWork,
  world: AuditWorld & FiledWorld,
  asked: Import,
  progress: Progress,
): Promise<Result<Reconciliation, string>> {
  await provideTables(work)
  const files = await stageFiles(work, asked.folder, { ...asked.known, at: asked.at }, progress)
  const proposal = proposalOf(files, asked)
  progress('gathering records')
  await fileRecords(work)
  const may = asked.apply ? 'read write' : 'read only'
  const transaction = work.transaction(may, async (tx): Promise<Result<Reconciliation, string>> => {
    const approved = asked.apply ? await approve(work, asked.approval, proposal) : undefined
    if (approved?.ok === false) return approved
    await preferWholeSets(work)
    progress('checking')
    await runChecks(work, FILE_CHECKS, 'fault')
    await planImport(work, asked, progress)
    await runChecks(work, PLAN_CHECKS, 'fault')
    await runChecks(work, WARNINGS, 'warning')
    progress('counting')
    const counted = await countPlan(work)
    const found = await findings(work, asked.folder)
    const outcome = await decideOutcome(work, found.faults.count)
    if (approved === undefined || outcome === 'faulty')
      return done({ outcome, files, proposal, ...counted, ...found })
    const authority = { by: 'import', file: `sha256:${proposal}` } as const
    await applyPlan(work, world, authority, asked.at, progress)
    await recordImport(tx, world, asked, approved.value, { files, proposal, counted })
    return done({ outcome: 'applied', files, proposal, ...counted, ...found })
  })
  return transaction.catch(refuseIfOvertaken)
}

/** serialization_failure and unique_violation: somebody changed the same rows after this import had looked at them. */
function refuseIfOvertaken(fault: unknown): Result<never, string> {
  const { code } = (fault instanceof DatabaseUnavailable ? fault.cause : fault) as { code?: string }
  if (code === '40001' || code === '23505')
    return refused('the directory was changed meanwhile; nothing was brought in. Run it again')
  throw fault
}

function proposalOf(files: readonly StagedFile[], { suspendMissing }: Import): string {
  const lines = files.map(({ name, sha256: digest }) => `${name} ${digest}`)
  return sha256([...lines, `suspend-missing ${suspendMissing}`].join('\n')).toString('hex')
}

const LOCK = 0x5a11_9028

async function approve(
  work: LongWork,
  approval: Approval | undefined,
  proposal: string,
): Promise<Result<Approved, string>> {
  const [lock] = await work.run<{ mine: boolean }>(`select pg_try_advisory_xact_lock(${LOCK}) as mine`)
  if (!lock?.mine) return refused('another import is under way')
  return judgeApproval(approval, proposal, await work.run<Operator>(OPERATORS))
}

const OPERATORS = `
  select a.id as "accountId", a.person_id as "personId", a.user_id as "userId", array_agg(m.role) as roles
  from account a join membership m on m.account_id = a.id and m.valid_to is null and m.participant_id is null
  where a.status = 'active' group by a.id`

async function decideOutcome(work: LongWork, faults: number): Promise<Reconciliation['outcome']> {
  if (faults > 0) return 'faulty'
  const [any] = await work.run('select from planned where here is distinct from after limit 1')
  return any === undefined ? 'nothing-to-change' : 'would-change'
}

async function findings(work: LongWork, folder: string) {
  const found = async (table: 'fault' | 'warning') => ({
    first: await locateFaults(
      folder,
      await work.run<UnplacedFault>(`select file, line, field, col as column, reason from ${table}
        order by file, line, col nulls last, field, reason limit ${SHOWN}`),
    ),
    count: await countOf(work, table),
  })
  const changes = await work.run<Change>(`select * from (${selectChanges(SHOWN)}) as change limit ${SHOWN}`)
  return {
    faults: await found('fault'),
    warnings: await found('warning'),
    changes: { first: changes, count: await countOf(work, `(${selectChanges('all')}) as change`) },
  }
}

async function countOf(work: LongWork, table: string): Promise<number> {
  const [counted] = await work.run<{ count: number }>(`select count(*) from ${table}`)
  return counted?.count ?? 0
}

interface Said {
  readonly files: readonly StagedFile[]
  readonly proposal: string
  readonly counted: Counted
}

/** The event of the import itself. Maker and checker are stated by who runs the command, not proven: ADR 11. */
function recordImport(
  tx: Tx,
  world: AuditWorld,
  { at, runBy, suspendMissing }: Import,
  approved: Approved,
  { files, proposal, counted }: Said,
): Promise<void> {
  const digests = files.map(({ name, sha256: digest }) => [name, `sha256:${digest}`])
  return recordEvent(tx, world, {
    kind: 'directory.imported',
    at,
    accountId: null,
    reference: null,
    facts: {
      by: approved.by,
      ...(approved.by === 'two-operators'
        ? { statedMaker: approved.maker, statedChecker: approved.checker }
        : {}),
      file: `sha256:${proposal}`,
      ...Object.fromEntries(digests),
      suspendMissing,
      ...counted.total,
      directory: `sha256:${counted.digest}`,
    },
    particulars: { runBy },
  })
}
