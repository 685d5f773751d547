import type { Authority, ServerView } from './authority.ts'
import { type DatabaseUrls, type Followed, lookFirst, lookOnce } from './find-authority.ts'
import type { LiveNode } from './live-nodes.ts'
import { type Eye, openEye } from './look-at-server.ts'
import type { Choice } from './rules/choose-authority.ts'
import { type Behind, type Lag, measureLag, sayBehind } from './rules/measure-lag.ts'

export interface Follower {
  /** As last seen. */
  readonly followed: Followed
  /** Whether it could be used at the last look. */
  sees(): boolean
  /** Settles once a look is over that began after this was asked. Many who ask at once wait for one look. */
  lookAfresh(): Promise<void>
  /** Why nothing may be asked of it, or written to it; null where it may. */
  refusal(deed: 'reading' | 'writing'): string | null
  /** For who watches. */
  standing(): Standing
  /** Told when another database, or another term, is followed from now on. */
  onMove(moved: (followed: Followed) => void): void
  /** A transaction was cut, or its COMMIT not acknowledged: looks again at once. */
  doubt(of: 'line' | 'commit'): void
  stop(): Promise<void>
}

export interface Standing {
  readonly term: number
  readonly standalone: boolean
  readonly acknowledged: boolean
  /** Null where there is none, or none was seen yet. */
  readonly standby: Behind | null
}

export interface Following {
  readonly urls: DatabaseUrls
  /** Milliseconds of a clock that is never set. */
  readonly ticks: () => number
  /** Paired, and nothing was acknowledged at several looks in a row, though the server answers: for whoever may decide. */
  readonly standbyIsLost?: (followed: Followed) => Promise<void>
  /** Who follows, where it is to serve by its own migrations' schema. */
  readonly looker?: LiveNode
  /** Standalone, and the standby has everything again: for whoever records it. Called again while it lasts. */
  readonly standbyIsBack?: (followed: Followed) => Promise<void>
  /** Told of what one of the two rejects with; it is called again. */
  readonly report?: (fault: unknown) => void
  /** Told of each change in words, for the log. */
  readonly tell?: (says: string, alarms: boolean) => void
}

const LOOK_MILLISECONDS = 500
const UNACKNOWLEDGED = 'what is written is not acknowledged'
/** So many looks in a row at which the standby acknowledged: one that comes and goes is not waited for. */
const STEADY_LOOKS = 5
/** And so many at which it did not: one that is started anew is waited for. */
const LOST_LOOKS = 2

/** Looks at once, and then again and again. Rejects with a sentence for the engineer where none can be followed. */
export async function followAuthority(following: Following): Promise<Follower> {
  const eyes = following.urls.map((url) => openEye(url, following.looker))
  const { found: first, views } = await lookFirst(eyes, following.looker?.lastStep)
  if (first.choice !== 'follow') {
    await Promise.all(eyes.map((eye) => eye.close()))
    throw new Error(first.reason)
  }
  return new Watching(following, eyes, first, views)
}

class Watching implements Follower {
  followed: Followed
  readonly #following: Following
  readonly #eyes: readonly Eye[]
  #server: number
  #refused: string | null = null
  #seen = true
  #commitsHang = false
  #steady = 0
  #missed = 0
  #lag: Lag | null = null
  #moved: ((followed: Followed) => void)[] = []
  #round: Promise<void> | undefined
  #afresh: Promise<void> | undefined
  #timer: NodeJS.Timeout
  #stopped = false

  constructor(
    following: Following,
    eyes: readonly Eye[],
    first: Choice & { readonly choice: 'follow' },
    views: readonly ServerView[],
  ) {
    this.#following = following
    this.#eyes = eyes
    this.#server = first.server
    this.followed = this.#at(first)
    this.#measure(views)
    this.#timer = this.#later()
  }

