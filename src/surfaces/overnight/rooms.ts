import type { Room } from '../rooms.ts'
import { mountReports } from './reports.tsx'

/** Behind the doors that lead to Overnight Report Download. */
export const overnightRooms: readonly Room[] = [
  { path: '', label: 'reports', roles: ['user'], mount: mountReports },
]
