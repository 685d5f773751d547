import { listPasscodes } from '../../emergency/list-passcodes.ts'
import { showPage } from '../../web/show-page.ts'
import { ADMINISTRATORS } from '../dms/administrators.ts'
import { enterDesk, enterFirm } from '../enter-rooms.ts'
import type { Room } from '../rooms.ts'
import { EmergencyListPage } from './emergency-list-page.tsx'

const SHOWN = 200

/** The emergency passcodes of a firm. */
export const mountFirmEmergencies: Room['mount'] = (app, here, at) => {
  app.get(at, async (c) => {
    const inside = await enterFirm(c, here, ...ADMINISTRATORS)
    if (inside instanceof Response) return inside
    const { around, base, participant } = inside
    const scope = { as: 'participant', participant: participant.id } as const
    const wanted = { participant: participant.id, atMost: SHOWN, at: inside.at }
    const passcodes = await here.world.database.read(scope, (db) => listPasscodes(db, wanted))
    return showPage(c, <EmergencyListPage {...around} requests={`${base}/requests`} passcodes={passcodes} />)
  })
}

/** Those of all firms, and those that operators gave DAs. Not for the hotline: what it can't ask for it need not see. */
export const mountDeskEmergencies: Room['mount'] = (app, here, at) => {
  app.get(at, async (c) => {
    const inside = await enterDesk(c, here, 'operator-maker', 'operator-checker', 'auditor')
    if (inside instanceof Response) return inside
    const { around, base } = inside
    const wanted = { participant: null, atMost: SHOWN, at: inside.at }
    const passcodes = await here.world.database.read({ as: 'operations' }, (db) => listPasscodes(db, wanted))
    return showPage(c, <EmergencyListPage {...around} requests={`${base}/requests`} passcodes={passcodes} />)
  })
}
