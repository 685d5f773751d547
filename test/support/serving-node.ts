import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, statSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { type Agent, request as send } from 'node:https'
import { join } from 'node:path'
import { packageRoot } from '../../src/package-root.ts'
import type { Node } from '../../src/wire.ts'
import { TerminalBrowser } from './terminal-browser.ts'

type Environment = Readonly<Record<string, string>>

/** `sallyport` in a process of its own, as built in dist/. */
export interface Program {
  readonly process: ChildProcess
  /** What it wrote so far, to both streams. */
  output(): string
  /** What it wrote so far to stdout. */
  printed(): string
  /** Settles with the exit status, null where a signal ended it. */
  readonly ended: Promise<number | null>
}

/** One node of production that answers. */
export interface ServingNode extends Program {
  readonly port: number
  readonly opsPort: number
  /** That of the listener for proxies; 0 where there is none. */
  readonly proxyPort: number
  /** What the operations listener answers: `/live`, `/ready`, `/metrics`. */
  operations(path: string): Promise<{ readonly status: number; readonly body: string }>
  /** What it logged so far, line by line. */
  log(): readonly Readonly<Record<string, unknown>>[]
  /** A browser that reaches this node over TLS; or the same person's as `from`, cookies and all, now at this node. */
  browser(from?: TerminalBrowser): TerminalBrowser
  /** A browser at one of this machine's own addresses, `127.0.x.y`: its source network is `127.0.x.0/24`. */
  browserAt(address: string): TerminalBrowser
  kill(): Promise<void>
}

const PROGRAM = 'bin/sallyport.js'
/** What V8 made of the program at its first start: it is started a hundred times. Gone with the next build. */
const compiledIn = (root: string) => ({ NODE_COMPILE_CACHE: join(root, 'dist/compiled') })
/** How a test about something else than a hash starts a node. */
export const HASHING_CHEAPLY = {
  NODE_OPTIONS: `--require "${join(import.meta.dirname, 'hash-cheaply.js')}"`,
}
export const COMPILED = compiledIn(packageRoot)

/** A build left over from before the last edit would be another program. */
function refuseStaleBuild(): void {
  const built = statSync(join(packageRoot, 'dist/main.js'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  const sources = globSync('src/**/*.{ts,tsx}', { cwd: packageRoot }).filter(
    (file) => !file.includes('.test.'),
  )
  const newer = sources.find((file) => statSync(join(packageRoot, file)).mtimeMs > built)
  if (newer !== undefined) throw new Error(`dist/ is older than ${newer}: npm run build`)
}
refuseStaleBuild()

/**
 * Starts `sallyport` with PATH of this process's environment, and compiled beforehand. `typed`: line by line, what it may ask for; `root`:
 * where another program than this one lies.
 */
export function startProgram(
  argv: readonly string[],
  environment: Environment = {},
  typed: readonly string[] = [],
  root = packageRoot,
): Program {
  const line = [process.execPath, join(root, PROGRAM), ...argv]
  return startLine(line, { ...compiledIn(root), ...environment }, typed)
}

/** Whatever words it begins with: those before a program by which it runs at another host. */
export function startLine(
  line: readonly string[],
  environment: Environment = {},
  typed: readonly string[] = [],
): Program {
  const [program = '', ...words] = line
  const child = spawn(program, words, {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.end(typed.map((line) => `${line}\n`).join(''))
  const written = { out: '', all: '' }
  child.stdout.on('data', (text) => {
    written.out += text
    written.all += text
  })
  child.stderr.on('data', (text) => {
    written.all += text
  })
  const ended = once(child, 'close').then(([status]) => status as number | null)
  return { process: child, output: () => written.all, printed: () => written.out, ended }
}

/** Starts `sallyport serve` and waits until it answers. Throws with its words if it ends before that. */
export async function startServing(
  argv: readonly string[],
  environment: Environment,
  agent: Agent,
  root = packageRoot,
): Promise<ServingNode> {
  const program = startProgram(['serve', ...argv], environment, [], root)
  const ports = await Promise.race([portsOf(program), program.ended.then(() => undefined)])
  if (ports === undefined) throw new Error(`serve ended: ${program.output()}`)
  const { port, opsPort } = ports
  const [opsHost = '127.0.0.1'] = environment['SALLYPORT_OPS_LISTEN']?.split(':') ?? []
  const network = overTheNetwork(() => port, agent)
  const node: ServingNode = {
    ...program,
    ...ports,
    operations: async (path) => {
      const answer = await fetch(`http://${opsHost}:${opsPort}${path}`)
      return { status: answer.status, body: await answer.text() }
    },
    log: () =>
      program
        .printed()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
    browser: (from) => (from === undefined ? new TerminalBrowser(network) : from.at(network)),
    browserAt: (address) => new TerminalBrowser(overTheNetwork(() => port, agent, address)),
    kill: async () => {
      program.process.kill('SIGKILL')
      await program.ended
    },
  }
  await node.browser().get('/')
  return node
}

const SERVING = /"port":(\d+),"opsPort":(\d+)(?:,"cardPort":\d+)?(?:,"proxyPort":(\d+))?.*"msg":"serving"/

/** Of the log line that says it serves. */
function portsOf({ process, output }: Program): Promise<Pick<ServingNode, 'port' | 'opsPort' | 'proxyPort'>> {
  return new Promise((resolve) => {
    process.stdout?.on('data', () => {
      const [, port, opsPort, proxyPort = 0] = SERVING.exec(output()) ?? []
      if (port !== undefined)
        resolve({ port: Number(port), opsPort: Number(opsPort), proxyPort: Number(proxyPort) })
    })
  })
}

/** What TerminalBrowser uses of a node, each request going over the network. */
export function overTheNetwork(port: () => number, agent: Agent, localAddress?: string): Node {
  const from = localAddress === undefined ? {} : { localAddress }
  return reaching(() => ({ host: '127.0.0.1', port: port(), ...from }), agent)
}

/** Whither a terminal connects, and whence; how many milliseconds it waits for an answer, for ever where that is left out. */
export interface Reached {
  readonly host: string
  readonly port: number
  readonly localAddress?: string
  readonly patience?: number
}

export function reaching(reached: () => Reached, agent: Agent): Node {
  const fetch = async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url)
    const headers = Object.fromEntries(request.headers)
    const { method } = request
    const { patience = 0, ...to } = reached()
    const outgoing = send({ ...to, path: pathname + search, method, headers, agent })
    // Not the request's own time limit: that begins when it is connected.
    const impatient = patience > 0 ? setTimeout(() => outgoing.destroy(noAnswer()), patience) : undefined
    try {
      outgoing.end(await request.text())
      const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
      const body = Buffer.concat(await incoming.toArray())
      return new Response(body, { status: incoming.statusCode ?? 0, headers: pairsOf(incoming.rawHeaders) })
    } finally {
      clearTimeout(impatient)
    }
  }
  return { app: { fetch } } as unknown as Node
}

function noAnswer(): Error {
  return Object.assign(new Error('no answer came'), { code: 'ETIMEDOUT' })
}

function pairsOf(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, at): [string, string][] => (at % 2 === 0 ? [[name, raw[at + 1] ?? '']] : []))
}
