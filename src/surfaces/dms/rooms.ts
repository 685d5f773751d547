import { mountFirmAbsences } from '../absences/mount-absences.tsx'
import { mountFirmCases } from '../cases/mount-cases.tsx'
import { mountFirmEmergencies } from '../emergency/mount-emergencies.tsx'
import { mountFirmRequests } from '../requests/mount-requests.tsx'
import type { Room } from '../rooms.ts'
import { ADMINISTRATORS } from './administrators.ts'
import { mountAttestation } from './attestation.tsx'
import { mountCards } from './cards.tsx'
import { mountEmails } from './emails.tsx'
import { mountGroups } from './groups.tsx'
import { mountListings } from './listings.tsx'
import { mountDmsOverview } from './overview.tsx'
import { mountReadiness } from './readiness.tsx'
import { mountReferences } from './references.tsx'
import { mountUsers } from './users.tsx'

/** The rooms of a firm's Delegated Administrators, in the order of the navigation. */
export const dmsRooms: readonly Room[] = [
  { path: '', label: 'overview', roles: ADMINISTRATORS, mount: mountDmsOverview },
  { path: 'readiness', label: 'readiness', roles: ADMINISTRATORS, mount: mountReadiness },
  { path: 'emails', label: 'emails', roles: ADMINISTRATORS, mount: mountEmails },
  { path: 'users', label: 'users', roles: ADMINISTRATORS, mount: mountUsers },
  { path: 'groups', label: 'groups', roles: ADMINISTRATORS, mount: mountGroups },
  { path: 'cards', label: 'cards', roles: ADMINISTRATORS, mount: mountCards },
  { path: 'listings', label: 'listings', roles: ADMINISTRATORS, mount: mountListings },
  { path: 'attestation', label: 'attestation', roles: ADMINISTRATORS, mount: mountAttestation },
  { path: 'references', label: 'references', roles: ADMINISTRATORS, mount: mountReferences },
  { path: 'cases', label: 'cases', roles: ADMINISTRATORS, mount: mountFirmCases },
  { path: 'emergency', label: 'emergency', roles: ADMINISTRATORS, mount: mountFirmEmergencies },
  { path: 'requests', label: 'requests', roles: ADMINISTRATORS, mount: mountFirmRequests('firm') },
  { path: 'absences', label: 'absences', roles: ADMINISTRATORS, mount: mountFirmAbsences('firm') },
]
