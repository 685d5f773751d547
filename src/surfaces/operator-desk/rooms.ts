import { mountDeskAbsences } from '../absences/mount-absences.tsx'
import { mountDeskCases } from '../cases/mount-cases.tsx'
import { mountDeskEmergencies } from '../emergency/mount-emergencies.tsx'
import { mountDeskOverview } from '../overview.tsx'
import { mountDeskRequests } from '../requests/mount-requests.tsx'
import type { Room } from '../rooms.ts'
import { mountDeskAttestations } from './attestations.tsx'
import { DECIDING, DESK } from './desk-roles.ts'
import { mountDeskEvents } from './events.tsx'
import { mountLaunch } from './launch.tsx'
import { mountLookUp } from './look-up.tsx'
import { mountParticipants } from './participants.tsx'
import { mountRevocation } from './revocation.tsx'
import { mountSites } from './sites.tsx'

/** The rooms of the operator's desk, in the order of the navigation. */
export const operatorDeskRooms: readonly Room[] = [
  { path: '', label: 'overview', roles: DESK, mount: mountDeskOverview },
  { path: 'requests', label: 'requests', roles: DECIDING, mount: mountDeskRequests },
  { path: 'absences', label: 'absences', roles: DECIDING, mount: mountDeskAbsences(...DECIDING) },
  { path: 'participants', label: 'participants', roles: DESK, mount: mountParticipants },
  { path: 'look-up', label: 'lookUp', roles: DESK, mount: mountLookUp },
  { path: 'cases', label: 'cases', roles: DESK, mount: mountDeskCases },
  { path: 'attestations', label: 'attestation', roles: DECIDING, mount: mountDeskAttestations },
  { path: 'emergency', label: 'emergency', roles: DECIDING, mount: mountDeskEmergencies },
  { path: 'launch', label: 'launch', roles: DECIDING, mount: mountLaunch },
  { path: 'sites', label: 'sites', roles: DECIDING, mount: mountSites },
  { path: 'revocation', label: 'revocation', roles: DESK, mount: mountRevocation },
  { path: 'events', label: 'events', roles: DESK, mount: mountDeskEvents },
]
