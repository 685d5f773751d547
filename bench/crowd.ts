import { TOTP } from 'otpauth'
import type { Browser } from './browser.ts'
import type { BenchUser } from './seed-users.ts'
import { CHECK, DOOR, HOME } from './site.ts'
import type { Stack } from './start-stack.ts'

const STEP_MILLISECONDS = 30_000
const EARLY_MILLISECONDS = 20_000

/** Whoever logs on in a bench: the users in turn, each with a passcode that he has not used. */
export class Crowd {
  readonly #queue: BenchUser[]
  readonly #usedStep = new Map<string, number>()
  readonly #clockAhead: number

  constructor({ users, clockAhead }: Pick<Stack, 'users' | 'clockAhead'>) {
    this.#queue = [...users]
    this.#clockAhead = clockAhead
  }

  #next(): { readonly user: BenchUser; readonly passcode: string } {
    const [user] = this.#queue.splice(0, 1)
    if (user === undefined) throw new Error('there is nobody in the crowd')
    this.#queue.push(user)
    const now = performance.timeOrigin + performance.now() + this.#clockAhead
    const present = Math.floor(now / STEP_MILLISECONDS)
    // The step before is accepted too; not begun with where it might run out on the way.
    const oldest = now % STEP_MILLISECONDS < EARLY_MILLISECONDS ? present - 1 : present
    const step = Math.max((this.#usedStep.get(user.userId) ?? 0) + 1, oldest)
    if (step > present) throw new Error('too few users: one would need a passcode of the future')
    this.#usedStep.set(user.userId, step)
    const passcode = new TOTP({ secret: user.totpSecret }).generate({ timestamp: step * STEP_MILLISECONDS })
    return { user, passcode }
  }

  /** One logon: the door's page, the password, the passcode, one session check. */
  async logOn(browser: Browser): Promise<void> {
    const { user, passcode } = this.#next()
    const { userId, password } = user
    const page = `${DOOR}/passcode`
    expect(await browser.get(DOOR), 200)
    expect(await browser.post(DOOR, { user_id: userId, password }), 303, page)
    // A form's token is made for browser and address: only a browser that was never here has to look at the page.
    if (!browser.hasToken(page)) expect(await browser.get(page), 200)
    expect(await browser.post(page, { passcode }), 303, HOME)
    expect(await browser.get(CHECK.path), CHECK.passes)
  }
}

function expect(answer: Awaited<ReturnType<Browser['get']>>, status: number, location?: string): void {
  if (answer.status !== status || answer.location !== location)
    throw new Error(`${answer.status} ${answer.location ?? ''} instead of ${status} ${location ?? ''}`)
}
