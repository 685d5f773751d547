import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { edited, parsed, SEOCH_FILE, seoch, seochSource } from '../../test/support/programme-samples.ts'
import { parseProgramme } from './parse-programme.ts'

function faults(source: string): readonly string[] {
  const result = parseProgramme(source, SEOCH_FILE)
  return result.ok
    ? []
    : result.refusal.map(({ file, line, column, reason }) => `${file}:${line}:${column}: ${reason}`)
}

/** Where a passage of the shipped file begins, as `file:line:column`. */
function placeOf(passage: string, source = seochSource): string {
  const before = source.slice(0, source.indexOf(passage)).split('\n')
  return `${SEOCH_FILE}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`
}

const SESSION_1 = '2023-06-10 Sat # Attachment 1'

describe('a date with its weekday', () => {
  it('is refused, with line and column, when the two do not agree: the circular\'s "10 June 2022 (Saturday)"', () => {
    const slip = edited([SESSION_1, '2022-06-10 Sat # Attachment 1'])
    expect(faults(slip)).toEqual([`${placeOf(SESSION_1)}: 2022-06-10 is a Friday, not a Saturday`])
  })

  it.each(['2023-06-10', '2023-02-30 Thu', '10 June 2023', '2023-06-10 SAT', '20230610 Sat', '7'])(
    'is refused when written %s',
    (written) => {
      const source = edited([SESSION_1, `${written} # Attachment 1`])
      const [fault, ...others] = faults(source)
      expect(fault).toMatch(/: a date is written like `2023-06-10 Sat`$/)
      expect(fault?.startsWith(placeOf(SESSION_1))).toBe(true)
      expect(others).toEqual([])
    },
  )
})

describe('a time', () => {
  it.each(['24:01', '7:30', '18.00', '25:00', '18:60'])('is refused when written %s', (written) => {
    const source = edited(['until: 23:00\n        last_entry', `until: ${written}\n        last_entry`])
    expect(faults(source)).toEqual([
      `${placeOf(`${written}\n        last_entry`, source)}: a time is written like \`18:00\`, from 00:00 to 24:00`,
    ])
  })

  it('may be 24:00, the end of the day', () => {
    const { sessions } = parsed(
      edited(['until: 23:00\n        last_entry', 'until: 24:00\n        last_entry']),
    )
    expect(sessions[1]?.closesAt.toString()).toBe('2023-06-10T16:00:00Z')
  })
})

describe('the source of a value', () => {
  it('is that of the nearest block around it that names one', () => {
    expect(seoch.circular.predecessor.source).toBe('circular')
    expect(seoch.contacts[0]?.source).toBe('circular')
    expect(seoch.contacts[0]?.hours.source).toBe('assumed')
    expect(seoch.doors[0]?.ordinarily?.source).toBe('circular')
    expect(seoch.sessions[0]?.lastEntry.source).toBe('assumed')
    expect(seoch.launch.source).toBe('circular')
    expect(seoch.launch.switch.source).toBe('assumed')
  })

  it('is demanded: a value that none governs is refused where it stands', () => {
    const source = edited(['closing:\n  source: assumed\n', 'closing:\n'])
    expect(faults(source)).toEqual([
      `${placeOf('10\n\ncircular:', source)}: no source governs this value: say \`source: circular\` or \`source: assumed\` around it`,
    ])
  })

  it('is one of two', () => {
    const source = edited(['closing:\n  source: assumed\n', 'closing:\n  source: rumour\n'])
    expect(faults(source)).toEqual([`${placeOf('rumour', source)}: must be \`circular\` or \`assumed\``])
  })
})

describe('a programme file', () => {
  it('is refused with every fault at once, in the order of the file', () => {
    const source = edited(
      ['  zone: Asia/Hong_Kong', '  zone: Asia/Kowloon'],
      ['  finish_within_minutes: 10', '  finish_within_minutes: soon\n  grace: 3'],
      ['    system: ccms\n    means: smartcard', '    means: palm\n    system: ccms'],
      ['carried_forward: true', 'carried_forward: probably'],
      ['date: 2023-06-11 Sun', 'date: 2023-06-11 Mon'],
    )
    expect(faults(source)).toEqual([
      `${placeOf('Asia/Kowloon', source)}: not the name of an IANA time zone`,
      `${placeOf('soon', source)}: must be a number`,
      `${placeOf('grace', source)}: unknown key \`grace\``,
      `${placeOf('palm', source)}: must be \`smartcard\` or \`otp\` or \`initiation\``,
      `${placeOf('probably', source)}: must be \`true\` or \`false\``,
      `${placeOf('2023-06-11 Mon', source)}: 2023-06-11 is a Sunday, not a Monday`,
    ])
  })

  const KEY = 'a key is lower-case words joined by _ (an id: by . or -)'
  const HOTLINE = '    email: clearingpsd@hkex.com.hk'
  it.each([
    [
      'no Chinese text',
      'DCASS Hotline, zh-Hant: DCASS 熱線 }',
      'DCASS Hotline }',
      'name: { en: DCASS',
      '`zh-Hant` is missing',
    ],
    [
      'no registration',
      '    registration: #',
      '    enrolment: #',
      'connectivity-test-2023-06-10:',
      '`registration` is missing',
    ],
    ['an empty text', '{ en: Regulatory approval,', "{ en: '',", "'',", 'must not be empty'],
    ['an id that is none', '  da-maker: #', '  Da-Maker: #', 'Da-Maker: #', KEY],
    [
      'a key in camelCase',
      'last_entry: { source: assumed, at: 20',
      'lastEntry: { source: assumed, at: 20',
      'lastEntry',
      KEY,
    ],
    ['an alias', HOTLINE, '    email: *mail', '*mail', 'aliases are not read: write the value out'],
    ['a key given twice', HOTLINE, '    telephone: 1', 'telephone: 1', 'Map keys must be unique'],
    [
      'an address without TLS',
      'address: https://www.ccass.com\n',
      'address: http://www.ccass.com\n',
      'http://www.ccass.com\n',
      'an address is written like `https://www.example.com/path`',
    ],
  ])('with %s is refused where that is', (_, from, to, at, reason) => {
    const source = edited([from, to])
    expect(faults(source)).toContain(`${placeOf(at, source)}: ${reason}`)
  })

  it('that is empty, or no YAML, or not a programme at all is refused, not thrown at', () => {
    for (const source of [
      '',
      '- a\n- b\n',
      '42',
      'a: [',
      '\t',
      '%YAML 9\n---\n',
      'a: !!binary x',
      '['.repeat(5000),
    ]) {
      expect(faults(source).length, JSON.stringify(source.slice(0, 20))).toBeGreaterThan(0)
    }
  })

  it('never throws, whatever is typed into it', () => {
    fc.assert(
      fc.property(fc.nat(seochSource.length), fc.nat(40), fc.string(), (at, gone, typed) => {
        const result = parseProgramme(
          seochSource.slice(0, at) + typed + seochSource.slice(at + gone),
          SEOCH_FILE,
        )
        if (!result.ok) expect(result.refusal.length).toBeGreaterThan(0)
      }),
      { numRuns: 25 },
    )
  })
})
