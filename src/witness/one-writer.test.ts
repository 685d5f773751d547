import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { scratchFolder } from '../../test/support/scratch-folder.ts'
import type { SiteId } from '../kernel/ids.ts'
import { giveWord } from './give-word.ts'
import { judgeAsk } from './rules/judge-ask.ts'
import type { Ask, Word } from './word.ts'

/**
 * The law of a witness: whatever is cut, delayed, killed and started again, no two sites acknowledge by themselves, and whoever
 * acknowledges has all that was acknowledged before. The witness here is the real one, on its files; of the databases it is a
 * model: what one says of the authority is the last such entry of its log (migrations 0037 and 0042).
 */
interface Row {
  readonly spell: string
  readonly mode: 'paired' | 'standalone'
  readonly holder: SiteId
  readonly term: number
}
type Entry = Row | { readonly write: number }

interface Server {
  up: boolean
  standby: boolean
  /** A standby of nobody receives nothing. */
  follows: boolean
  log: readonly Entry[]
}

/** What a wrong program would do. */
interface Wrong {
  readonly judge?: typeof judgeAsk
  readonly anySpell?: boolean
}

const SITES = ['primary', 'secondary'] as const
const otherOf = (site: SiteId): SiteId => (site === 'primary' ? 'secondary' : 'primary')
const FIRST: Row = { spell: 'first', mode: 'paired', holder: 'primary', term: 0 }

class Estate {
  readonly servers: Record<SiteId, Server> = {
    primary: { up: true, standby: false, follows: false, log: [FIRST] },
    secondary: { up: true, standby: true, follows: true, log: [FIRST] },
  }
  readonly cut = { between: false, primary: false, secondary: false }
  readonly asks: Ask[] = []
  readonly answers: { readonly ask: Ask; readonly word: Word }[] = []
  readonly acknowledged: number[] = []
  readonly lost: string[] = []
  readonly #words: string
  readonly #wrong: Wrong
  #count = 0

  constructor(words: string, wrong: Wrong) {
    this.#words = words
    this.#wrong = wrong
  }

  row(site: SiteId): Row {
    return this.servers[site].log.findLast((entry) => 'spell' in entry) ?? FIRST
  }

  /** The other site has all of this one's log now, where it streams from it. */
  reaches(site: SiteId): boolean {
    const [own, other] = [this.servers[site], this.servers[otherOf(site)]]
    const streams = !this.cut.between && own.up && other.up && !own.standby && other.standby && other.follows
    if (streams) other.log = own.log
    return streams
  }

  /** A transaction; whether its COMMIT is acknowledged. */
  #commit(site: SiteId, entry: Entry): boolean {
    const own = this.servers[site]
    own.log = [...own.log, entry]
    return this.row(site).mode === 'standalone' || this.reaches(site)
  }

  write(site: SiteId): void {
    const { up, standby } = this.servers[site]
    this.#count += 1
    if (!up || standby || !this.#commit(site, { write: this.#count })) return
    const has = new Set(this.servers[site].log.flatMap((entry) => ('write' in entry ? [entry.write] : [])))
    const missing = this.acknowledged.filter((write) => !has.has(write))
    if (missing.length > 0) this.lost.push(`${site} acknowledges without ${missing}`)
    this.acknowledged.push(this.#count)
  }

  ask(site: SiteId): void {
    const { spell, mode } = this.row(site)
    if (this.servers[site].up) this.asks.push({ site, spell, mode })
  }

  /** An ask that was sent any time ago, or once more. */
  hear(which: number): void {
    const ask = this.asks[which % (this.asks.length || 1)]
    if (ask === undefined || this.cut[ask.site]) return
    const { judge = judgeAsk } = this.#wrong
    this.answers.push({ ask, word: judge(ask, (spell, to) => giveWord(this.#words, spell, to)) })
  }

  /** What a site does on an answer, whenever that comes. */
  act(which: number): void {
    const answer = this.answers[which % (this.answers.length || 1)]
    if (answer?.word !== 'yes') return
    const { site, spell } = answer.ask
    const own = this.servers[site]
    if (!own.up) return
    const now = this.row(site)
    const next = { spell: `${site}-${++this.#count}`, mode: 'standalone' } as const
    const isOfSpell = this.#wrong.anySpell === true || now.spell === spell
    if (own.standby) {
      if (!isOfSpell) return
      Object.assign(own, { standby: false, follows: false })
      own.log = [...own.log, { ...next, holder: site, term: now.term + 1 }]
    } else if (isOfSpell && now.mode === 'paired' && now.holder === site)
      own.log = [...own.log, { ...now, ...next }]
  }

  /** What pair-again.ts does once the standby has everything. */
  pair(site: SiteId): void {
    const now = this.row(site)
    if (now.mode !== 'standalone' || now.holder !== site || !this.reaches(site)) return
    this.#commit(site, { ...now, spell: `pair-${++this.#count}`, mode: 'paired' })
  }

  /** `sallyport site rejoin`, and what it refuses. */
  rejoin(site: SiteId): void {
    const [own, other] = [this.servers[site], this.servers[otherOf(site)]]
    if (this.cut.between || !other.up || other.standby) return
    if (!own.standby && this.row(site).term >= this.row(otherOf(site)).term) return
    Object.assign(own, { up: true, standby: true, follows: true, log: other.log })
  }

  /** Who would acknowledge by himself, as soon as he is up. */
  alone(): readonly SiteId[] {
    return SITES.filter((site) => !this.servers[site].standby && this.row(site).mode === 'standalone')
  }
}

const site = fc.constantFrom(...SITES)
const which = fc.nat(11)
const turn = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('write', 'ask', 'pair'), site }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('rejoin', 'kill', 'start'), site }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('hear', 'act'), which }) },
  { weight: 1, arbitrary: fc.record({ link: fc.constantFrom('between', 'primary', 'secondary') }) },
)
type Turn = typeof turn extends fc.Arbitrary<infer T> ? T : never

