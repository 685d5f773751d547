import { parseReference } from '../../src/kernel/reference.ts'
import { systemClock } from '../../src/kernel/system.ts'
import { stepAt } from '../../src/one-time-codes/rules/totp-steps.ts'
import { appCode, ONLINE } from '../support/journeys.ts'
import type { Answer, TerminalBrowser } from '../support/terminal-browser.ts'
import { initiate } from './initiating.ts'
import type { Crowd, Member } from './seed-crowd.ts'
import { Cut, type Met, type Stage } from './stage.ts'

const HOME = '/online'
const COOKIE = '__Host-sallyport-primary-ccms.otp.online-'
const STEP_MILLISECONDS = 30_000
/** Replays between two logons of one person: far fewer than the wrong passcodes that lock an account. */
const REPLAYS = 3

interface AppUser extends Member {
  /** The steps whose passcode let him in or was refused, as far as he was told. */
  readonly used: Set<number>
  replays: number
}

/**
 * Plays a few people whom nobody else plays: initiates, logs on and off as one after the other, tries a used passcode
 * again, and goes on after every cut until the stage is over.
 */
export class VirtualUser {
  readonly #stage: Stage<Met>
  readonly #app: AppUser[]
  readonly #email: readonly Member[]
  readonly #uninitiated: Member[]
  #loggedOn: { readonly browser: TerminalBrowser; readonly token: string } | undefined

  constructor(stage: Stage<Met>, cast: Crowd) {
    this.#stage = stage
    this.#app = cast.app.map((member) => ({ ...member, used: new Set(), replays: 0 }))
    this.#email = cast.email
    this.#uninitiated = [...cast.uninitiated]
  }

  /** Who begins at another turn begins with something else. */
  async play(first: number): Promise<void> {
    await this.#stage.up()
    for (let turn = first; !this.#stage.over; turn++) {
      try {
        await this.#leaveTerminal(turn)
        await this.#take(turn)
      } catch (fault) {
        if (!(fault instanceof Cut)) throw fault
        await this.#stage.up()
      }
    }
  }

  /** Of six turns one is an initiation, one a logon by email, four are logons by app. */
  async #take(turn: number): Promise<void> {
    const newcomer = turn % 6 === 2 ? this.#uninitiated.shift() : undefined
    if (newcomer !== undefined) return this.#initiate(newcomer, turn % 4 === 0 ? 'email' : 'app')
    const reader = turn % 6 === 4 ? this.#email[turn % this.#email.length] : undefined
    if (reader !== undefined) return this.#logOnByEmail(reader)
    const user = this.#whoHasPasscode(turn)
    if (user === undefined) await this.#ask(this.#stage.site.browser(), (browser) => browser.get('/'))
    else await this.#logOnByApp(user)
  }

  /** Who was let in is still in, at whatever process; then he logs out, three times of four. */
  async #leaveTerminal(turn: number): Promise<void> {
    if (this.#loggedOn === undefined) return
    const { browser, token } = this.#loggedOn
    const page = await this.#ask(browser, (terminal) => terminal.get(HOME))
    if (page.status !== 200) this.#stage.told.wrongs.push(`a logon was forgotten: ${page.status} at ${HOME}`)
    this.#loggedOn = undefined
    if (turn % 4 === 0) return
    const left = await this.#ask(browser, (terminal) => terminal.post(`${HOME}/log-out`, {}))
    if (left.location === `${HOME}/logged-out`) this.#stage.told.logOuts.push(token)
  }

  async #initiate(newcomer: Member, channel: 'app' | 'email'): Promise<void> {
    const setUp = await initiate(this.#stage, newcomer, channel)
    if (setUp === undefined || channel === 'email') return
    this.#app.push({ ...newcomer, ...setUp, used: new Set([setUp.step]), replays: 0 })
  }

  #whoHasPasscode(turn: number): AppUser | undefined {
    const inTurn = this.#app.map((_, n) => this.#app[(turn + n) % this.#app.length])
    return inTurn.find((user) => user !== undefined && nextStep(user) !== undefined)
  }

  async #logOnByApp(user: AppUser): Promise<void> {
    const step = nextStep(user)
    if (step === undefined) return
    const isIn = await this.#presentAppCode(user, step)
    // Refused, he waits for another: his logon was completed, and its answer cut off.
    user.used.add(step)
    if (!isIn) return
    user.replays += 1
    if (user.replays > REPLAYS) user.replays = 0
    else if (await this.#presentAppCode(user, step))
      this.#stage.told.wrongs.push(`${user.userId} was let in twice by one passcode`)
  }

  async #presentAppCode(user: AppUser, step: number): Promise<boolean> {
    const browser = await this.#typePassword(user)
    const shownAt = Temporal.Instant.fromEpochMilliseconds(step * STEP_MILLISECONDS)
    const passcode = appCode(user.totpSecret ?? '', shownAt)
    return browser !== undefined && this.#presentPasscode(browser, user, passcode, `${user.userId} ${step}`)
  }

  async #logOnByEmail(reader: Member): Promise<void> {
    const { site } = this.#stage
    const before = site.mailsTo(reader.email)
    const browser = await this.#typePassword(reader)
    const passcode = browser && (await this.#stage.codeMailedTo(reader.email, before))
    if (browser === undefined || passcode === undefined) return
    await this.#presentPasscode(browser, reader, passcode, `${reader.userId} ${passcode}`)
  }

  async #typePassword({ userId, password = '' }: Member): Promise<TerminalBrowser | undefined> {
    const browser = this.#stage.site.browser()
    await this.#ask(browser, (terminal) => terminal.get(ONLINE))
    const typed = { user_id: userId, password }
    const answer = await this.#ask(browser, (terminal) => terminal.post(ONLINE, typed))
    if (answer.location !== `${ONLINE}/passcode`) return undefined
    await this.#ask(browser, (terminal) => terminal.get(`${ONLINE}/passcode`))
    return browser
  }

  async #presentPasscode(
    browser: TerminalBrowser,
    { userId }: Member,
    passcode: string,
    proof: string,
  ): Promise<boolean> {
    const answer = await this.#ask(browser, (terminal) => terminal.post(`${ONLINE}/passcode`, { passcode }))
    const token = browser.cookies.get(`${COOKIE}session`)
    if (answer.location !== HOME || token === undefined) return false
    this.#stage.told.logons.push({ userId, token, proof })
    this.#loggedOn = { browser, token }
    return true
  }

  async #ask(
    browser: TerminalBrowser,
    exchange: (browser: TerminalBrowser) => Promise<Answer>,
  ): Promise<Answer> {
    const answer = await this.#stage.ask(browser, exchange)
    const reference = parseReference(browser.cookies.get(`${COOKIE}notice`) ?? '')
    if (reference !== undefined) this.#stage.told.references.add(reference)
    return answer
  }
}

/** The step of a passcode that his app shows, or showed before, and that he was told nothing of yet. */
function nextStep({ used }: AppUser): number | undefined {
  const at = systemClock.now()
  const present = stepAt(at)
  // The one before is about to run out at the end of the present one.
  const steps = at.epochMilliseconds % STEP_MILLISECONDS < 25_000 ? [present - 1, present] : [present]
  return steps.find((step) => !used.has(step))
}
