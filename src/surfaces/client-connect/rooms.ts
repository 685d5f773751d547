import type { Role } from '../../kernel/vocabulary.ts'
import { mountFirmOverview } from '../overview.tsx'
import { mountFirmRequests } from '../requests/mount-requests.tsx'
import type { Room } from '../rooms.ts'

const CLIENT_CONNECT: readonly Role[] = ['client-connect']

/** The rooms of a firm's Client Connect users, in the order of the navigation. */
export const clientConnectRooms: readonly Room[] = [
  { path: '', label: 'overview', roles: CLIENT_CONNECT, mount: mountFirmOverview },
  { path: 'requests', label: 'requests', roles: CLIENT_CONNECT, mount: mountFirmRequests },
]