function take(estate: Estate, step: Turn): void {
  if ('link' in step) {
    const link = step.link as keyof Estate['cut']
    estate.cut[link] = !estate.cut[link]
  } else if ('which' in step) estate[step.do as 'hear' | 'act'](step.which)
  else if (step.do === 'kill' || step.do === 'start') estate.servers[step.site].up = step.do === 'start'
  else estate[step.do as 'write' | 'ask' | 'pair' | 'rejoin'](step.site)
}

const folder = scratchFolder('one-writer')
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let runs = 0

/** What was broken on the way, in words. */
function play(steps: readonly Turn[], wrong: Wrong = {}): readonly string[] {
  const words = join(folder, String(++runs))
  mkdirSync(words)
  const estate = new Estate(words, wrong)
  const broken: string[] = []
  for (const step of steps) {
    take(estate, step)
    if (estate.alone().length > 1) broken.push('both go on alone')
  }
  return [...broken, ...estate.lost]
}

const steps = fc.array(turn, { maxLength: 60, size: 'max' })

describe('two sites and a witness', () => {
  it('never both acknowledge, and nothing acknowledged is ever missing', () => {
    fc.assert(
      fc.property(steps, (each) => play(each).length === 0),
      { numRuns: 600 },
    )
  })

  it('do go on alone, by either way, and are paired again', () => {
    const lost = [
      { do: 'kill', site: 'secondary' },
      { do: 'ask', site: 'primary' },
    ] as const
    const given = [
      { do: 'hear', which: 0 },
      { do: 'act', which: 0 },
    ] as const
    const estate = new Estate(join(folder), {})
    for (const step of [...lost, ...given]) take(estate, step)
    expect(estate.alone()).toEqual(['primary'])
    take(estate, { do: 'rejoin', site: 'secondary' })
    take(estate, { do: 'pair', site: 'primary' })
    expect([estate.alone(), estate.row('secondary').mode]).toEqual([[], 'paired'])
    take(estate, { do: 'kill', site: 'primary' })
    take(estate, { do: 'ask', site: 'secondary' })
    for (const step of [
      { do: 'hear', which: 1 },
      { do: 'act', which: 1 },
    ] as const)
      take(estate, step)
    expect(estate.alone()).toEqual(['secondary'])
  })

  it.each<[string, Wrong]>([
    ['the witness says yes to everybody', { judge: () => 'yes' }],
    [
      'it gives a word while the authority goes on alone',
      { judge: ({ site: asks, spell }, give) => (give(spell, asks) === asks ? 'yes' : 'given') },
    ],
    ['a word is used in another spell than it was given for', { anySpell: true }],
  ])('would both acknowledge where %s', (_, wrong) => {
    const checked = fc.check(
      fc.property(steps, (each) => play(each, wrong).length === 0),
      { numRuns: 3_000, endOnFailure: true, seed: 1 },
    )
    expect(checked.failed).toBe(true)
  })
})
