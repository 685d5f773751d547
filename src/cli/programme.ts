import { readFile } from 'node:fs/promises'
import type { Terminal } from '../kernel/terminal.ts'
import { programmeCommand, programmeUsage } from '../programme/commands.ts'
import { openDirectory } from './open-directory.ts'

/** One text for each verb, of one line or more. */
export const programmeUsages = programmeUsage
  .join('\n')
  .split(/\n(?=sallyport )/)
  .map((usage) => usage.replace('sallyport ', ''))

export function runProgramme(argv: readonly string[], terminal: Terminal): Promise<number> {
  return programmeCommand(argv, {
    ...terminal,
    readFile: (path) => readFile(path, 'utf8'),
    directory: () => openDirectory(process.env),
  })
}
