import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Tx } from '../db/transaction.ts'
import type { Schema } from '../db/types.ts'
import type { Epoch } from '../kernel/ids.ts'
import { systemRandomness } from '../kernel/system.ts'
import { sealingKeys } from '../sealing/keys.ts'
import { makeSealer } from '../sealing/seal.ts'
import { openContent } from './mail-content.ts'
import { type QueuedMail, queueMail } from './queue-mail.ts'

const sealer = makeSealer(sealingKeys([{ id: 1, secret: new Uint8Array(32).fill(7) }]), systemRandomness)
const at = Temporal.Instant.from('2023-06-10T18:05+08:00')
const mail: QueuedMail = {
  id: '00000000-0000-4000-8000-000000000001',
  epoch: 'primary-1' as Epoch,
  accountId: null,
  kind: 'initiation-code',
  to: 'mei.tai@firm.example',
  subject: 'CCMS: code for the initiation of 2FA',
  text: '12345678',
  at,
  notAfter: at.add({ minutes: 10 }),
  deliver: true,
}

interface Statement {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/** What `queueMail` sends to the database. */
async function statementsFor(queued: QueuedMail): Promise<readonly Statement[]> {
  const statements: Statement[] = []
  const db = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (of) => new PostgresIntrospector(of),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: ({ query }) => void statements.push(query),
  })
  await db.transaction().execute((tx: Tx) => queueMail(tx, sealer, queued))
  return statements
}

describe('queueing a mail', () => {
  it('is the same one statement, of the same size, whether somebody is to get it or nobody', async () => {
    const [known, unknown] = [await statementsFor(mail), await statementsFor({ ...mail, deliver: false })]
    expect(known.length).toBe(1)
    expect(unknown.map(({ sql }) => sql)).toEqual(known.map(({ sql }) => sql))
    const sizes = (statement: Statement | undefined) =>
      statement?.parameters.map((each) => (Buffer.isBuffer(each) ? each.length : each))
    expect(sizes(unknown[0])?.with(-1, true)).toEqual(sizes(known[0]))
  })

  it('shows the database neither the code nor the address', async () => {
    const [statement] = await statementsFor(mail)
    const shown = statement?.parameters.map((each) =>
      Buffer.isBuffer(each) ? each.toString('latin1') : String(each),
    )
    expect(shown?.join('\n')).not.toMatch(/12345678|mei\.tai|initiation of 2FA/)
  })

  it('seals the content to its row: it opens there and nowhere else', async () => {
    const [statement] = await statementsFor(mail)
    const sealed = statement?.parameters.find((each) => Buffer.isBuffer(each)) ?? Buffer.alloc(0)
    const { to, subject, text } = mail
    expect(openContent(sealer, mail.id, sealed)).toEqual({ ok: true, value: { to, subject, text } })
    expect(openContent(sealer, 'another row', sealed).ok).toBe(false)
  })
})