  refusal(deed: 'reading' | 'writing'): string | null {
    if (this.#refused !== null || deed === 'reading') return this.#refused
    return this.#commitsHang ? UNACKNOWLEDGED : null
  }

  sees(): boolean {
    return this.#seen
  }

  lookAfresh(): Promise<void> {
    this.#afresh ??= (async () => {
      await this.#round
      this.#afresh = undefined
      this.#lookNow()
      await this.#round
    })()
    return this.#afresh
  }

  standing() {
    const { term, mode } = this.followed.authority
    const standby = this.#lag && sayBehind(this.#lag, this.#following.ticks())
    return { term, standalone: mode === 'standalone', acknowledged: !this.#commitsHang, standby }
  }

  onMove(moved: (followed: Followed) => void): void {
    this.#moved.push(moved)
  }

  doubt(of: 'line' | 'commit'): void {
    // Refused until a look finds that one commits: those behind would only wait as long, and not know either.
    if (of === 'commit' && this.followed.authority.mode === 'paired') this.#hang(true)
    this.#lookNow()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#round
    await Promise.all(this.#eyes.map((eye) => eye.close()))
  }

  #at({ server, authority }: { readonly server: number; readonly authority: Authority }): Followed {
    return { url: this.#following.urls[server] ?? '', authority }
  }

  #later(): NodeJS.Timeout {
    return setTimeout(() => this.#lookNow(), LOOK_MILLISECONDS)
  }

  #lookNow(): void {
    if (this.#round !== undefined || this.#stopped) return
    clearTimeout(this.#timer)
    this.#round = this.#lookRound().finally(() => {
      this.#round = undefined
      if (!this.#stopped) this.#timer = this.#later()
    })
  }

  async #lookRound(): Promise<void> {
    const { lastStep } = this.#following.looker ?? {}
    const { found, views } = await lookOnce(this.#eyes, this.followed.authority, lastStep)
    if (this.#stopped) return
    this.#seen = found.choice === 'follow'
    if (found.choice === 'refuse') this.#refuse(found.reason)
    if (found.choice !== 'follow') {
      this.#missed = 0
      return
    }
    this.#refuse(null)
    this.#follow(found.server, this.#at(found))
    this.#measure(views)
    const { mode } = found.authority
    const doubted = this.#commitsHang || (this.#following.standbyIsLost !== undefined && !this.#lag?.seen)
    if (mode === 'standalone' || doubted) await this.#tryCommit(mode)
  }

  #measure(views: readonly ServerView[]): void {
    const own = views[this.#server]
    if (own === undefined || own.state === 'lost') return
    const standby = views.find((view) => view.state === 'standby')
    const replayed = standby?.state === 'standby' ? standby.position : null
    this.#lag = measureLag(this.#lag, { written: own.position, replayed, ticks: this.#following.ticks() })
  }

  #follow(server: number, now: Followed): void {
    const { authority: former } = this.followed
    const moves = server !== this.#server || now.authority.term !== former.term
    this.followed = now
    this.#server = server
    if (now.authority.spell !== former.spell) {
      this.#steady = 0
      this.#missed = 0
    }
    if (now.authority.mode === 'standalone') this.#hang(false)
    if (!moves) return
    this.#hang(false)
    this.#lag = null
    this.#tell(`follows the ${now.authority.site} site's database in term ${now.authority.term}`, false)
    for (const moved of this.#moved) moved(now)
  }

  async #tryCommit(mode: Authority['mode']): Promise<void> {
    const commit = (await this.#eyes[this.#server]?.commits()) ?? 'lost'
    const acknowledged = commit === 'acknowledged'
    if (mode === 'paired') {
      this.#hang(!acknowledged)
      // Where this server itself fails, it is not to take the other's place.
      this.#missed = commit === 'not' ? this.#missed + 1 : 0
      if (this.#missed < LOST_LOOKS) return
      return this.#following.standbyIsLost?.(this.followed).catch(this.#following.report)
    }
    this.#steady = acknowledged ? this.#steady + 1 : 0
    if (this.#steady < STEADY_LOOKS) return
    this.#steady = 0
    await this.#following.standbyIsBack?.(this.followed).catch(this.#following.report)
  }

  #refuse(reason: string | null): void {
    if (reason === this.#refused) return
    this.#refused = reason
    this.#tell(reason ?? 'a database can be used again', reason !== null)
  }

  #hang(hangs: boolean): void {
    if (hangs === this.#commitsHang) return
    this.#commitsHang = hangs
    this.#tell(hangs ? UNACKNOWLEDGED : 'commits are acknowledged again', hangs)
  }

  #tell(says: string, alarms: boolean): void {
    this.#following.tell?.(says, alarms)
  }
}
