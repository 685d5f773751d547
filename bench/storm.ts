import { setTimeout as pause } from 'node:timers/promises'
import { TOTP } from 'otpauth'
import type { Answer, Browser } from './browser.ts'
import { ClosedLoop } from './closed-loop.ts'
import { arrive, type Outcome, TOLD_TO_WAIT, ToldToWait, tally } from './open-loop.ts'
import { residentMebibytes } from './processes.ts'
import { CHECK, DOOR, HOME } from './site.ts'
import { quantile, rounded } from './statistics.ts'
import { type StormSite, startStormSite } from './storm-site.ts'

const PEOPLE = Number(process.env['SALLYPORT_BENCH_PEOPLE'] ?? 5_000)
/** Five thousand in ten minutes; fewer come as fast. */
const MILLISECONDS = (PEOPLE * 600_000) / 5_000
const CEILING_MILLISECONDS = 15_000
const OVERLOAD = { times: 10, milliseconds: 20_000 }
const LIVE_SESSIONS = 20
/** Of a live session, by a calendar that ends in 2023: logged on, and the function is not open. One that is not live is 401. */
const LIVE = 403
const NEW_PASSWORD = 'lantern-harbour-48-quince'

/**
 * A morning on which everybody comes at once: five thousand people log on within ten minutes, then as many initiate; then ten times as
 * many as can be served, while a few are logged on already. What becomes of each, and of the node's memory.
 */
export async function benchStorm() {
  const site = await startStormSite(PEOPLE)
  const crowd = new People(site)
  const logons = await arrive(PEOPLE, MILLISECONDS, (n) => crowd.logOn(site.browser(n), n))
  const initiations = await arrive(PEOPLE, MILLISECONDS, (n) => crowd.initiate(n))
  const overload = await overwhelm(site, crowd)
  await site.stop()
  return { people: PEOPLE, logons: figuresOf(logons), initiations: figuresOf(initiations), overload }
}

function figuresOf(outcomes: readonly Outcome[]) {
  const took = outcomes.filter(({ as }) => as === 'done').map(({ milliseconds }) => milliseconds)
  const counts = tally(outcomes)
  const served = (counts['done'] ?? 0) + (counts[TOLD_TO_WAIT] ?? 0)
  return {
    outcomes: counts,
    failed: outcomes.length - served,
    milliseconds:
      took.length === 0 ? {} : { median: rounded(quantile(took, 0.5)), p99: rounded(quantile(took, 0.99)) },
  }
}

async function overwhelm(site: StormSite, crowd: People) {
  const sessions = await Promise.all(
    Array.from({ length: LIVE_SESSIONS }, async (_, n) => {
      const browser = site.browser(n)
      await crowd.logOn(browser, n)
      return browser
    }),
  )
  const loop = new ClosedLoop(16, site.browser)
  let next = LIVE_SESSIONS
  const { rate } = await loop.run(CEILING_MILLISECONDS, (browser) => crowd.logOn(browser, next++))
  loop.close()
  const watch = watchOver(site, sessions)
  const perMillisecond = (OVERLOAD.times * rate) / 1000
  // Nobody comes twice: he would need a passcode of the future.
  const arrivals = Math.min(PEOPLE - next, Math.round(perMillisecond * OVERLOAD.milliseconds))
  const outcomes = await arrive(arrivals, arrivals / perMillisecond, async (n) => {
    const browser = site.browser(n)
    await crowd.logOn(browser, next + n).finally(() => browser.close())
  })
  return { logonsPerSecond: rounded(rate), arrivals, ...figuresOf(outcomes), ...(await watch()) }
}

/** Each live session asks once a second; what it asks then tells, and how much memory the node had. */
function watchOver({ pid }: StormSite, sessions: readonly Browser[]) {
  const before = residentMebibytes(pid)
  let [most, over] = [before, false]
  const checks: Outcome[] = []
  const watch = async (browser: Browser, n: number) => {
    await pause((n * 1000) / sessions.length)
    while (!over) {
      const from = performance.now()
      const as = await browser
        .get(CHECK.path)
        .then(({ status }) => (status === LIVE ? 'done' : `${status}`), String)
      checks.push({ as, milliseconds: performance.now() - from })
      most = Math.max(most, residentMebibytes(pid))
      await pause(1000)
    }
    browser.close()
  }
  const watching = Promise.all(sessions.map(watch))
  return async () => {
    over = true
    await watching
    return {
      sessionChecks: figuresOf(checks),
      mebibytes: { before: rounded(before), more: rounded(most - before) },
    }
  }
}

/** They press on as fast as they are answered. */
class People {
  readonly #site: StormSite
  constructor(site: StormSite) {
    this.#site = site
  }

  async logOn(browser: Browser, n: number): Promise<void> {
    const user = this.#site.users[n]
    if (user === undefined) throw new Error(`there is no user ${n}`)
    const { userId, password, totpSecret } = user
    const page = `${DOOR}/passcode`
    expect(await browser.get(DOOR), 200)
    expect(await browser.post(DOOR, { user_id: userId, password }), 303, page)
    if (!browser.hasToken(page)) expect(await browser.get(page), 200)
    expect(await browser.post(page, { passcode: passcodeOf(totpSecret) }), 303, HOME)
    expect(await browser.get(CHECK.path), LIVE)
  }

  async initiate(n: number): Promise<void> {
    const newcomer = this.#site.newcomers[n]
    if (newcomer === undefined) throw new Error(`there is no newcomer ${n}`)
    const browser = this.#site.browser(n)
    const step = async (name: string, fields: Readonly<Record<string, string>>) => {
      expect(await browser.post(`/initiation/${name}`, fields), 303, '/initiation/step')
      return expect(await browser.get('/initiation/step'), 200)
    }
    expect(await browser.get('/initiation'), 200)
    expect(await browser.post('/initiation', { user_id: newcomer.userId }), 303, '/initiation/step')
    expect(await browser.get('/initiation/step'), 200)
    const code = await this.#site.codeMailedTo(newcomer.email, 0)
    await step('code', { code: code ?? '' })
    await step('password', { new_password: NEW_PASSWORD, repeat_password: NEW_PASSWORD })
    const { body } = await step('channel', { channel: 'app' })
    const secret = /<dd class="sp-key">([A-Z2-7 ]+)</.exec(body)?.[1]?.replaceAll(' ', '') ?? ''
    const last = await step('proof', { passcode: passcodeOf(secret) })
    browser.close()
    if (!last.body.includes('2FA is set up</h1>')) throw new Error('initiation led to another page')
  }
}

function passcodeOf(secret: string): string {
  return new TOTP({ secret }).generate()
}

function expect(answer: Answer, status: number, location?: string): Answer {
  if (answer.status === 503 && (answer.retryAfter ?? 0) > 0) throw new ToldToWait()
  if (answer.status !== status || answer.location !== location)
    throw new Error(`${answer.status} ${answer.location ?? ''} instead of ${status} ${location ?? ''}`)
  return answer
}
