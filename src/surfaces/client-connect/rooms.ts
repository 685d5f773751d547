import type { Role } from '../../kernel/vocabulary.ts'
import { mountFirmAbsences } from '../absences/mount-absences.tsx'
import { mountFirmRequests } from '../requests/mount-requests.tsx'
import type { Room } from '../rooms.ts'
import { mountDashboard } from './dashboard.tsx'
import { mountDelegates } from './delegates.tsx'
import { mountFirmDocuments } from './documents.tsx'
import { mountEvents } from './events.tsx'

const CLIENT_CONNECT: readonly Role[] = ['client-connect']

/** The rooms of a firm's Client Connect users, in the order of the navigation. */
export const clientConnectRooms: readonly Room[] = [
  { path: '', label: 'overview', roles: CLIENT_CONNECT, mount: mountDashboard },
  { path: 'delegates', label: 'delegates', roles: CLIENT_CONNECT, mount: mountDelegates },
  { path: 'requests', label: 'requests', roles: CLIENT_CONNECT, mount: mountFirmRequests('connect') },
  { path: 'absences', label: 'absences', roles: CLIENT_CONNECT, mount: mountFirmAbsences('connect') },
  { path: 'events', label: 'events', roles: CLIENT_CONNECT, mount: mountEvents },
  { path: 'documents', label: 'documents', roles: CLIENT_CONNECT, mount: mountFirmDocuments },
]
