import { setTimeout as pause } from 'node:timers/promises'
import { type Authority, FIRST } from '../../../src/db/authority.ts'
import { systemClock } from '../../../src/kernel/system.ts'
import { appCode } from '../../support/journeys.ts'
import type { Member } from '../seed-crowd.ts'
import { type DataCentre, type Ran, UNITS, type UnitName } from './data-centre.ts'
import { look, type Seen } from './look.ts'
import type { People } from './people.ts'
import { signal } from './service-manager.ts'
import type { TwoDataCentres } from './two-data-centres.ts'

/** Milliseconds. */
const PATIENCE = {
  ...{ unserved: 3_000, hanging: 45_000, served: 5_000, streaming: 15_000 },
  ...{ all: 600_000, looks: 250 },
}

/** What is seen, and what is then done: docs/running.md and the operators' book. The first line that fits is gone by. */
const BOOK: readonly Line[] = [
  {
    symptom:
      'nobody is served, and who holds authority is lost, cut off from people or full; the sites were paired',
    holds: (seen) => isDown(seen) && lacksHolder(seen) && seen.mode === 'paired' && canTakeOver(seen),
    deed: (operator, { holder, other }) => operator.takeOver(holder, other),
  },
  {
    symptom: 'nobody is served, and commits wait for the other site',
    holds: (seen) => isDown(seen) && !lacksHolder(seen) && seen.mode === 'paired' && !seen.acknowledges,
    deed: (operator, { holder, other }) => operator.standalone(holder, other),
  },
  {
    symptom: 'nobody is served, though the database works: programs hang',
    holds: (seen) => seen.unserved > PATIENCE.hanging && !lacksHolder(seen),
    deed: (operator, { holder }) => operator.startProgramsAnew(holder),
  },
  {
    symptom: 'a host is off, and nothing is broken there any more',
    holds: (seen, { mended }) => mended && !seen.on[seen.other],
    deed: (operator, { other }) => operator.switchOn(other),
  },
  {
    symptom: 'the host that has all of it is off, and nothing is broken there any more',
    holds: (seen, { mended }) => mended && !seen.on[seen.holder],
    deed: (operator, { holder }) => operator.switchOn(holder),
  },
  {
    symptom: 'the other site takes writes in an older term, or has not streamed for long',
    holds: (seen, { mended, apart }) =>
      mended &&
      seen.views[seen.holder].state === 'writable' &&
      seen.on[seen.other] &&
      !seen.streams &&
      (seen.views[seen.other].state === 'writable' || apart > PATIENCE.streaming),
    deed: (operator, { other }) => operator.rejoin(other),
  },
]

interface Line {
  readonly symptom: string
  readonly holds: (seen: Seen, known: Around) => boolean
  readonly deed: (operator: Operator, seen: Seen) => Promise<void>
}

interface Around {
  /** The engineers have mended what was broken. */
  readonly mended: boolean
  /** Milliseconds since the other site streamed last. */
  readonly apart: number
}

const isDown = ({ unserved }: Seen) => unserved > PATIENCE.unserved
const lacksHolder = ({ holder, views, diskFull, reachedByPeople, on }: Seen) =>
  !on[holder] || views[holder].state === 'lost' || diskFull[holder] || !reachedByPeople
const canTakeOver = ({ other, views, on, diskFull }: Seen) =>
  on[other] && views[other].state === 'standby' && !diskFull[other]
const isOrdinary = ({ unserved, mode, streams, acknowledges, on, views, other }: Seen) =>
  unserved < PATIENCE.served &&
  mode === 'paired' &&
  streams &&
  acknowledges &&
  Object.values(on).every(Boolean) &&
  views[other].state === 'standby'

export class Operator {
  readonly did: string[] = []
  readonly #two: TwoDataCentres
  readonly #people: People
  #known: Authority = FIRST
  #signatures = 0

  constructor(two: TwoDataCentres, people: People) {
    this.#two = two
    this.#people = people
  }

