import type { Context } from 'hono'
import { typedCertificate } from '../smartcards/read-typed.ts'
import type { WebEnv } from '../web/env.ts'
import type { Fields } from '../web/forms.ts'
import type { UploadedFile } from '../web/read-upload.ts'

/** As much as the certificate of a card may have, as PEM with room to spare. */
const LONGEST = 16 * 1024

/**
 * The certificate that came with a form, as base64 of its DER: the file, PEM or DER, else what was pasted. Undefined where
 * there is none, and where a private key lies beside it: that goes no further.
 */
export async function broughtCertificate(c: Context<WebEnv>): Promise<string | undefined> {
  const { form, file } = c.var
  if (file === undefined) return typedCertificate(form.get('certificate') ?? '')
  const bytes = await wholeOf(file)
  if (bytes === undefined) return undefined
  const text = bytes.toString('latin1')
  return text.includes('-----BEGIN') ? typedCertificate(text) : bytes.toString('base64')
}

async function wholeOf(file: UploadedFile): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of file.chunks) {
    length += chunk.length
    if (length > LONGEST) return undefined
    chunks.push(chunk)
  }
  return file.ended() === 'whole' && length > 0 ? Buffer.concat(chunks) : undefined
}

/** The form with the certificate that came with it, as a change takes it; empty where it is none. */
export async function withCertificate(c: Context<WebEnv>): Promise<Fields> {
  const { form, file } = c.var
  if (file === undefined && !form.has('certificate')) return form
  return new Map([...form, ['certificate', (await broughtCertificate(c)) ?? '']])
}

/** What may be shown again of a form that was refused: a private key that was pasted by mistake is not. */
export function shownAgain(typed: Fields): Fields {
  const pasted = typed.get('certificate') ?? ''
  return typedCertificate(pasted) === undefined ? new Map([...typed, ['certificate', '']]) : typed
}
