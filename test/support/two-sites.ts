import { withClient } from '../../src/db/with-client.ts'
import type { Epoch } from '../../src/kernel/ids.ts'
import { refused } from '../../src/kernel/result.ts'
import { openBranch } from '../../src/serving/open-branch.ts'
import { openSite, type Site } from '../../src/serving/open-site.ts'
import { type Branch, epochOfBranch } from '../../src/sites/branch.ts'
import type { VerifyCard } from '../../src/smartcards/verify-card.ts'
import { type Node, wire } from '../../src/wire.ts'
import type { TestDatabase } from './database.ts'
import { SESSION_ONE, type TestNode, testNode } from './node.ts'
import { ORIGIN } from './origin.ts'
import { TerminalBrowser } from './terminal-browser.ts'

export const SESSION_TWO = Temporal.Instant.from('2023-06-10T22:05+08:00')
const UNTIL = Temporal.Instant.from('2023-06-10T23:00+08:00')

/** Both sites on one clock and one authority; a branch is a copy of it on the same server. */
export interface TwoSites {
  /** The primary, its clock, its people and all letters, of whichever site. */
  readonly test: TestNode
  readonly secondary: Site
  /** The node over the branch that the secondary serves. */
  branchNode(): Node
  readonly branchDatabase: () => TestDatabase
  openBranch(): Promise<void>
  discardBranch(): Promise<void>
  /** A browser at either site; cookies of both are told apart by their names. */
  browser(at: 'primary' | 'secondary', ip?: string): TerminalBrowser
  stop(): Promise<void>
}

export async function twoSites(at = SESSION_ONE): Promise<TwoSites> {
  const test = await testNode({ at })
  let opened: { readonly branch: Branch; readonly db: TestDatabase; node: Node | null } | null = null
  let number = 0
  // No card is accepted: that their doors stand is what matters here.
  const verify: VerifyCard = async () => refused({ reason: 'no-card', code: undefined, claimed: undefined })
  const revocation = () => ({ whenUnreachable: 'refuse', sources: [], unspoken: [] }) as const
  const cards = { verify, revocation, listener: 'https://cards.terminal.test', site: ORIGIN }
  const shared = test.partsWith({ site: 'secondary', cards })
  const secondary = openSite({
    isAuthority: () => false,
    follower: { sees: () => true, lookAfresh: async () => undefined },
    clock: test.clock,
    openAuthority: (site, bar) => wire({ ...shared, site, epoch: 'primary/0' as Epoch, bar }),
    readBranch: async () => opened?.branch ?? null,
    openBranch: async (branch, guards) => {
      if (opened === null) throw new Error('no branch')
      const home = { database: test.database, clock: test.clock }
      const served = await openBranch(branch, opened.db.url, shared, guards, home)
      opened.node = served.node
      return served
    },
    report: (fault) => {
      throw fault
    },
  })
  const theBranch = () => {
    if (opened === null) throw new Error('no branch is open')
    return opened
  }
  const discardBranch = async () => {
    const { db } = theBranch()
    opened = null
    await secondary.look()
    await db.drop()
  }
  return {
    test,
    secondary,
    branchNode: () => theBranch().node as Node,
    branchDatabase: () => theBranch().db,
    openBranch: async () => {
      number += 1
      const db = await test.db.copy()
      await withClient(db.superuserUrl, (client) => client.query('select become_branch($1)', [number]))
      const branch: Branch = {
        ...{ number, state: 'open', epoch: epochOfBranch(number), openedAt: test.clock.now(), until: UNTIL },
      }
      opened = { branch, db, node: null }
      await secondary.look()
    },
    discardBranch,
    browser: (site, ip) => new TerminalBrowser(site === 'primary' ? test.node : secondary, ip),
    stop: async () => {
      if (opened !== null) await discardBranch()
      await secondary.stop()
      await test.stop()
    },
  }
}
