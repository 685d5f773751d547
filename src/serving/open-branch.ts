import { openDatabase } from '../db/open-database.ts'
import type { Database } from '../db/transaction.ts'
import type { Clock } from '../kernel/clock.ts'
import { bringExtensions } from '../launch/bring-extensions.ts'
import type { Branch } from '../sites/branch.ts'
import { readMark } from '../sites/read-branch.ts'
import type { Bar } from '../web/shell.ts'
import { type Node, type Parts, wire } from '../wire.ts'
import { reportUnlessCut } from './report-unless-cut.ts'

/** A branch that this node serves. */
export interface ServedBranch {
  readonly number: number
  readonly node: Node
  /** Brings what was decided at home of its session meanwhile. */
  catchUp(): Promise<void>
  close(): Promise<void>
}

/** What a node over a branch shares with the node over the authority beside it. */
export type SharedParts = Omit<Parts, 'epoch' | 'database' | 'feedDatabase' | 'duties' | 'bar'>

export interface BranchGuards {
  readonly bar: Bar
  /** Whether the authority still says so. */
  readonly isOpen: () => Promise<boolean>
}

/** What is asked of the authority while a branch is served. */
export interface Home {
  readonly database: Database
  readonly clock: Clock
}

const CONNECTIONS = 20

/**
 * A node over a branch. It delivers the letters of its own epoch, and does nothing else by itself: what is due at home is done
 * at home. The database's mark is asked for: by a mistaken address it would be the authority that is rehearsed on.
 */
export async function openBranch(
  { number, epoch }: Branch,
  url: string,
  shared: SharedParts,
  { bar, isOpen }: BranchGuards,
  home: Home,
): Promise<ServedBranch> {
  const database = openDatabase({ url, poolSize: CONNECTIONS, applicationName: `sallyport branch ${number}` })
  const feedDatabase = openDatabase({ url, poolSize: 1, applicationName: `sallyport branch ${number} feed` })
  const closeBoth = async () => {
    await feedDatabase.close()
    await database.close()
  }
  try {
    const mark = await database.read({ as: 'sign-in' }, readMark)
    if (mark !== number) throw new Error(`the database for branch ${number} is ${sayMark(mark)}`)
  } catch (fault) {
    await closeBoth()
    throw fault
  }
  const report = reportUnlessCut(shared.report, isOpen)
  const node = wire({ ...shared, epoch, database, feedDatabase, duties: 'own-mail', bar, report })
  return {
    number,
    node,
    catchUp: () => bringExtensions(home.database, database, shared.programme, home.clock.now()),
    close: async () => {
      await node.stop()
      await closeBoth()
    },
  }
}

function sayMark(mark: number | null): string {
  return mark === null ? 'no branch' : `branch ${mark}`
}
