import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SiteId } from '../../src/kernel/ids.ts'
import { type Program, startProgram } from './serving-node.ts'

/** A witness in a process of its own, at a third place that is a folder. */
export interface WitnessProgram {
  /** By which each site knows it. */
  readonly settings: Readonly<Record<SiteId, Readonly<Record<string, string>>>>
  kill(): Promise<void>
  /** At the same place again. */
  start(): Promise<void>
}

export async function startWitness(): Promise<WitnessProgram> {
  const folder = join(mkdtempSync(join(tmpdir(), 'sallyport-witness-')), 'witness')
  const prepared = startProgram(['witness', 'prepare', '--folder', folder, '--apply'])
  if ((await prepared.ended) !== 0) throw new Error(prepared.output())
  let { program, port } = await serve(folder, 0)
  const settingsOf = (site: SiteId) => ({
    SALLYPORT_WITNESS_URL: `http://127.0.0.1:${port}`,
    SALLYPORT_WITNESS_KEY_FILE: join(folder, `${site}.key`),
  })
  return {
    settings: { primary: settingsOf('primary'), secondary: settingsOf('secondary') },
    kill: async () => {
      program.process.kill('SIGKILL')
      await program.ended
    },
    start: async () => {
      ;({ program, port } = await serve(folder, port))
    },
  }
}

async function serve(folder: string, port: number): Promise<{ program: Program; port: number }> {
  const program = startProgram(['witness', 'serve', '--folder', folder, '--listen', `127.0.0.1:${port}`])
  const listens = new Promise<number>((resolve) => {
    program.process.stdout?.on('data', () => {
      const [, told] = /listens on \S+ port (\d+)/.exec(program.output()) ?? []
      if (told !== undefined) resolve(Number(told))
    })
  })
  const told = await Promise.race([listens, program.ended.then(() => undefined)])
  if (told === undefined) throw new Error(program.output())
  return { program, port: told }
}
