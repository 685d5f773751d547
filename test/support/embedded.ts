import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, onTestFinished, vi } from 'vitest'
import type { EmbeddedPostgres } from '../../src/db/embedded/start-cluster.ts'
import { startStandby } from '../../src/db/embedded/start-standby.ts'
import { scratchFolder } from './scratch-folder.ts'
import { BINARIES, type More, start } from './start-postgres.ts'

/** Asked for at the top of a test file: a folder, gone after its last test. A cluster costs a second: tests share it. */
export function temporaryFolder(): string {
  const folder = scratchFolder('embedded')
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20 }))
  return folder
}

/** Starts the embedded server for the test at hand; stopped after it, if the test has not. */
export async function startForTest(folder: string, more?: More): Promise<EmbeddedPostgres> {
  const server = await start(folder, more)
  onTestFinished(() => server.stop())
  return server
}

/** And a standby of it, as the secondary site has one. */
export async function standbyForTest(folder: string, of: EmbeddedPostgres): Promise<EmbeddedPostgres> {
  const server = await startStandby({ folder, of, binaries: BINARIES, name: 'secondary', requires: null })
  onTestFinished(() => server.stop())
  return server
}

export interface Program {
  /** The program's own user, and its server. */
  readonly user: number
  readonly pid: number
  readonly ownerUrl: string
  kill(): void
}

/** Runs embedded-program.ts, behind `words` such as setpriv, until the test kills it or ends. */
export async function runProgram(
  folder: string,
  words: readonly string[] = [],
  path = process.env['PATH'],
): Promise<Program> {
  const script = join(import.meta.dirname, 'embedded-program.ts')
  const [program = '', ...rest] = [...words, process.execPath, script, folder, BINARIES]
  const child = spawn(program, rest, {
    env: { ...process.env, PATH: path },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const kill = () => void child.kill('SIGKILL')
  const [line] = await once(createInterface(child.stdout), 'line')
  const said = JSON.parse(line)
  onTestFinished(async () => {
    kill()
    await serverGone(said.pid)
  })
  return { ...said, kill }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

export function serverGone(pid: number): Promise<void> {
  return vi.waitFor(
    () => {
      if (isAlive(pid)) throw new Error(`process ${pid} is still there`)
    },
    { timeout: 30_000, interval: 20 },
  )
}
