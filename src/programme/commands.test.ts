import { describe, expect, it } from 'vitest'
import {
  edited,
  go,
  hongKong,
  SEOCH_FILE,
  seochSource,
  uninitiated,
  user,
} from '../../test/support/programme-samples.ts'
import type { AskingWorld, Directory } from '../readiness/directory.ts'
import { programmeCommand } from './commands.ts'

interface Stage {
  readonly source?: string
  readonly unreachable?: string
}

/** Runs one command against a file and a directory of two people; the go of 11 June 12:00 is on record. */
async function run(line: string, { source = seochSource, unreachable }: Stage = {}) {
  const out: string[] = []
  const err: string[] = []
  let closed = 0
  const directory: Directory = {
    name: 'a directory of two',
    readPeople: () => Promise.reject(new Error('one person is asked about')),
    contacts: async () => new Map(),
    factsOf: async (id) => ({ CHANTAIM1: user, LEEKAYAN2: uninitiated(user) })[id as string],
    decisionsIfLive: async (text) => (text === seochSource ? [go] : []),
    liveDecisions: async () => [go],
    close: async () => {
      closed += 1
    },
  }
  const world: AskingWorld = {
    readFile: async (path) => {
      if (path !== SEOCH_FILE) throw new Error('ENOENT: no such file')
      return source
    },
    print: (text) => out.push(text),
    complain: (text) => err.push(text),
    drained: async () => undefined,
    progress: { redraws: false, show: () => undefined, clear: () => undefined },
    now: () => hongKong('06-10 18:05'),
    directory: async () => (unreachable === undefined ? directory : { unreachable }),
  }
  const exit = await programmeCommand(line.split(' ').filter(Boolean), world)
  return { exit, out: out.join('\n'), err: err.join('\n'), closed }
}

const explain = (rest: string) => `explain ${SEOCH_FILE} ${rest}`
const SATURDAY = '--user chantaim1 --door ccms.otp.online --site primary --at 2023-06-10T18:05+08:00'
const MONDAY = '--user CHANTAIM1 --door ccms.otp.online --site primary --at 2023-06-12T07:30+08:00'

