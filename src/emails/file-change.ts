import { z } from 'zod'
import { newId } from '../changes/input-fields.ts'
import { authorityFacts, type ChangeKind, MOST_LINES } from '../changes/kind.ts'
import { type ReadDb, reading } from '../db/transaction.ts'
import type { ParticipantId, UploadId } from '../kernel/ids.ts'
import { done, refused } from '../kernel/result.ts'
import { applyFile, type FileAsItStands, lastLine, lookAtChanges, namesAny } from './apply-store.ts'
import { tellHowFar } from './tell-how-far.ts'

const input = z.object({
  upload: z.uuid().transform((id) => id as UploadId),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** New ids are drawn from it, one a line. */
  seed: newId,
})
type FileInput = z.infer<typeof input>

interface Seen {
  readonly participant: ParticipantId | null
  /** The file as it was looked at; undefined where this firm has none such. */
  readonly file: { readonly name: string; readonly sha256: string; readonly faults: number } | undefined
  readonly stands: FileAsItStands
}

interface Proposal extends FileInput {
  readonly participant: ParticipantId
  readonly changes: number
}

/**
 * Registers all addresses of an uploaded file by one request, however many: what is shown are its first lines and the
 * file's digest, what it rests on is a digest of every line with what is in force before it.
 */
export const registerFile: ChangeKind<FileInput, Seen, Proposal> = {
  id: 'email.register-file',
  chain: 'firm',
  restricts: false,
  input,
  look: async (db, { upload }, { participant }) => ({
    participant,
    file: participant === null ? undefined : await findFile(db, upload, participant),
    stands: await lookAtChanges(db, upload, participant, MOST_LINES - 1),
  }),
  propose: (asked, { participant, file, stands }) => {
    if (participant === null || file?.sha256 !== asked.sha256) return refused({ code: 'file-not-there' })
    if (file.faults > 0) return refused({ code: 'file-has-errors' })
    const { changes, digest, first } = stands
    const head = { about: file.name, field: 'addresses', before: null, after: String(changes) } as const
    const lines = first.map(
      ({ userId: about, before, after }) => ({ about, field: 'email', before, after }) as const,
    )
    return done({
      proposal: { ...asked, participant, changes },
      concerns: 'many',
      lines: changes === 0 ? [] : [head, ...lines],
      more: changes - first.length,
      before: digest,
    })
  },
  apply: async (tx, world, { upload, participant, seed, changes }, authority, at) => {
    const last = await lastLine(reading(tx), upload)
    const file = { upload, participant, seed, at, authority: authorityFacts(authority) }
    const reached = tellHowFar(world.database, participant, upload, at)
    if ((await applyFile(tx, world, file, { last, reached })) !== changes)
      throw new Error(`upload ${upload} was not applied as it was approved`)
  },
  concernsAny: (db, { upload }, accounts) => namesAny(db, upload, accounts),
}

async function findFile(db: ReadDb, id: UploadId, participant: ParticipantId): Promise<Seen['file']> {
  const upload = await db
    .selectFrom('email_upload')
    .select(({ selectFrom, fn }) => [
      'file_name as name',
      'sha256',
      selectFrom('email_upload_fault')
        .select(fn.countAll<number>().as('faults'))
        .where('upload_id', '=', id)
        .as('faults'),
    ])
    .where('id', '=', id)
    .where('participant_id', '=', participant)
    .where('state', '=', 'checked')
    .executeTakeFirst()
  if (upload === undefined || upload.sha256 === null) return undefined
  return { name: upload.name, sha256: upload.sha256.toString('hex'), faults: upload.faults ?? 0 }
}
