import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { stopServerIn } from './stop-server.ts'

/** On the command line of a server that goes on when the program that started it ends. PostgreSQL lets it be. */
const MARK = 'sallyport.outlives_its_starter'
export const OUTLIVES = { [MARK]: 'on' }

/**
 * Ends every server below a folder that outlived the command by which it was started, but none that is tied to a program
 * still running: that one's folder is not ours.
 */
export async function endLeftovers(folder: string): Promise<void> {
  if (!existsSync(folder)) return
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const clusters = names.filter((name) => name.endsWith('/postmaster.pid')).map((name) => dirname(name))
  for (const data of clusters.map((name) => realpathSync(join(folder, name)))) {
    if (startedWith(data).includes(MARK)) await stopServerIn(data, 'cleanly')
  }
}

/** PostgreSQL writes its own command line beside its lock file. */
function startedWith(data: string): string {
  const file = join(data, 'postmaster.opts')
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}
