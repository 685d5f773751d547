import { expect, it } from 'vitest'
import { segmentOf } from './segment-of.ts'

const MIB = 2 ** 20

/** As pg_walfile_name and pg_walfile_name_offset have them, on PostgreSQL 15. */
it.each([
  ['0/3000148', 16, '0000000000000003', 0x148],
  ['0/3000000', 16, '0000000000000002', 16 * MIB],
  ['0/3000001', 16, '0000000000000003', 1],
  ['1/0', 16, '00000000000000FF', 16 * MIB],
  ['A/FFFFFFFF', 16, '0000000A000000FF', 16 * MIB - 1],
  ['2/40000001', 1024, '0000000200000001', 1],
])('the log up to %s ends in the file of that name, in files of %i MB', (position, size, name, bytes) => {
  expect(segmentOf(position, size * MIB)).toEqual({ name, bytes })
})
