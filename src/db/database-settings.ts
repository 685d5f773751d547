import type { Meter } from '../kernel/meter.ts'
import type { SiteMode } from './authority-tables.ts'
import type { PATIENCE } from './patience.ts'

export interface DatabaseSettings {
  /** `postgres://…` of a login that is a member of sallyport_app, such as the owner's. */
  readonly url: string
  /** Works as sallyport_app, whoever logs in: the program's way. False, for a reader's login, keeps its own rights. */
  readonly asApp?: boolean
  readonly poolSize: number
  /** Shown in pg_stat_activity. */
  readonly applicationName: string
  /** `report`: one person waits for it, and nobody waits behind it. */
  readonly patience?: keyof typeof PATIENCE
  /** Told how long each transaction waited for its connection. */
  readonly meter?: Meter
  /** The term it holds: of another the database takes no evidence (migration 0037). */
  readonly term?: number
  /** Whether a COMMIT waits for the standby; asked as each transaction begins. Paired where it is left out. */
  readonly mode?: () => SiteMode
}
