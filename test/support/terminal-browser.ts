import type { Pages } from '../../src/web/answer-request.ts'
import { ORIGIN } from './origin.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: string
  /** Where a redirect leads; undefined where it is none. */
  readonly location: string | undefined
}

export interface Posting {
  /** Sent as they are, beside the form token of the page last seen. */
  readonly fields: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly token?: string
}

/**
 * What a browser without scripts does, as far as sign-in goes: keeps cookies, sends Origin, posts the form token of the
 * page it last saw. It follows no redirect by itself.
 */
export class TerminalBrowser {
  readonly cookies = new Map<string, string>()
  readonly #node: { readonly app: Pages }
  readonly #ip: string
  #tokens = new Map<string, string>()

  constructor(node: { readonly app: Pages }, ip = '203.0.113.7') {
    this.#node = node
    this.#ip = ip
  }

  /** The same person at another node of the site: cookies go along. */
  at(node: { readonly app: Pages }): TerminalBrowser {
    const other = new TerminalBrowser(node, this.#ip)
    for (const [name, value] of this.cookies) other.cookies.set(name, value)
    other.#tokens = new Map(this.#tokens)
    return other
  }

  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.#keep(await this.#send(path, { method: 'GET', headers }))
  }

  /** A body as it comes, for what is too long to wait for. */
  async stream(path: string): Promise<ReadableStream<Uint8Array>> {
    const { body } = await this.#send(path, { method: 'GET' })
    if (body === null) throw new Error(`${path} has no body`)
    return body
  }

  /** Follows redirects, as a browser does after a form. */
  async open(path: string): Promise<Answer> {
    let answer = await this.get(path)
    for (let hop = 0; hop < 5 && answer.location !== undefined; hop++)
      answer = await this.get(answer.location)
    return answer
  }

  async post(
    path: string,
    fields: Readonly<Record<string, string>>,
    posting: Omit<Posting, 'fields'> = {},
  ): Promise<Answer> {
    const token = posting.token ?? this.#tokens.get(path) ?? ''
    const body = new URLSearchParams({ form_token: token, ...fields }).toString()
    const headers = {
      origin: ORIGIN,
      'content-type': 'application/x-www-form-urlencoded',
      ...posting.headers,
    }
    return this.#keep(await this.#send(path, { method: 'POST', headers, body }))
  }

  /** Posts, then goes where the answer leads. */
  async submit(path: string, fields: Readonly<Record<string, string>>): Promise<Answer> {
    const answer = await this.post(path, fields)
    return answer.location === undefined ? answer : this.open(answer.location)
  }

  /** Uploads one file by the form of the page last seen. */
  async upload(
    path: string,
    name: string,
    content: string | Uint8Array<ArrayBuffer>,
    fields: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const form = new FormData()
    form.append('form_token', this.#tokens.get(path) ?? '')
    for (const [field, value] of Object.entries(fields)) form.append(field, value)
    form.append('file', new Blob([content], { type: 'text/csv' }), name)
    return this.#keep(await this.#send(path, { method: 'POST', headers: { origin: ORIGIN }, body: form }))
  }

  tokenFor(path: string): string | undefined {
    return this.#tokens.get(path)
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const request = new Request(new URL(path, ORIGIN), init)
    request.headers.set('host', new URL(ORIGIN).host)
    if (cookie !== '') request.headers.set('cookie', cookie)
    const network = `${this.#ip.split('.').slice(0, 3).join('.')}.0/24`
    return this.#node.app.fetch(request, {
      edge: { ip: this.#ip, network },
    })
  }

  async #keep(response: Response): Promise<Answer> {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
      if (/max-age=0/i.test(line)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    const body = await response.text()
    const forms = body.matchAll(
      /<form method="post" action="([^"]+)"[^>]*>.*?name="form_token" value="([^"]+)"/gs,
    )
    for (const [, action = '', token = ''] of forms) this.#tokens.set(action, token)
    const location = response.headers.get('location') ?? undefined
    return { status: response.status, headers: response.headers, body, location }
  }
}
