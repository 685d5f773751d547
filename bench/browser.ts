import { once } from 'node:events'
import { Agent, type IncomingMessage, request as send } from 'node:http'
import { Agent as SecureAgent, request as sendSecurely } from 'node:https'
import { ORIGIN } from './site.ts'

export interface Answer {
  readonly status: number
  readonly location: string | undefined
  readonly body: string
  /** Seconds; undefined where it does not say. */
  readonly retryAfter: number | undefined
}

/** By what a browser knows a server that speaks TLS. */
export interface Trusted {
  /** PEM. */
  readonly ca: string
  readonly servername: string
  readonly origin: string
}

/** One person's browser on one keep-alive connection: keeps cookies, and the form token of each form it has seen. */
export class Browser {
  readonly #port: number
  readonly #from: string
  readonly #agent: Agent
  readonly #send: typeof send
  readonly #origin: string
  readonly #cookies = new Map<string, string>()
  readonly #tokens = new Map<string, string>()

  /** `from`: any address of 127.0.0.0/8; of which the program sees the /24 as the source network. Plain HTTP where nothing is trusted. */
  constructor(port: number, from = '127.0.0.1', trusted?: Trusted) {
    this.#port = port
    this.#from = from
    this.#origin = trusted?.origin ?? ORIGIN
    const one = { keepAlive: true, maxSockets: 1 }
    this.#agent = trusted === undefined ? new Agent(one) : new SecureAgent({ ...one, ...trusted })
    this.#send = trusted === undefined ? send : sendSecurely
  }

  get(path: string): Promise<Answer> {
    return this.#exchange('GET', path)
  }

  post(path: string, fields: Readonly<Record<string, string>>): Promise<Answer> {
    const body = new URLSearchParams({ form_token: this.#tokens.get(path) ?? '', ...fields }).toString()
    return this.#exchange('POST', path, body)
  }

  hasToken(path: string): boolean {
    return this.#tokens.has(path)
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  close(): void {
    this.#agent.destroy()
  }

  async #exchange(method: string, path: string, body = ''): Promise<Answer> {
    const headers = { host: new URL(this.#origin).host, cookie: this.cookie }
    const form = { origin: this.#origin, 'content-type': 'application/x-www-form-urlencoded' }
    const outgoing = this.#send({
      host: '127.0.0.1',
      localAddress: this.#from,
      port: this.#port,
      path,
      method,
      headers:
        method === 'GET' ? headers : { ...headers, ...form, 'content-length': Buffer.byteLength(body) },
      agent: this.#agent,
    })
    outgoing.end(body)
    const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
    const text = Buffer.concat(await incoming.toArray()).toString()
    this.#keep(incoming.headers['set-cookie'] ?? [], text)
    const { location, 'retry-after': wait } = incoming.headers
    const retryAfter = wait === undefined ? undefined : Number(wait)
    return { status: incoming.statusCode ?? 0, location, body: text, retryAfter }
  }

  #keep(cookies: readonly string[], body: string): void {
    for (const line of cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (line.includes('Max-Age=0')) this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
    const forms = body.matchAll(
      /<form method="post" action="([^"]+)"[^>]*>.*?name="form_token" value="([^"]+)"/gs,
    )
    for (const [, action = '', token = ''] of forms) this.#tokens.set(action, token)
  }
}
