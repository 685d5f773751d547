import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { systemClock } from '../kernel/system.ts'
import type { Terminal } from '../kernel/terminal.ts'
import { programmeCommand, programmeUsage } from '../programme/commands.ts'
import type { ProgressLine } from '../readiness/output.ts'
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
    drained: async () => {
      if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain')
    },
    progress: progressOn(process.stderr),
    now: () => systemClock.now(),
    directory: () => openDirectory(process.env),
  })
}

const TO_LINE_START_AND_CLEAR = '\r\x1b[2K'

function progressOn(stream: NodeJS.WriteStream): ProgressLine {
  return stream.isTTY
    ? {
        redraws: true,
        show: (line) => void stream.write(`${TO_LINE_START_AND_CLEAR}${line}`),
        clear: () => void stream.write(TO_LINE_START_AND_CLEAR),
      }
    : { redraws: false, show: (line) => void stream.write(`${line}\n`), clear: () => undefined }
}
