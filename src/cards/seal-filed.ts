import { planned } from '../changes/record-kind.ts'
import type { LongWork } from '../db/open-long-work.ts'
import type { AccountId, CardPasswordId, Epoch } from '../kernel/ids.ts'
import type { Sealer } from '../sealing/seal.ts'
import { cardPasswordContext } from './own-passwords.ts'
import { waiting } from './read-filed.ts'

/** To be there before the transaction begins, as all temporary tables. */
export const SEALED_PASSWORDS = `create temporary table sealed_password (key text collate "C", id uuid, account_id uuid, epoch text,
  sealed bytea)`

/** `row_cards` is what was read of the file: digest, colon, and the hash as it waits. */
const WAITING = `
  select planned.key, id_from(seed, 'card-password/' || planned.key) as id, a.id as account, after[1] as digest,
    split_part(r.card_password, ':', 2) as waiting
  from ${planned('card-password')} join account a on a.user_id = planned.key
    join row_cards r on r.user_id = planned.key and split_part(r.card_password, ':', 1) = after[1]
  where after is not null`

interface Waiting {
  readonly key: string
  readonly id: CardPasswordId
  readonly account: AccountId
  readonly digest: string
  readonly waiting: string
}

export interface FiledWorld {
  readonly epoch: Epoch
  /** Undefined where no sealing key is known: then no hash was read (read-filed.ts). */
  readonly sealer: Sealer | undefined
}

interface SealedRow extends Pick<Waiting, 'key' | 'id' | 'account'> {
  readonly sealed: Buffer
}

const AT_ONCE = 2_000

/** Seals each hash of the plan in the context of its row and owner, who are known by now: SQL can't. */
export async function sealFiled(
  work: Pick<LongWork, 'run' | 'stream'>,
  { sealer, epoch }: FiledWorld,
): Promise<void> {
  let rows: SealedRow[] = []
  const flush = async () => {
    await insertSealed(work, rows, epoch)
    rows = []
  }
  for await (const row of work.stream<Waiting>(WAITING)) {
    if (sealer === undefined) throw new Error('a hash was read, and nothing can seal it')
    rows.push({ ...row, sealed: sealAnew(sealer, row) })
    if (rows.length === AT_ONCE) await flush()
  }
  await flush()
}

function sealAnew(sealer: Sealer, { id, account, digest, waiting: sealed }: Waiting): Buffer {
  const phc = sealer.open(waiting(digest), Buffer.from(sealed, 'base64'))
  if (!phc.ok) throw new Error('a hash that this import sealed itself does not open')
  return sealer.seal(cardPasswordContext(id, account), phc.value)
}

async function insertSealed(
  work: Pick<LongWork, 'run'>,
  rows: readonly SealedRow[],
  epoch: Epoch,
): Promise<void> {
  if (rows.length === 0) return
  await work.run(
    `insert into sealed_password (key, id, account_id, epoch, sealed)
      select key, id, account, $4, sealed from unnest($1::text[], $2::uuid[], $3::uuid[], $5::bytea[]) as row(key, id, account, sealed)`,
    [
      rows.map(({ key }) => key),
      rows.map(({ id }) => id),
      rows.map(({ account }) => account),
      epoch,
      rows.map(({ sealed }) => sealed),
    ],
  )
}
