import { once } from 'node:events'
import { run } from './cli/run.ts'

/** Called by bin/sallyport.js on the Node this program was made for. */
export async function start(argv: readonly string[]): Promise<void> {
  try {
    process.exitCode = await run(argv, {
      print: (line) => process.stdout.write(`${line}\n`),
      complain: (line) => process.stderr.write(`${line}\n`),
      interrupted,
    })
  } catch (fault) {
    process.stderr.write(`sallyport: ${fault instanceof Error ? fault.message : String(fault)}\n`)
    process.exitCode = 2
  }
  process.exit()
}

/** Listens from now on only: a command that does not ask is ended by Ctrl+C at once. */
async function interrupted(): Promise<void> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
}
