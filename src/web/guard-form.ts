import type { Context } from 'hono'
import { done, type Result } from '../kernel/result.ts'
import type { WebEnv } from './env.ts'
import { FORM_TOKEN, type FormKey, isFormToken } from './form-token.ts'
import { type Fields, type FormFault, readFields } from './forms.ts'
import type { Step } from './in-turn.ts'
import type { OriginOf } from './known-host.ts'
import { isUpload, readUpload } from './read-upload.ts'

const STATUS_OF: Readonly<Record<FormFault, 400 | 413 | 415>> = {
  'not-a-form': 415,
  'too-long': 413,
  malformed: 400,
}

/**
 * Nothing changes but by a POST that (attack 34) came to a host of ours, from a page of the same origin, as a form,
 * with the token this browser was given for this very address. What passes is in `c.var.form`, without the token.
 */
export function guardForm(key: FormKey, originOf: OriginOf): Step {
  return (c) => {
    const refuse = c.get('refuse')
    const origin = originOf(c.req.header('host'))
    if (origin === undefined) return refuse({ status: 421 })
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return null
    if (c.req.method !== 'POST') return refuse({ status: 405 })
    if (c.req.header('origin') !== origin) return refuse({ status: 403 })
    return guardFields(c, key)
  }
}

async function guardFields(c: Context<WebEnv>, key: FormKey): Promise<Response | null> {
  const refuse = c.get('refuse')
  const read = await readForm(c)
  if (!read.ok) return refuse({ status: STATUS_OF[read.refusal] })
  const fields = new Map(read.value)
  if (!isFormToken(key, c.get('visit').browser, c.req.path, fields.get(FORM_TOKEN) ?? ''))
    return refuse({ status: 403 })
  fields.delete(FORM_TOKEN)
  c.set('form', fields)
  return null
}

/** A file is taken where the address says so, and nowhere else; its bytes wait in `c.var.file` until the token was right. */
async function readForm(c: Context<WebEnv>): Promise<Result<Fields, FormFault>> {
  if (!c.req.path.endsWith('/upload') || !isUpload(c.req.raw))
    return readFields(c.req.raw, 'incoming' in c.env ? c.env.incoming : undefined)
  const read = await readUpload(c.req.raw)
  if (!read.ok) return read
  c.set('file', read.value.file)
  return done(read.value.fields)
}
