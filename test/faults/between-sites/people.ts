import { setTimeout as pause } from 'node:timers/promises'
import type { SiteId } from '../../../src/kernel/ids.ts'
import type { Pages } from '../../../src/web/answer-request.ts'
import { ONLINE } from '../../support/journeys.ts'
import { reaching } from '../../support/serving-node.ts'
import { TerminalBrowser } from '../../support/terminal-browser.ts'
import type { Crowd, Member } from '../seed-crowd.ts'
import { type Met, Stage } from '../stage.ts'
import { VirtualUser } from '../virtual-user.ts'
import type { TwoDataCentres } from './two-data-centres.ts'

/** Milliseconds: what a terminal waits for, and how a person presses. */
const PATIENCE = { answer: 8_000, look: 4_000 }
const PROBES = 20
const BETWEEN = { answers: 150, failures: 400, probes: 250 }

/** They log on, by the one address that the network points at a site; and one who only tries whether it is served. */
export class People {
  readonly stage: Stage<Met>
  /** The site the network points at. */
  pointedAt: SiteId = 'primary'
  /** When something written was acknowledged to somebody. */
  readonly #acknowledged: number[] = []
  readonly #two: TwoDataCentres
  readonly #playing: Promise<unknown>
  readonly #users: number
  #next = 0
  #open = false

  constructor(two: TwoDataCentres) {
    this.#two = two
    this.#users = two.network.terminals.length - 1
    this.stage = new Stage({
      browser: () => this.#browser(1 + (this.#next++ % this.#users)),
      mailsTo: (address) => two.around.letterBox.to(address).length,
      codeMailedTo: (address, after) => two.around.letterBox.codeTo(address, after),
    })
    const [probes, played] = [two.crowd.app.slice(0, PROBES), two.crowd.app.slice(PROBES)]
    const users = Array.from({ length: this.#users }, (_, n) =>
      new VirtualUser(this.stage, this.#cast({ ...two.crowd, app: played }, n)).play(n),
    )
    this.#playing = Promise.all([...users, this.#probe(probes)])
  }

  /** Settles with `until`, or rejects with what a person never should have seen. */
  async meanwhile<T>(until: Promise<T>): Promise<T> {
    const over = this.#playing.then(() => Promise.reject(new Error('the people are gone')))
    return Promise.race([until, over])
  }

  /** They go on until so many answers were given. */
  async play(answers: number): Promise<void> {
    this.#open = true
    this.stage.raise()
    await this.meanwhile(this.stage.answers(answers))
  }

  /** Whoever has an answer waits. */
  async rest(): Promise<void> {
    this.#open = false
    this.stage.lower()
    await this.meanwhile(this.stage.awaitedBy(this.#users))
  }

  async leave(): Promise<void> {
    this.stage.over = true
    this.stage.raise()
    await this.#playing
  }

  /** Milliseconds since somebody was served last. */
  unserved(): number {
    return performance.now() - (this.#acknowledged.at(-1) ?? 0)
  }

  /** The longest time without service that touches the time since then. */
  longestGap(since: number): number {
    const first = this.#acknowledged.findLastIndex((at) => at <= since)
    const seen = this.#acknowledged.slice(Math.max(first, 0))
    return Math.max(...seen.slice(1).map((at, n) => at - (seen[n] ?? at)), 0)
  }

  #browser(terminal: number): TerminalBrowser {
    const { network, around } = this.#two
    const localAddress = network.terminals[terminal] ?? ''
    const reached = () => ({
      ...{ host: network.places[this.pointedAt].people, port: 443, localAddress, patience: PATIENCE.answer },
    })
    const { app } = reaching(reached, around.agent)
    const fetch = async (request: Request): Promise<Response> => {
      if (!this.#open) throw Object.assign(new Error('they rest'), { code: 'ECONNREFUSED' })
      const answer = await Promise.resolve(app.fetch(request)).catch(async (fault) => {
        await pause(BETWEEN.failures)
        throw fault
      })
      if (request.method === 'POST' && answer.status < 400) this.#acknowledged.push(performance.now())
      await pause(answer.status >= 500 ? BETWEEN.failures : BETWEEN.answers)
      return answer
    }
    return new TerminalBrowser({ app: { fetch } as unknown as Pages })
  }

  #cast(crowd: Crowd, n: number): Crowd {
    const mine = <T>(members: readonly T[]) => members.filter((_, index) => index % this.#users === n)
    return { app: mine(crowd.app), email: mine(crowd.email), uninitiated: mine(crowd.uninitiated) }
  }

  /**
   * The first step of a logon, again and again: a try, an attempt and an event are written. By several in turn: a try that was cut
   * off stays counted until a logon is completed, and none of these is.
   */
  async #probe(members: readonly Member[]): Promise<void> {
    for (let n = 0; !this.stage.over; n++) {
      const { userId, password = '' } = members[n % members.length] ?? { userId: '' }
      const browser = this.#browser(0)
      const typed = async () => {
        await browser.get(ONLINE)
        await browser.post(ONLINE, { user_id: userId, password })
      }
      await typed().catch(() => undefined)
      await pause(BETWEEN.probes)
    }
  }

  /** Whether the site can be reached by people at all. */
  reached(site: SiteId): Promise<boolean> {
    const { network, around } = this.#two
    const to = { host: network.places[site].people, port: 443, patience: PATIENCE.look }
    const browser = new TerminalBrowser(reaching(() => to, around.agent))
    return browser.get('/').then(
      () => true,
      () => false,
    )
  }
}
