import { readFile } from 'node:fs/promises'
import { programmeCommand, programmeUsage } from '../programme/commands.ts'
import { openDirectory } from './open-directory.ts'
import type { Terminal } from './terminal.ts'

export const programmeUsages = programmeUsage.map((line) =>
  line.replace(/^sallyport /, '').replace(/^ {10}/, ''),
)

export function runProgramme(argv: readonly string[], terminal: Terminal): Promise<number> {
  return programmeCommand(argv, {
    ...terminal,
    readFile: (path) => readFile(path, 'utf8'),
    directory: openDirectory,
  })
}
