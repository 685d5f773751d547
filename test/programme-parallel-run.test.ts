import { describe, expect, it } from 'vitest'
import type { Programme } from '../src/programme/programme.ts'
import { check } from '../src/programme/rules/check.ts'
import { decide } from '../src/programme/rules/decide.ts'
import { DOORS, go, hongKong, parallel, parallelSource, seoch, user } from './support/programme-samples.ts'

/** Every value of a programme as `path = value`; not where it stands in the file. */
function valuesOf({ places, ...programme }: Programme): ReadonlySet<string> {
  return new Set(leaves(programme, ''))
}

function leaves(value: unknown, path: string): readonly string[] {
  if (value instanceof Map) return leaves(Object.fromEntries(value), path)
  const isPlain = typeof value === 'object' && value !== null && !(Symbol.toStringTag in value)
  if (!isPlain) return [`${path} = ${String(value)}`]
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}/${key}`))
}

describe('the second shipped file', () => {
  it('holds', () => {
    expect(check(parallel).filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('differs from the first only where the parallel run makes it differ', () => {
    const [one, other] = [valuesOf(seoch), valuesOf(parallel)]
    const gone = [...one].filter((value) => !other.has(value)).map((value) => value.split(' = ')[0])
    const doors = ['0', '4'].map((index) => `doors/${index}/ordinarily`)
    expect(doors.map((path) => parallel.doors[Number(path.split('/')[1])]?.id)).toEqual([
      'ccms.card',
      'dms.card',
    ])
    expect(gone.filter((path) => !path?.startsWith('turns/')).sort()).toEqual([
      ...doors.flatMap((path) => [`${path}/source`, `${path}/until`]),
      'id',
      'launch/parallelRun',
    ])
    const added = [...other].filter((value) => !one.has(value))
    expect(added.filter((value) => !/^(doors|launch\/parallelRun|turns)\/|^id = /.test(value))).toEqual([])
  })

  it('says of all that it adds that it is assumed', () => {
    const { parallelRun } = parallel.launch
    expect(parallelRun?.source).toBe('assumed')
    expect(parallelRun?.lastSmartcardDays.map(({ source }) => source)).toEqual(['assumed', 'assumed'])
    expect(parallelSource).toContain('the last smartcard day is assumed')
  })

  it('meets everybody as the first does, but for the card doors between the launch and the last smartcard day', () => {
    const met = (programme: Programme, at: string) =>
      DOORS.map((id) => {
        const { outcome, functions } = decide(
          { programme, decisions: [go] },
          user,
          id,
          'primary',
          hongKong(at),
        )
        return `${id} ${outcome} ${functions.join()}`
      })
    for (const at of ['06-09 10:00', '06-10 18:05', '06-11 23:59:59', '09-30 00:00', '10-03 10:00'])
      expect(met(parallel, at)).toEqual(met(seoch, at))
    const during = met(parallel, '06-12 07:30').filter((line) => !met(seoch, '06-12 07:30').includes(line))
    expect(during).toEqual(['ccms.card signed-in ccms.online,ccms.overnight', 'dms.card refused '])
  })
})
