import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { packageRoot } from '../../src/package-root.ts'
import { buildLibrary } from './build-library.ts'
import { UNSEEN } from './chromium.ts'
import { scratchFolder } from './scratch-folder.ts'

const run = promisify(execFile)

/** The whole browser: without its window it is no other than a terminal's, certificates and tokens included. */
const PROGRAM = '/usr/bin/chromium'
/** test/install writes it: without it a browser that nobody looks at waits for somebody to choose a certificate. */
const POLICY = '/etc/chromium/policies/managed/sallyport-tests.json'
const MODULE = '/usr/lib/softhsm/libsofthsm2.so'

/** A smartcard as the demo writes it. */
export interface CardInReader {
  readonly p12: string
  readonly pin: string
}

export interface ChromiumWithReader {
  /** Its one page. */
  readonly page: Page
  /** Takes the card out: nothing is told to anybody. */
  pullCard(): void
  /** Ends the browser, and the token with it. */
  close(): Promise<void>
}

/** A browser of its own with a reader, and this card in it. Its private key never leaves the PKCS#11 token. */
export async function openChromiumWithReader(
  card: CardInReader,
  looks: BrowserContextOptions,
): Promise<ChromiumWithReader> {
  if (!existsSync(POLICY)) throw new Error(`there is no ${POLICY}: run test/install`)
  const folder = scratchFolder('reader')
  const reader = join(folder, 'card-is-in')
  const home = join(folder, 'home')
  const database = `sql:${join(home, '.pki/nssdb')}`
  mkdirSync(join(home, '.pki/nssdb'), { recursive: true })
  await run('certutil', ['-N', '-d', database, '--empty-password'])
  const env = {
    ...{ PATH: process.env['PATH'] ?? '', HOME: home, PIN_PAD_READER: reader },
    ...(await tokenOf(card, folder)),
  }
  const deaf = { LD_PRELOAD: await buildLibrary('deaf-to-network', folder) }
  writeFileSync(reader, '')
  const library = await buildLibrary('pin-pad', folder)
  await run('modutil', ['-force', '-dbdir', database, '-add', 'card', '-libfile', library], { env })
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    ...{ ...looks, executablePath: PROGRAM, env: { ...env, ...deaf } },
    chromiumSandbox: process.getuid?.() !== 0,
    args: UNSEEN,
  })
  const [page = await context.newPage()] = context.pages()
  return {
    page,
    pullCard: () => rmSync(reader),
    close: async () => {
      await context.close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 20 })
    },
  }
}

/** As somebody makes one of the demo's: by the shipped script, which asks for the PIN. */
async function tokenOf({ p12, pin }: CardInReader, folder: string) {
  const tokens = join(folder, 'tokens')
  const making = run('bash', [join(packageRoot, 'examples/smartcards/make-token.sh'), p12, tokens])
  making.child.stdin?.end(`${pin}\n`)
  await making
  return { SOFTHSM2_CONF: join(tokens, 'softhsm2.conf'), PIN_PAD_MODULE: MODULE, PIN_PAD_PIN: pin }
}
