import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** What is typed is not shown: it is a password, or a passcode. */
const UNSEEN = new Writable({ write: (_chunk, _encoding, written) => written() })
const INTERRUPTED = 130

let lines: AsyncIterator<string> | undefined

/** The next line of whoever sits at the terminal, or of what is piped in; '' where there is none. */
export async function askPerson(question: string): Promise<string> {
  lines ??= openLines()
  process.stderr.write(`${question}: `)
  const { value, done } = await lines.next()
  process.stderr.write('\n')
  return done ? '' : value
}

function openLines(): AsyncIterator<string> {
  const reader = createInterface({ input: process.stdin, output: UNSEEN, terminal: process.stdin.isTTY })
  reader.on('SIGINT', () => process.exit(INTERRUPTED))
  return reader[Symbol.asyncIterator]()
}
