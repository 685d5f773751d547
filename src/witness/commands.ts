import { parseArgs } from 'node:util'
import { z } from 'zod'
import { reasonOf } from '../kernel/reason-of.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { systemClock, systemRandomness } from '../kernel/system.ts'
import type { Terminal } from '../kernel/terminal.ts'
import { readAddress } from '../setting-values.ts'
import { listenWitness } from './listen-witness.ts'
import { prepareFolder, readFolder } from './witness-folder.ts'

export const witnessUsages = [
  'witness prepare --folder FOLDER [--apply]',
  'witness serve --folder FOLDER [--listen 0.0.0.0:8475]',
]

const OPTIONS = {
  folder: { type: 'string' },
  listen: { type: 'string', default: '0.0.0.0:8475' },
  apply: { type: 'boolean', default: false },
} as const

interface Asked {
  readonly folder: string
  readonly listen: { readonly host: string; readonly port: number }
  readonly apply: boolean
}

/** `sallyport witness …`, at a third place. Exit 0 done or ended in order, 1 it may not or was not asked to, 2 usage. */
export async function runWitness([verb, ...rest]: readonly string[], terminal: Terminal): Promise<number> {
  const asked = readArguments(rest)
  if (asked.ok && verb === 'prepare') return prepare(asked.value, terminal)
  if (asked.ok && verb === 'serve') return serve(asked.value, terminal)
  if (!asked.ok) terminal.complain(asked.refusal)
  for (const usage of witnessUsages) terminal.complain(`usage: sallyport ${usage}`)
  return 2
}

function prepare({ folder, apply }: Asked, { print, complain }: Terminal): 0 | 1 {
  if (!apply) {
    print(`would make ${folder}, for the words it will give, with a key for each site`)
    print('Nothing was changed. --apply does it.')
    return 1
  }
  const made = prepareFolder(folder, systemRandomness)
  if (!made.ok) {
    complain(made.refusal)
    return 1
  }
  for (const file of made.value) print(`made ${file}: bring it to that site, as SALLYPORT_WITNESS_KEY_FILE`)
  return 0
}

async function serve({ folder, listen }: Asked, { print, complain, interrupted }: Terminal): Promise<0 | 2> {
  const read = readFolder(folder)
  if (!read.ok) {
    complain(read.refusal)
    return 2
  }
  const toldToEnd = interrupted()
  const tell = (says: string) => print(`${systemClock.now()} ${says}`)
  const witness = await listenWitness({ ...read.value, ...listen, tell })
  tell(`the witness of ${folder} listens on ${listen.host} port ${witness.port}`)
  await toldToEnd
  await witness.stop()
  return 0
}

function readArguments(argv: readonly string[]): Result<Asked, string> {
  try {
    const { folder, listen, apply } = parseArgs({ args: [...argv], options: OPTIONS }).values
    if (folder === undefined) return refused('--folder: where its words and keys are')
    const address = z.string().transform(readAddress).safeParse(listen)
    if (!address.success) return refused(`--listen ${address.error.issues[0]?.message}`)
    return done({ folder, listen: address.data, apply })
  } catch (fault) {
    return refused(reasonOf(fault))
  }
}
