import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { packageRoot } from '../../src/package-root.ts'

const run = promisify(execFile)

/** A virtual reader with a virtual PIV card in it, opened by the script that is shipped for it. */
export interface CardReader {
  /** With this, whatever speaks PC/SC sees the reader, and a PKCS#11 engine takes OpenSC. */
  readonly env: Readonly<Record<string, string>>
  pull(): Promise<void>
  putIn(): Promise<void>
  close(): Promise<void>
}

export const OPENSC = '/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so'

export async function openReader(folder: string, p12: string): Promise<CardReader> {
  const script = join(packageRoot, 'examples/smartcards/put-in-reader.sh')
  const child = spawn('bash', [script, p12, folder], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const said = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const hear = async (what: RegExp) => {
    const { value } = await said.next()
    if (!what.test(String(value))) throw new Error(`the reader said ${value}`)
  }
  const env = { PCSCLITE_CSOCK_NAME: join(folder, 'pcscd.comm'), PKCS11_MODULE_PATH: OPENSC }
  await hear(/is in the reader/)
  await untilSeen(env)
  return {
    env,
    pull: async () => {
      child.stdin.write('\n')
      await hear(/is out/)
    },
    putIn: async () => {
      child.stdin.write('\n')
      await hear(/is in the reader/)
      await untilSeen(env)
    },
    close: async () => {
      child.stdin.end()
      await ended
    },
  }
}

/** The reader has powered the card on; pcscd says so a moment later. */
async function untilSeen(env: CardReader['env']): Promise<void> {
  for (;;) {
    const { stdout } = await run('opensc-tool', ['--list-readers'], { env: { ...process.env, ...env } })
    if (/^0 +Yes/m.test(stdout)) return
  }
}
