import { type APIRequestContext, type APIResponse, request } from 'playwright-core'
import type { DemoForJourneys } from '../support/demo-for-journeys.ts'
import { freshCode, type Keys, letterbox, type OtpDoor, PASSWORD } from './deeds.ts'
import type { Terminal } from './terminal.ts'

const PATHS: Readonly<Record<OtpDoor, string>> = {
  online: '/otp/online',
  overnight: '/otp/overnight',
  dms: '/dms/otp',
  connect: '/connect/otp',
  desk: '/ops/otp',
}

/** Fills in forms without a window: the site's own pages and cookies over its own port, for logons that nobody looks at. */
export class PlainVisitor {
  readonly #demo: DemoForJourneys
  readonly #http: APIRequestContext

  private constructor(demo: DemoForJourneys, http: APIRequestContext) {
    this.#demo = demo
    this.#http = http
  }

  /** Somebody else each time: no cookie is shared. */
  static async visit<T>(demo: DemoForJourneys, stay: (visitor: PlainVisitor) => Promise<T>): Promise<T> {
    const http = await request.newContext({
      baseURL: demo.urls.primary,
      ignoreHTTPSErrors: true,
      extraHTTPHeaders: { 'accept-language': 'en' },
    })
    try {
      return await stay(new PlainVisitor(demo, http))
    } finally {
      await http.dispose()
    }
  }

  /** Whoever sits at this terminal: its cookies are his. */
  static at({ demo, page }: Terminal): PlainVisitor {
    return new PlainVisitor(demo, page.context().request)
  }

  /** Opens the page of a form, fills it in and returns the page that its answer leads to. */
  async submit(page: string, fields: Readonly<Record<string, string>>, form = page): Promise<string> {
    return (await this.#send(page, fields, form)).text()
  }

  async #send(page: string, fields: Readonly<Record<string, string>>, form = page): Promise<APIResponse> {
    const shown = await this.#http.get(page)
    const hidden = new RegExp(`action="${form}".*?name="form_token" value="([^"]+)"`, 's')
    const [, token = ''] = hidden.exec(await shown.text()) ?? []
    const { origin } = new URL(shown.url())
    return this.#http.post(form, { headers: { origin }, form: { form_token: token, ...fields } })
  }

  typePassword(door: OtpDoor, { userId, password }: Pick<Keys, 'userId' | 'password'>): Promise<string> {
    return this.submit(PATHS[door], { user_id: userId, password })
  }

  /** Initiation of 2FA at CCMS, with passcodes by email, to the page it ends at. */
  async setUpByEmail(userId: string, email: string): Promise<string> {
    const mail = await letterbox(this.#demo, email)
    const answer = (deed: string, fields: Readonly<Record<string, string>>) =>
      this.submit('/initiation/step', fields, `/initiation/${deed}`)
    await this.submit('/initiation', { user_id: userId })
    await answer('code', { code: await mail.nextCode() })
    await answer('password', { new_password: PASSWORD, repeat_password: PASSWORD })
    await answer('channel', { channel: 'email' })
    return answer('proof', { passcode: await mail.nextCode() })
  }

  /** The page it leads to; where the password is refused, that page. */
  async logOn(door: OtpDoor, keys: Keys): Promise<string> {
    return (await this.#logOn(door, keys)).text()
  }

  /** The address it leads to. */
  async enter(door: OtpDoor, keys: Keys): Promise<string> {
    return (await this.#logOn(door, keys)).url()
  }

  async #logOn(door: OtpDoor, keys: Keys): Promise<APIResponse> {
    const mail = await letterbox(this.#demo, keys.email)
    const { userId, password } = keys
    const next = await this.#send(PATHS[door], { user_id: userId, password })
    if (!(await next.text()).includes('name="passcode"')) return next
    const passcode =
      keys.channel === 'app' ? await freshCode(this.#demo, keys.totpSecret) : await mail.nextCode()
    return this.#send(`${PATHS[door]}/passcode`, { passcode })
  }
}

/** Behind the door, where only what comes after a logon is looked at: no window is drawn for its four pages. */
export async function beLoggedOn(t: Terminal, keys: Keys, door: OtpDoor): Promise<void> {
  await t.goTo(await PlainVisitor.at(t).enter(door, keys))
  await t.button(t.words.logOut).waitFor()
}

/** A page's own part, without what is different each time: the reference and the tokens of its forms. */
export function comparable(page: string): string {
  const main = /<main.*<\/main>/s.exec(page)?.[0] ?? page
  return main
    .replace(/Reference: [A-Z0-9-]+/, 'Reference')
    .replace(/name="form_token" value="[^"]+"/g, 'token')
}
