import { askPerson } from './cli/ask-person.ts'
import { run } from './cli/run.ts'
import { systemTicks } from './kernel/system.ts'

/** Called by bin/sallyport.js on the Node this program was made for. */
export async function start(argv: readonly string[]): Promise<void> {
  // Who reads may have seen enough (`| head`): then nobody is left to be told.
  process.stdout.once('error', () => process.exit(2))
  try {
    process.exitCode = await run(argv, {
      print: (line) => process.stdout.write(`${line}\n`),
      complain: (line) => process.stderr.write(`${line}\n`),
      ask: askPerson,
      interrupted,
    })
  } catch (fault) {
    process.stderr.write(`sallyport: ${fault instanceof Error ? fault.message : String(fault)}\n`)
    process.exitCode = 2
  }
  process.exit()
}

/** Ctrl+C reaches this process twice, from the terminal and handed on by bin/sallyport.js: within this it is one. */
const ONE_SIGNAL_MILLISECONDS = 1_000
const SIGNALS = ['SIGINT', 'SIGTERM'] as const
let heardAt = Number.NEGATIVE_INFINITY

/** Listens from now on only: a command that does not ask is ended by Ctrl+C at once. */
function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    const heed = () => {
      if (systemTicks() - heardAt < ONE_SIGNAL_MILLISECONDS) return
      heardAt = systemTicks()
      // Whoever does not ask again is ended by the next signal, as if we had never listened.
      setTimeout(() => SIGNALS.map((signal) => process.off(signal, heed)), ONE_SIGNAL_MILLISECONDS).unref()
      resolve()
    }
    for (const signal of SIGNALS) process.on(signal, heed)
  })
}