  /** Goes by the book until all is as on an ordinary day. What he sees he looks at twice before he acts. */
  async untilOrdinary(mended: () => boolean): Promise<void> {
    const began = performance.now()
    let [streamed, acted, before]: [number, number, Line | undefined] = [began, 0, undefined]
    for (;;) {
      const seen = await this.#look()
      const now = performance.now()
      if (mended() && isOrdinary(seen)) return
      if (now - began > PATIENCE.all) throw new Error(this.#stuck(seen))
      if (seen.streams) streamed = now
      // What was done last has to be given its time.
      const unserved = Math.min(seen.unserved, now - acted)
      const line = BOOK.find(({ holds }) =>
        holds({ ...seen, unserved }, { mended: mended(), apart: now - Math.max(streamed, acted) }),
      )
      if (line !== undefined && line === before) {
        this.did.push(line.symptom)
        await line.deed(this, seen)
        acted = performance.now()
      }
      before = line === before ? undefined : line
      await pause(PATIENCE.looks)
    }
  }

  async #look(): Promise<Seen> {
    const { known, ...seen } = await look(this.#two.at, this.#people, this.#known)
    this.#known = known
    return seen
  }

  /** Who takes over must be the only one: the host of the other is switched off before. */
  async takeOver(from: DataCentre['site'], to: DataCentre['site']): Promise<void> {
    const { manager } = this.#two.at[from]
    await manager.switchOff()
    const { status } = await this.#sign(to, ['promote'], `The hosts of the ${from} site are switched off.`)
    if (status === 0) this.#people.pointedAt = to
  }

  async standalone(at: DataCentre['site'], lost: DataCentre['site']): Promise<void> {
    await this.#sign(at, ['standalone'], `The ${lost} site is lost, and nobody has promoted it.`)
  }

  async rejoin(site: DataCentre['site']): Promise<void> {
    await this.#run(site, ['rejoin'])
  }

  async switchOn(site: DataCentre['site']): Promise<void> {
    await this.#two.at[site].manager.switchOn()
  }

  async startProgramsAnew(site: DataCentre['site']): Promise<void> {
    for (const unit of UNITS.filter((each: UnitName) => each !== 'postgres' && each !== 'operators')) {
      const pid = this.#two.at[site].pidOf(unit)
      if (pid !== undefined) signal(pid, 'SIGKILL')
    }
  }

  /** Planned, over two hosts. */
  async switchSites(): Promise<void> {
    const { holder, other } = await this.#look()
    const { output } = await this.#run(holder, ['fence'])
    const [, position] = /--after (\S+)/.exec(output) ?? []
    if (position === undefined) throw new Error(`not fenced: ${output}`)
    await this.#sign(other, ['promote', '--after', position], `The ${holder} site is fenced at ${position}.`)
    this.#people.pointedAt = other
    await this.#run(holder, ['rejoin'])
  }

  async #run(site: DataCentre['site'], words: readonly string[], typed?: readonly string[]): Promise<Ran> {
    const ran = await this.#two.at[site].run(words, typed)
    this.did.push(`at the ${site}: sallyport site ${words[0]}: ${ran.status === 0 ? 'done' : ran.output}`)
    return ran
  }

  /** Another pair each time: an app's passcode signs once. */
  #sign(site: DataCentre['site'], words: readonly string[], statement: string): Promise<Ran> {
    const { operators = [] } = this.#two.crowd
    const pair = (this.#signatures++ * 2) % operators.length
    const [maker, checker] = operators.slice(pair, pair + 2)
    if (maker === undefined || checker === undefined) throw new Error('two operators sign')
    const who = ['--statement', statement, '--maker', maker.userId, '--checker', checker.userId]
    const typed = ({ password = '', totpSecret = '' }: Member) => [
      password,
      appCode(totpSecret, systemClock.now()),
    ]
    return this.#run(site, [...words, ...who], [...typed(maker), ...typed(checker)])
  }

  #stuck(seen: Seen): string {
    const { primary, secondary } = this.#two.at
    return [
      `not as on an ordinary day after ${PATIENCE.all} ms: ${JSON.stringify(seen)}`,
      ...this.did,
      `primary: ${primary.said()}`,
      `secondary: ${secondary.said()}`,
    ].join('\n')
  }
}
