import type { DoorId, FunctionId } from '../../kernel/ids.ts'
import type { Surface } from '../doors.ts'

export const ccms: Surface = {
  system: 'ccms',
  landing: '/',
  elsewhere: { system: 'dms', href: '/dms' },
  audience: 'user',
  logon: [
    {
      door: 'ccms.otp.online' as DoorId,
      path: '/otp/online',
      function: 'ccms.online' as FunctionId,
      home: '/online',
    },
    {
      door: 'ccms.otp.overnight' as DoorId,
      path: '/otp/overnight',
      function: 'ccms.overnight' as FunctionId,
      home: '/overnight',
    },
  ],
  cards: [
    {
      door: 'ccms.card' as DoorId,
      path: '/card',
      function: 'ccms.online' as FunctionId,
      home: '/card/online',
    },
    {
      door: 'ccms.card' as DoorId,
      path: '/card',
      function: 'ccms.overnight' as FunctionId,
      home: '/card/overnight',
    },
  ],
  initiation: { door: 'ccms.initiation' as DoorId, path: '/initiation' },
}
