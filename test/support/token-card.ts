import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { SampleCard } from '../../src/demo/card-office/open-card-office.ts'
import { writeCard } from '../../src/demo/card-office/write-cards.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import type { FileCard, TokenCard } from './curl.ts'
import { type Held, tlsOf } from './sample-cards.ts'

const run = promisify(execFile)
const MODULE = '/usr/lib/softhsm/libsofthsm2.so'

/** Puts the card on a PKCS#11 token of its own, by the script that is shipped for it. */
export async function ontoToken(folder: string, card: SampleCard): Promise<TokenCard> {
  mkdirSync(folder, { recursive: true })
  const { p12, pin } = await writeCard(folder, card, systemRandomness)
  const tokens = join(folder, 'tokens')
  await run('bash', ['examples/smartcards/make-token.sh', p12, tokens])
  return {
    certFile: await certificateFile(folder, card.holder, card),
    key: `pkcs11:token=${card.holder};id=%01;type=private;pin-value=${pin}`,
    env: { SOFTHSM2_CONF: join(tokens, 'softhsm2.conf'), PKCS11_MODULE_PATH: MODULE },
  }
}

export async function ontoFiles(folder: string, name: string, held: Held): Promise<FileCard> {
  mkdirSync(folder, { recursive: true })
  const keyFile = join(folder, `${name}.key`)
  writeFileSync(keyFile, (await tlsOf(held)).key, { mode: 0o600 })
  return { certFile: await certificateFile(folder, name, held), keyFile }
}

export async function certificateFile(folder: string, name: string, held: Held): Promise<string> {
  const file = join(folder, `${name}.crt`)
  writeFileSync(file, (await tlsOf(held)).cert)
  return file
}
