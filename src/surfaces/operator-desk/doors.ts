import type { DoorId, FunctionId } from '../../kernel/ids.ts'
import type { Surface } from '../doors.ts'

export const operatorDesk: Surface = {
  system: 'ops',
  landing: '/ops',
  elsewhere: null,
  audience: 'operator',
  logon: [
    {
      door: 'ops' as DoorId,
      path: '/ops/otp',
      function: 'ops.desk' as FunctionId,
      home: '/ops/desk',
    },
  ],
  cards: [],
  initiation: { door: 'ops.initiation' as DoorId, path: '/ops/initiation' },
}
