import { spawnSync } from 'node:child_process'

/**
 * How PostgreSQL's programs are started, by who runs us. PostgreSQL refuses root. `tied`: a server doesn't outlive the
 * program that started it, however that ends: `--pdeathsig INT` (Linux) is a fast shutdown then. One that a command
 * starts, and leaves running, is not.
 *
 * As root, either a user namespace shows root to PostgreSQL as nobody: no user to add, no folder to open to others. Or,
 * where a container forbids namespaces, PostgreSQL is nobody, but passes root's folders.
 */
export interface Launcher {
  readonly words: readonly string[]
  /** Whom the data folder must belong to, where that isn't whoever runs us. */
  readonly owner?: Owner
}

export interface Owner {
  readonly uid: number
  readonly gid: number
}

const NOBODY = 65534
const SETPRIV = ['setpriv']
const TIED = [...SETPRIV, '--pdeathsig', 'INT']
const NAMESPACE = ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`]
const AS_NOBODY = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups']
const PASSING_FOLDERS = ['--inh-caps', '+dac_override', '--ambient-caps', '+dac_override']

export function findLauncher(tied = true): Launcher {
  if (process.getuid?.() !== 0) return { words: tied && works(TIED) ? TIED : [] }
  const first = tied ? TIED : SETPRIV
  if (works([...first, ...NAMESPACE])) return { words: [...first, ...NAMESPACE] }
  return { words: [...first, ...AS_NOBODY, ...PASSING_FOLDERS], owner: { uid: NOBODY, gid: NOBODY } }
}

/** Tried once: what a machine lets us do stays so while we run, and each try is a process that everything waits for. */
const tried = new Map<string, boolean>()

function works(line: readonly string[]): boolean {
  const [program = '', ...words] = line
  const known =
    tried.get(line.join(' ')) ?? spawnSync(program, [...words, 'true'], { stdio: 'ignore' }).status === 0
  tried.set(line.join(' '), known)
  return known
}

export function launchLine(
  launcher: Launcher,
  program: string,
  words: readonly string[],
): readonly [string, ...string[]] {
  const [first = program, ...rest] = [...launcher.words, program]
  return [first, ...rest, ...words]
}

/** Nothing of the caller's PG* variables, locale or time zone. */
export const SERVER_ENVIRONMENT = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' }
