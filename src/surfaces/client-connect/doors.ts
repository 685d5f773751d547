import type { DoorId, FunctionId } from '../../kernel/ids.ts'
import type { Surface } from '../doors.ts'

export const clientConnect: Surface = {
  system: 'connect',
  landing: '/connect',
  elsewhere: { system: 'dms', href: '/dms' },
  audience: 'client-connect',
  logon: [
    {
      door: 'connect.otp' as DoorId,
      path: '/connect/otp',
      function: 'connect.services' as FunctionId,
      home: '/connect/services',
    },
  ],
  cards: [],
  initiation: { door: 'connect.initiation' as DoorId, path: '/connect/initiation' },
}
