import type { DoorId, FunctionId } from '../../kernel/ids.ts'
import type { Surface } from '../doors.ts'

export const dms: Surface = {
  system: 'dms',
  landing: '/dms',
  elsewhere: { system: 'ccms', href: '/' },
  audience: 'administrator',
  logon: [
    {
      door: 'dms.otp' as DoorId,
      path: '/dms/otp',
      function: 'dms.security' as FunctionId,
      home: '/dms/security',
    },
  ],
  cards: [
    {
      door: 'dms.card' as DoorId,
      path: '/dms/card',
      function: 'dms.security' as FunctionId,
      home: '/dms/card/security',
    },
  ],
  initiation: { door: 'dms.initiation' as DoorId, path: '/dms/initiation' },
}
