import { type Firm, firms } from './firms.ts'
import { quarryMoon, quarryMoonPeople } from './large-firm.ts'
import { type DemoPerson, people } from './people.ts'

export interface DemoDirectory {
  readonly firms: readonly Firm[]
  readonly people: readonly DemoPerson[]
}

/** Twelve small firms: every state of readiness, and each of them seen at a glance. */
export const smallFirms: DemoDirectory = { firms, people }

/** All that a demo begins with: the small ones, and one with as many people as makes a list worth uploading. */
export const wholeDirectory: DemoDirectory = {
  firms: [...firms, quarryMoon],
  people: [...people, ...quarryMoonPeople],
}
