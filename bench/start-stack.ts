import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StackAnswer, StackAsked, StackReady } from './stack.ts'

export interface Stack extends StackReady {
  /** Lets the program's own pool hash and nothing else. */
  hashAlone(milliseconds: number): Promise<StackAnswer>
  stop(): Promise<void>
}

const CALLERS = 16

/** As bin/sallyport.js starts `serve`. */
const FLAGS: readonly string[] = JSON.parse(
  readFileSync(join(import.meta.dirname, '../bin/node-flags.json'), 'utf8'),
)

/** Runs a file, named as seen from this folder, on core 0; this process, the generator, runs on core 1 (package.json). */
export function startOnServerCore(file: string, argv: readonly string[] = []): ChildProcess {
  return spawn('taskset', ['-c', '0', process.execPath, ...FLAGS, join(import.meta.dirname, file), ...argv], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
}

/** What the process says next over its channel. Rejects if it ends instead. */
export async function answerOf<T>(child: ChildProcess): Promise<T> {
  const ended = new AbortController()
  const exit = once(child, 'exit', { signal: ended.signal }).then(([status]) => {
    throw new Error(`${child.spawnargs.slice(4).join(' ')} ended with ${status}`)
  })
  const [answer] = await Promise.race([once(child, 'message'), exit])
  ended.abort()
  exit.catch(() => undefined)
  return answer as T
}

export async function startStack(users: number): Promise<Stack> {
  const child = startOnServerCore('../dist/stack.js', [String(users)])
  const ready = await answerOf<StackReady>(child)
  return {
    ...ready,
    hashAlone: async (milliseconds) => {
      child.send({ do: 'hash', milliseconds, callers: CALLERS } satisfies StackAsked)
      return answerOf<StackAnswer>(child)
    },
    stop: async () => {
      child.send({ do: 'stop' } satisfies StackAsked)
      await once(child, 'exit')
    },
  }
}
