import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Terminal } from '../kernel/terminal.ts'
import { packageRoot } from '../package-root.ts'

interface Verb {
  readonly usage: readonly string[]
  readonly run: (argv: readonly string[], terminal: Terminal) => Promise<number>
}

/** Each verb, and what it is for. Loaded when it is asked for: a node needs nothing of the demo, and starts sooner. */
const VERBS: Readonly<Record<string, { readonly does: string; readonly load: () => Promise<Verb> }>> = {
  demo: {
    does: 'Runs everything on this machine, with made-up firms and people and a clock to set.',
    load: async () => {
      const { demoUsage, runDemo } = await import('../demo/commands.ts')
      return { usage: [demoUsage], run: runDemo }
    },
  },
  serve: {
    does: 'Runs one node of a site. What it needs is in docs/running.md.',
    load: async () => {
      const { serveUsage, runServe } = await import('../node/serve.ts')
      return { usage: [serveUsage], run: runServe }
    },
  },
  migrate: {
    does: 'Says which steps the database schema lacks; --apply takes them.',
    load: async () => {
      const { migrateUsage, runMigrate } = await import('../db/commands.ts')
      return { usage: [migrateUsage], run: runMigrate }
    },
  },
  import: {
    does: "Brings a registry's files in. Says what they would change; --apply does it. docs/directory.md has the columns.",
    load: async () => {
      const { importUsage, runImport } = await import('../directory/commands.ts')
      return { usage: [importUsage], run: runImport }
    },
  },
  export: {
    does: 'Writes the directory into the files an import reads.',
    load: async () => {
      const { exportUsage, runExport } = await import('../directory/commands.ts')
      return { usage: [exportUsage], run: runExport }
    },
  },
  generate: {
    does: 'Writes a made-up directory of any size, the same for the same seed.',
    load: async () => {
      const { generateUsage, runGenerate } = await import('../directory/commands.ts')
      return { usage: [generateUsage], run: runGenerate }
    },
  },
  reports: {
    does: "Puts a business day's reports up for download, and counts who has them. Says what it would do; --apply does it.",
    load: async () => {
      const { countUsage, publishUsage, runReports } = await import('../overnight-reports/commands.ts')
      const { runTokens, tokenUsages } = await import('../overnight-reports/tokens/commands.ts')
      return {
        usage: [publishUsage, countUsage, ...tokenUsages],
        run: ([verb, ...rest], terminal) =>
          verb === 'token'
            ? runTokens(rest, terminal)
            : runReports(verb === undefined ? [] : [verb, ...rest], terminal),
      }
    },
  },
  cases: {
    does: 'Lists the cases of the hotline: number, firm, whom it is about, whose it is. Changes nothing.',
    load: async () => {
      const { casesUsage, runCases } = await import('../hotline/commands.ts')
      return { usage: [casesUsage], run: runCases }
    },
  },
  site: {
    does: 'Opens and discards a branch, fails over, switches, goes standalone, rejoins: on the host of a site. docs/running.md.',
    load: async () => {
      const { runSite, siteUsages } = await import('../sites/commands.ts')
      return { usage: siteUsages, run: runSite }
    },
  },
  witness: {
    does: 'At a third place: says which of the two sites may go on alone when they lose each other. docs/running.md.',
    load: async () => {
      const { runWitness, witnessUsages } = await import('../witness/commands.ts')
      return { usage: witnessUsages, run: runWitness }
    },
  },
  doctor: {
    does: 'Examines one site by its settings and says of each thing whether it is well, and what to do. Changes nothing.',
    load: async () => {
      const { doctorUsage, runDoctor } = await import('../doctor/commands.ts')
      return { usage: [doctorUsage], run: runDoctor }
    },
  },
  calibrate: {
    does: 'Measures what hashing a password takes on this machine, and proposes SALLYPORT_ARGON2.',
    load: async () => {
      const { calibrateUsage, runCalibrate } = await import('../passwords/commands.ts')
      return { usage: [calibrateUsage], run: runCalibrate }
    },
  },
  programme: {
    does: 'Checks a programme file; explains what one person meets, and why; names who is locked out, and whom a change touches.',
    load: async () => {
      const { programmeUsages, runProgramme } = await import('./programme.ts')
      return { usage: programmeUsages, run: runProgramme }
    },
  },
}

const ASKS_FOR_HELP: ReadonlySet<string | undefined> = new Set([undefined, 'help', '--help', '-h'])
const ASKS_FOR_VERSION: ReadonlySet<string | undefined> = new Set(['version', '--version', '-V'])

/** Runs one command line; the number is the exit status. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = argv
  if (ASKS_FOR_VERSION.has(name)) return sayVersion(terminal)
  if (!ASKS_FOR_HELP.has(name)) return runVerb(name ?? '', rest, terminal)
  const [about] = rest
  return about === undefined ? helpWithAll(terminal) : runVerb(about, ['--help'], terminal)
}

async function runVerb(name: string, argv: readonly string[], terminal: Terminal): Promise<number> {
  const listed = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined
  if (listed === undefined) {
    terminal.complain(`sallyport: no such command: ${name}`)
    terminal.complain(`Commands: ${Object.keys(VERBS).join(', ')}. More: sallyport help`)
    return 2
  }
  const verb = await listed.load()
  if (!argv.includes('--help') && !argv.includes('-h')) return verb.run(argv, terminal)
  sayVerb(listed.does, verb, terminal)
  return 0
}

async function helpWithAll(terminal: Terminal): Promise<0> {
  terminal.print(
    'Sallyport moves an estate of smartcard terminals to two-factor login, and then guards those terminals.',
  )
  for (const { does, load } of Object.values(VERBS)) {
    terminal.print('')
    sayVerb(does, await load(), terminal)
  }
  terminal.print('')
  terminal.print('sallyport help [COMMAND]')
  terminal.print('sallyport version')
  terminal.print('')
  terminal.print('Exit status: 0 holds, or done; 1 does not hold; 2 wrong usage, or broken input.')
  return 0
}

function sayVerb(does: string, { usage }: Verb, { print }: Terminal): void {
  for (const line of usage) print(`sallyport ${line}`)
  print(`    ${does}`)
}

async function sayVersion({ print }: Terminal): Promise<0> {
  const { version } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8'))
  print(`sallyport ${version}, on Node ${process.versions.node}`)
  return 0
}
