import { z } from 'zod'
import { done, type Result, refused } from '../kernel/result.ts'
import type { Sealer } from '../sealing/seal.ts'

/** What is sealed of a queued mail: all that could tell a reader of the table whom it is for or what it says. */
export interface MailContent {
  readonly to: string
  readonly subject: string
  readonly text: string
}

const Content = z.object({ to: z.string(), subject: z.string(), text: z.string() })

/** The row's id is in the seal: content moved to another row does not open. */
export function sealContent(sealer: Sealer, id: string, { to, subject, text }: MailContent): Buffer {
  return sealer.seal(context(id), Buffer.from(JSON.stringify({ to, subject, text })))
}

export function openContent(sealer: Sealer, id: string, sealed: Buffer): Result<MailContent, 'broken-seal'> {
  const opened = sealer.open(context(id), sealed)
  return opened.ok ? done(Content.parse(JSON.parse(opened.value.toString()))) : refused('broken-seal')
}

function context(id: string): readonly string[] {
  return ['outbox_mail', id]
}
