import { type APIRequestContext, request } from 'playwright-core'
import type { DemoForJourneys } from '../support/demo-for-journeys.ts'
import { freshCode, type Keys, letterbox, type OtpDoor, PASSWORD } from './deeds.ts'

const PATHS: Readonly<Record<OtpDoor, string>> = {
  online: '/otp/online',
  overnight: '/otp/overnight',
  dms: '/dms/otp',
  connect: '/connect/otp',
  desk: '/ops/otp',
}

/** Fills in forms without a window: the site's own pages and cookies over its own port, for what takes many logons. */
export class PlainVisitor {
  readonly #demo: DemoForJourneys
  readonly #http: APIRequestContext

  private constructor(demo: DemoForJourneys, http: APIRequestContext) {
    this.#demo = demo
    this.#http = http
  }

  /** Somebody else each time: no cookie is shared. */
  static async visit<T>(demo: DemoForJourneys, stay: (visitor: PlainVisitor) => Promise<T>): Promise<T> {
    const { primary: origin } = demo.urls
    const http = await request.newContext({
      baseURL: origin,
      ignoreHTTPSErrors: true,
      extraHTTPHeaders: { origin, 'accept-language': 'en' },
    })
    try {
      return await stay(new PlainVisitor(demo, http))
    } finally {
      await http.dispose()
    }
  }

  /** Opens the page of a form, fills it in and returns the page that its answer leads to. */
  async submit(page: string, fields: Readonly<Record<string, string>>, form = page): Promise<string> {
    const shown = await (await this.#http.get(page)).text()
    const token =
      new RegExp(`action="${form}".*?name="form_token" value="([^"]+)"`, 's').exec(shown)?.[1] ?? ''
    const answer = await this.#http.post(form, { form: { form_token: token, ...fields } })
    return answer.text()
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

  async logOn(door: OtpDoor, keys: Keys): Promise<string> {
    const mail = await letterbox(this.#demo, keys.email)
    const page = await this.typePassword(door, keys)
    if (!page.includes('name="passcode"')) return page
    const passcode =
      keys.channel === 'app' ? await freshCode(this.#demo, keys.totpSecret) : await mail.nextCode()
    return this.submit(`${PATHS[door]}/passcode`, { passcode })
  }
}

/** A page's own part, without what is different each time: the reference and the tokens of its forms. */
export function comparable(page: string): string {
  const main = /<main.*<\/main>/s.exec(page)?.[0] ?? page
  return main
    .replace(/Reference: [A-Z0-9-]+/, 'Reference')
    .replace(/name="form_token" value="[^"]+"/g, 'token')
}
