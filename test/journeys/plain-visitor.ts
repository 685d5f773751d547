import { type APIRequestContext, type APIResponse, request } from 'playwright-core'
import type { DemoForJourneys } from '../support/demo-for-journeys.ts'
import { type Channel, freshCode, type Keys, letterbox, type OtpDoor, PASSWORD } from './deeds.ts'
import type { Terminal } from './terminal.ts'

const PATHS: Readonly<Record<OtpDoor, string>> = {
  online: '/otp/online',
  overnight: '/otp/overnight',
  dms: '/dms/otp',
  connect: '/connect/otp',
  desk: '/ops/otp',
}

interface SetUp {
  readonly keys: Keys
  /** The last page, and its address. */
  readonly page: string
  readonly address: string
}

/** Where a visitor sits: at the primary, without a card, unless it says otherwise. */
interface Seat {
  readonly site?: 'primary' | 'secondary'
  /** Whose card of the demo is in the reader. */
  readonly card?: string
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
  static async visit<T>(
    demo: DemoForJourneys,
    stay: (visitor: PlainVisitor) => Promise<T>,
    { site = 'primary', card }: Seat = {},
  ): Promise<T> {
    const { cardFile: pfxPath = '', cardPassword: passphrase = '' } = card ? demo.account(card) : {}
    const http = await request.newContext({
      baseURL: demo.urls[site],
      ignoreHTTPSErrors: true,
      extraHTTPHeaders: { 'accept-language': 'en' },
      clientCertificates: card ? [{ origin: demo.urls[`${site}Card`], pfxPath, passphrase }] : [],
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
    const { href, origin } = new URL(form, shown.url())
    return this.#http.post(href, { headers: { origin }, form: { form_token: token, ...fields } })
  }

  /**
   * The page that the card in his reader and its password lead to, or the one that says why not. Which card a browser offers, and
   * what it asks of a token, is told by journeys that have one.
   */
  async logOnByCard(system: '' | '/dms', userId: string): Promise<string> {
    const asked = await this.#http.get(`${system}/card/go`)
    const { cardPassword = '' } = this.#demo.account(userId)
    const page = await this.submit(
      asked.url(),
      { user_id: userId, card_password: cardPassword },
      new URL(asked.url()).pathname,
    )
    const [, inside] = /href="(https:[^"]+\/arrive\/[^"]+)"/.exec(page) ?? []
    return inside === undefined ? page : (await this.#http.get(inside)).text()
  }

  typePassword(door: OtpDoor, { userId, password }: Pick<Keys, 'userId' | 'password'>): Promise<string> {
    return this.submit(PATHS[door], { user_id: userId, password })
  }

  /** Initiation of 2FA from its first page on, with what was chosen there and where it ended. */
  async setUp(
    userId: string,
    door: OtpDoor,
    channel: Channel,
    email = this.#demo.account(userId).email ?? '',
  ): Promise<SetUp> {
    const mail = await letterbox(this.#demo, email)
    const home = door === 'dms' ? '/dms/initiation' : '/initiation'
    const answer = (deed: string, fields: Readonly<Record<string, string>>) =>
      this.#send(`${home}/step`, fields, `${home}/${deed}`)
    await this.submit(home, { user_id: userId })
    await answer('code', { code: await mail.nextCode() })
    await answer('password', { new_password: PASSWORD, repeat_password: PASSWORD })
    const [key = ''] =
      /[A-Z2-7]{4}( [A-Z2-7]{4}){7}/.exec(await (await answer('channel', { channel })).text()) ?? []
    const totpSecret = key.replaceAll(' ', '')
    const end = await answer('proof', {
      passcode: channel === 'app' ? await freshCode(this.#demo, totpSecret) : await mail.nextCode(),
    })
    const keys = { userId, password: PASSWORD, channel, email, totpSecret }
    return { keys, page: await end.text(), address: end.url() }
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
  await t.finds({ button: t.words.logOut })
}

/** At “2FA is set up”, where only what comes after it is looked at. */
export async function beSetUp(t: Terminal, userId: string, door: OtpDoor, channel: Channel): Promise<Keys> {
  const { keys, address } = await PlainVisitor.at(t).setUp(userId, door, channel)
  await t.goTo(address)
  await t.sees(t.words.isSetUp)
  return keys
}

/** A page's own part, without what is different each time: the reference and the tokens of its forms. */
export function comparable(page: string): string {
  const main = /<main.*<\/main>/s.exec(page)?.[0] ?? page
  return main
    .replace(/Reference: [A-Z0-9-]+/, 'Reference')
    .replace(/name="form_token" value="[^"]+"/g, 'token')
}