describe('programme explain', () => {
  it('tells who meets what, where, when and why', async () => {
    const { exit, out, err, closed } = await run(explain(SATURDAY))
    expect({ exit, err, closed }).toEqual({ exit: 0, err: '', closed: 1 })
    expect(out.split('\n')).toEqual([
      'Who          CHANTAIM1',
      'Where        Login with OTP - Online Functions (ccms.otp.online), primary site',
      'When         Saturday, 10 June 2023, 18:05 (Hong Kong time)',
      '',
      'Outcome      logged on, "Function not available"',
      'Functions    none open',
      'Changes      are carried forward',
      'Holds until  Saturday, 10 June 2023, 20:00 (Hong Kong time)',
      '',
      'Why',
      '  Not open in On-line Session at Primary Data Centre (Session 1): Online Functions.',
      '    outside-service-hours, by the circular',
      '',
      'Doors of the same system there and then',
      '  open    Login with Smartcard - Online Functions and Overnight Report Download',
      '  open    Login with OTP - Online Functions',
      '  open    Login with OTP - Overnight Report Download',
      '  open    Initiation of 2FA',
    ])
  })

  it('prints the agreed object with --json', async () => {
    const { exit, out } = await run(explain(`${SATURDAY} --json`))
    expect(exit).toBe(0)
    expect(JSON.parse(out)).toEqual({
      outcome: 'signed-in-function-not-available',
      functions: [],
      carriedForward: true,
      nextChange: '2023-06-10T20:00:00+08:00',
      reasons: [
        {
          code: 'outside-service-hours',
          source: 'circular',
          text: {
            en: 'Not open in On-line Session at Primary Data Centre (Session 1): Online Functions.',
            'zh-Hant': '聯機功能在主數據中心聯機時段（第一節）不開放。',
          },
        },
      ],
    })
  })

  it('goes by recorded decisions where the file is the live one, and says so otherwise by the launch', async () => {
    const other = `${seochSource}\n# another file\n`
    expect((await run(explain(MONDAY))).exit).toBe(0)
    expect((await run(explain(`${MONDAY} --decisions none`))).exit).toBe(1)
    expect((await run(explain(MONDAY), { source: other })).exit).toBe(1)
    expect((await run(explain(`${MONDAY} --decisions live`), { source: other })).exit).toBe(0)
  })

  it('exits 1 for who is refused and for a closed door', async () => {
    const refused = await run(explain(MONDAY.replace('CHANTAIM1', 'LEEKAYAN2')))
    expect(refused.exit).toBe(1)
    expect(refused.out).toContain(
      '2FA is not set up yet: initiation comes first.\n    not-initiated, by the directory',
    )
    expect((await run(explain(MONDAY.replace('primary', 'secondary')))).out).toContain('the door is closed')
  })

  it('calls an open initiation by its name', async () => {
    const { exit, out } = await run(
      explain('--user LEEKAYAN2 --door ccms.initiation --site primary --at 2023-06-10T18:05+08:00'),
    )
    expect(exit).toBe(0)
    expect(out).toContain('Outcome      may set up 2FA')
  })

  it('exits 2 with every wrong option at once', async () => {
    const { exit, out, err } = await run(
      explain('--door ccms.otp --site moon --at 2023-06-10T18:05 --decisions some'),
    )
    expect([exit, out]).toEqual([2, ''])
    expect(err).toContain('--user: a User ID')
    expect(err).toContain('--door: one of ccms.card ccms.otp.online')
    expect(err).toContain('--site: primary or secondary')
    expect(err).toContain('--at: a time with its offset')
    expect(err).toContain('--decisions: none or live')
    expect(err).toContain('sallyport programme explain FILE')
  })

  it.each([
    [
      'an unknown user',
      explain(MONDAY.replace('CHANTAIM1', 'NOBODY99')),
      {},
      'no such user: NOBODY99, in a directory of two',
    ],
    [
      'no directory',
      explain(MONDAY),
      { unreachable: 'connection refused' },
      "can't be reached: connection refused",
    ],
    ['no file', `explain nothing.yaml ${MONDAY}`, {}, "nothing.yaml: can't be read"],
    ['no FILE', 'explain', {}, 'FILE is missing'],
    ['two files', `explain a.yaml b.yaml ${MONDAY}`, {}, 'one FILE only'],
    ['an unknown option', explain(`${MONDAY} --verbose`), {}, '--verbose'],
    ['an unknown verb', 'forget it', {}, 'no such verb: programme forget'],
    ['a verb that objects are born with', 'constructor', {}, 'no such verb: programme constructor'],
    ['no verb', '', {}, 'no such verb'],
  ])('exits 2 on %s', async (_, line, stage, said) => {
    const { exit, out, err } = await run(line, stage)
    expect([exit, out]).toEqual([2, ''])
    expect(err).toContain(said)
  })
})

describe('programme check', () => {
  const check = `check ${SEOCH_FILE}`

  it('exits 0 on a file that holds', async () => {
    const { exit, out, err } = await run(check)
    expect([exit, err]).toEqual([0, ''])
    expect(out.split('\n').at(-1)).toBe(`${SEOCH_FILE}: holds (errors: 0, warnings: 1)`)
    expect(JSON.parse((await run(`${check} --json`)).out)).toMatchObject({
      holds: true,
      findings: [{ severity: 'warning' }],
    })
  })

  it('exits 1 on a file with an error, and names its place', async () => {
    const source = edited([
      'next_business_day: 2023-06-12 Mon\n        notes: # footnotes 1',
      'next_business_day: 2023-06-13 Tue\n        notes: # footnotes 1',
    ])
    const { exit, out } = await run(check, { source })
    expect(exit).toBe(1)
    expect(out).toMatch(
      /^programmes\/seoch-2fa-2023\.yaml:\d+:28: error: the business day after `session-1` is Monday, 12 June 2023$/m,
    )
    expect(JSON.parse((await run(`${check} --json`, { source })).out)).toMatchObject({
      holds: false,
      findings: [{ severity: 'error', column: 28 }, { severity: 'warning' }],
    })
  })

  it('exits 0 where there are warnings only', async () => {
    const source = edited(['zh-Hant: 監管機構批准', 'zh-Hant: Regulatory approval'])
    const { exit, out } = await run(check, { source })
    expect(exit).toBe(0)
    expect(out).toContain('holds (errors: 0, warnings: 2)')
  })

  it("exits 2 on the circular's slip, with file, line and column on stderr", async () => {
    const source = edited(['2023-06-10 Sat # Attachment', '2022-06-10 Sat # Attachment'])
    const { exit, out, err } = await run(check, { source })
    expect([exit, out]).toEqual([2, ''])
    expect(err).toMatch(/^programmes\/seoch-2fa-2023\.yaml:\d+:15: 2022-06-10 is a Friday, not a Saturday$/)
  })
})
