import { setTimeout as pause } from 'node:timers/promises'
import type { EventKind } from '../../../src/audit/kinds.ts'
import { recordEvent } from '../../../src/audit/record-event.ts'
import { viewServer } from '../../../src/db/find-authority.ts'
import { openInTerm } from '../../../src/db/open-in-term.ts'
import type { SiteId } from '../../../src/kernel/ids.ts'
import { systemClock, systemRandomness } from '../../../src/kernel/system.ts'
import type { DataCentre } from './data-centre.ts'

/** What a database server acknowledged to somebody at its site. */
export interface Written {
  readonly site: SiteId
  readonly term: number
  readonly marker: string
  readonly asked: number
  readonly acknowledged: number
}

const EVERY = 300
const KIND: EventKind = 'person.looked-up'

/**
 * At each site somebody who knows of its own database server alone, and writes there whenever it lets him, in the term and by the
 * mode it names: a node that is cut off from all else. What he was told holds as what anybody was told.
 */
export class LocalWriters {
  readonly written: Written[] = []
  readonly #writing: Promise<unknown>
  #over = false

  constructor(centres: readonly DataCentre[]) {
    this.#writing = Promise.all(centres.map((centre) => this.#write(centre)))
  }

  async stop(): Promise<void> {
    this.#over = true
    await this.#writing
  }

  async #write({ site, urls }: DataCentre): Promise<void> {
    while (!this.#over) {
      await this.#writeOnce(site, urls.ownerUrl).catch(() => undefined)
      await pause(EVERY)
    }
  }

  async #writeOnce(site: SiteId, url: string): Promise<void> {
    const view = await viewServer(url)
    if (view.state !== 'writable') return
    const { authority } = view
    const marker = systemRandomness.uuid()
    const database = openInTerm({ url, authority }, { poolSize: 1, applicationName: 'local writer' })
    const asked = performance.now()
    const event = {
      ...{ kind: KIND, at: systemClock.now(), accountId: null, reference: null },
      ...{ facts: { marker }, particulars: {} },
    } as const
    const world = { epoch: authority.epoch, randomness: systemRandomness }
    try {
      await database.write({ as: 'operations' }, (tx) => recordEvent(tx, world, event))
      const { term } = authority
      this.written.push({ site, term, marker, asked, acknowledged: performance.now() })
    } finally {
      database.cut()
      await database.close()
    }
  }
}

export const MARKERS = `select facts->>'marker' as marker from audit_event where kind = '${KIND}'`
