import { run } from '../../src/cli/run.ts'

type Environment = Readonly<Record<string, string>>

/** What somebody at a terminal was told, and its exit status. */
export interface Ran {
  readonly status: number
  readonly printed: string
  readonly complained: string
}

let before: Promise<unknown> = Promise.resolve()

/**
 * A command by its words, without a process of its own: that costs half a second of a core and adds what `src/main.ts` does. For
 * what ends by itself and leaves nothing running. One after the other: it finds the settings of no other in the environment.
 */
export function runCommand(argv: readonly string[], environment: Environment = {}): Promise<Ran> {
  const ran = before.then(() => inEnvironment(environment, () => runAlone(argv)))
  before = ran.catch(() => undefined)
  return ran
}

async function runAlone(argv: readonly string[]): Promise<Ran> {
  const said = { printed: '', complained: '' }
  const status = await run(argv, {
    print: (line) => {
      said.printed += `${line}\n`
    },
    complain: (line) => {
      said.complained += `${line}\n`
    },
    ask: () => Promise.reject(new Error('nobody is at this terminal')),
    interrupted: () => new Promise(() => undefined),
  })
  return { status, ...said }
}

/** Only what is given of our settings: the run's own are in the worker's environment. */
async function inEnvironment<T>(environment: Environment, work: () => Promise<T>): Promise<T> {
  const own = Object.entries(process.env).filter(([name]) => name.startsWith('SALLYPORT_'))
  for (const [name] of own) Reflect.deleteProperty(process.env, name)
  Object.assign(process.env, environment)
  try {
    return await work()
  } finally {
    for (const name of Object.keys(environment)) Reflect.deleteProperty(process.env, name)
    Object.assign(process.env, Object.fromEntries(own))
  }
}
