import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A card as Debian's PKCS#11 engine finds it: by its certificate's file and a PKCS#11 address, PIN included. */
export interface TokenCard {
  readonly certFile: string
  readonly key: string
  /** What names the module, and tells it where to look. */
  readonly env: Readonly<Record<string, string>>
}

/** The card as two files, without a token. */
export interface FileCard {
  readonly certFile: string
  readonly keyFile: string
}

export interface Asking {
  readonly card?: TokenCard | FileCard
  readonly headers?: Readonly<Record<string, string>>
  readonly fields?: Readonly<Record<string, string>>
  /** The path of a file to send as it is. */
  readonly body?: string
  /** The address it calls from. */
  readonly from?: string
  /** A file of cookies: a browser's memory. */
  readonly jar?: string
}

export interface Curled {
  readonly status: number
  readonly head: string
  readonly body: string
  header(name: string): string | undefined
}

/** Another program's eyes: curl, which trusts `ca` and finds every name at `port` of this machine. */
export async function curl(
  url: string,
  { port, ca }: { port: number; ca: string },
  { card, headers = {}, fields, body, from, jar }: Asking = {},
): Promise<Curled> {
  const { stdout } = await run(
    'curl',
    [
      ...['--silent', '--show-error', '--include', '--http1.1', '--max-time', '30', '--cacert', ca],
      ...['--connect-to', `::127.0.0.1:${port}`],
      ...(from === undefined ? [] : ['--interface', from]),
      ...(jar === undefined ? [] : ['--cookie', jar, '--cookie-jar', jar]),
      ...(card === undefined ? [] : presenting(card)),
      ...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
      ...Object.entries(fields ?? {}).flatMap(([name, value]) => ['--data-urlencode', `${name}=${value}`]),
      ...(body === undefined ? [] : ['--data-binary', `@${body}`, '--header', 'Expect:']),
      url,
    ],
    {
      env: {
        PATH: process.env['PATH'],
        ...(card && 'env' in card && card.env),
      },
      maxBuffer: 4_000_000,
    },
  )
  const end = stdout.indexOf('\r\n\r\n')
  const head = stdout.slice(0, end)
  return {
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]),
    head,
    body: stdout.slice(end + 4),
    header: (name) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim(),
  }
}

function presenting(card: TokenCard | FileCard): readonly string[] {
  if ('keyFile' in card) return ['--cert', card.certFile, '--key', card.keyFile]
  return ['--engine', 'pkcs11', '--cert', card.certFile, '--key-type', 'ENG', '--key', card.key]
}
