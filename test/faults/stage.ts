import { setTimeout as pause } from 'node:timers/promises'
import type { Reference } from '../../src/kernel/ids.ts'
import type { ServingSite } from '../support/serving-site.ts'
import type { Answer, TerminalBrowser } from '../support/terminal-browser.ts'

/** What people were told, and so must hold whatever is killed afterwards. */
export interface Told {
  /** A session cookie was received. `proof` names the passcode it was given for. */
  readonly logons: { readonly userId: string; readonly token: string; readonly proof: string }[]
  /** `2FA is set up` was shown. */
  readonly initiations: { readonly userId: string; readonly channel: 'app' | 'email' }[]
  /** The tokens of those who were told that they are logged out. */
  readonly logOuts: string[]
  /** Shown with refusals. */
  readonly references: Set<Reference>
  /** What nobody must ever be told, in words. */
  readonly wrongs: string[]
}

/** An answer never came, or was that of a fault: what was asked for has happened, or has not. */
export class Cut extends Error {}

/** What people come to: however it is started, and killed. */
export type Met = Pick<ServingSite, 'browser' | 'mailsTo' | 'codeMailedTo'>

/** Where people meet a program that is killed and comes back. */
export class Stage<Site extends Met = ServingSite> {
  readonly site: Site
  readonly told: Told = { logons: [], initiations: [], logOuts: [], references: new Set(), wrongs: [] }
  over = false
  #up = Promise.withResolvers<void>()
  #gone = Promise.withResolvers<undefined>()
  readonly #pace: number
  #answers = 0
  #waiting = 0
  #heed: () => void = () => undefined

  /** `pace`: milliseconds that a person takes for what he was answered. */
  constructor(site: Site, pace = 0) {
    this.site = site
    this.#pace = pace
  }

  /** The program is there: whoever waits for it goes on. */
  raise(): void {
    this.#answers = 0
    this.#gone = Promise.withResolvers<undefined>()
    this.#up.resolve()
  }

  /** The program is about to be killed: who notices waits until it is there again. */
  lower(): void {
    this.#up = Promise.withResolvers<void>()
    this.#gone.resolve(undefined)
  }

  /** How many answers were given since the program came up. */
  get answered(): number {
    return this.#answers
  }

  /** Settles once so many answers were given since the program came up. */
  answers(count: number): Promise<void> {
    return this.#until(() => this.#answers >= count)
  }

  /** Settles once so many people wait for the program. */
  awaitedBy(count: number): Promise<void> {
    return this.#until(() => this.#waiting === count)
  }

  async up(): Promise<void> {
    this.#waiting += 1
    this.#heed()
    await this.#up.promise
    this.#waiting -= 1
  }

  /** One exchange with the program. */
  async ask(
    browser: TerminalBrowser,
    exchange: (browser: TerminalBrowser) => Promise<Answer>,
  ): Promise<Answer> {
    const answer = await exchange(browser).catch((fault: NodeJS.ErrnoException) => {
      throw NETWORK.has(fault.code ?? '') ? new Cut(fault.message) : fault
    })
    if (answer.status >= 500) throw new Cut(`status ${answer.status}`)
    this.#answers += 1
    this.#heed()
    if (this.#pace > 0) await pause(this.#pace)
    return answer
  }

  /** The code of a mail that is to come (serving-site.ts), undefined where it does not; not waited for under a kill. */
  async codeMailedTo(address: string, after: number): Promise<string | undefined> {
    const gone = this.#gone.promise.then(() => new Cut('killed while a mail was awaited'))
    const code = await Promise.race([this.site.codeMailedTo(address, after), gone])
    if (code instanceof Cut) throw code
    return code
  }

  #until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#heed = () => {
        if (holds()) resolve()
      }
      this.#heed()
    })
  }
}

const NETWORK: ReadonlySet<string> = new Set([
  ...['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
])
