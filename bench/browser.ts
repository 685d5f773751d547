import { once } from 'node:events'
import { Agent, type IncomingMessage, request as send } from 'node:http'
import { ORIGIN } from './site.ts'

export interface Answer {
  readonly status: number
  readonly location: string | undefined
  readonly body: string
}

/** One person's browser on one keep-alive connection: keeps cookies, and the form token of each form it has seen. */
export class Browser {
  readonly #port: number
  readonly #from: string
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })
  readonly #cookies = new Map<string, string>()
  readonly #tokens = new Map<string, string>()

  /** `from`: any address of 127.0.0.0/8; of which the program sees the /24 as the source network. */
  constructor(port: number, from = '127.0.0.1') {
    this.#port = port
    this.#from = from
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
    const headers = { host: new URL(ORIGIN).host, cookie: this.cookie }
    const form = { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' }
    const outgoing = send({
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
    return { status: incoming.statusCode ?? 0, location: incoming.headers.location, body: text }
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
