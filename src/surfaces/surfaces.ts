import { ccms } from './ccms/doors.ts'
import { clientConnect } from './client-connect/doors.ts'
import { dms } from './dms/doors.ts'
import type { Surface } from './doors.ts'
import { operatorDesk } from './operator-desk/doors.ts'

/** All systems that have pages. CCMS, whose landing page is `/`, comes last: the others are found by their own. */
export const surfaces: readonly Surface[] = [dms, clientConnect, operatorDesk, ccms]

/** The system whose pages an address lies among, whether or not there is such a page. */
export function surfaceAt(path: string): Surface {
  const found = surfaces.find(({ landing }) => path === landing || path.startsWith(`${landing}/`))
  return found ?? ccms
}
