import { describe, expect, it } from 'vitest'
import {
  administrator,
  edited,
  go,
  hongKong,
  parallelSource,
  SEOCH_FILE,
  seochSource,
  uninitiated,
  user,
} from '../../test/support/programme-samples.ts'
import { keptOutput, peopleOf } from '../../test/support/read-report.ts'
import type { UserId } from '../kernel/ids.ts'
import { programmeCommand } from '../programme/commands.ts'
import type { Facts } from '../programme/rules/facts.ts'
import type { Contacts } from './directory.ts'
import type { Member } from './people.ts'

const OTHER = 'other.yaml'
const PARALLEL = 'parallel.yaml'
const BESIDE = 'programmes/seoch-2fa-2023-parallel-run.yaml'
const BROKEN = 'broken.yaml'
const CARD = 'admits: [user]\n    ordinarily: { sites: [primary], until: launch }'
const SESSION = 'date: 2023-06-10 Sat # Attachment'
const FILES: Readonly<Record<string, string>> = {
  [SEOCH_FILE]: seochSource,
  [OTHER]: `${seochSource}\n# another text\n`,
  [PARALLEL]: edited([CARD, CARD.replace(', until: launch', '')]),
  [BESIDE]: parallelSource,
  [BROKEN]: edited([SESSION, SESSION.replace('2023', '2022')]),
}

function member(code: string, id: string, facts: Facts, holdsCard = true): Member {
  const userId = id as UserId
  const firm = { code, nameEn: `${code} Limited`, nameZh: `${code}有限公司` }
  const his = { ...facts, userId, participants: [code], holdsCard }
  return { firm, userId, roles: facts.roles, counts: true, facts: his }
}

const noEmail = { ...uninitiated(user), emailRegistered: false }
/** One firm that helps itself, one whose only Delegated Administrator is locked out. */
const MEMBERS = [
  member('GOODFIRM', 'CHECKER1', { ...administrator, roles: ['da-checker'] }),
  member('GOODFIRM', 'MAKER001', administrator),
  member('GOODFIRM', 'NOEMAIL1', noEmail),
  member('GOODFIRM', 'READY001', user),
  member('HELPLESS', 'MAKER002', { ...uninitiated(administrator), emailRegistered: false }),
  member('HELPLESS', 'NOEMAIL2', noEmail),
  member('HELPLESS', 'NOTREADY', uninitiated(user)),
  member('HELPLESS', 'ONLEAVE1', { ...user, status: 'suspended' }),
]

const CONTACTS: Contacts = new Map([
  ['GOODFIRM', [{ name: 'Tam Oi Lin', office: 'Compliance', telephone: '+852 5550 0101' }]],
])

/** Runs one command against a directory of these people, in which the shipped file is live and a go is recorded. */
async function run(line: string, members: readonly Member[] = MEMBERS) {
  const output = keptOutput()
  const err: string[] = []
  const progress: string[] = []
  let closed = 0
  let seconds = 0
  const exit = await programmeCommand(line.split(' '), {
    ...output,
    complain: (text) => err.push(text),
    readFile: async (path) => FILES[path] ?? Promise.reject(new Error('ENOENT: no such file')),
    progress: { redraws: true, show: (text) => progress.push(text), clear: () => progress.push('') },
    now: () => hongKong('06-10 18:05').add({ seconds: seconds++ }),
    directory: async () => ({
      name: 'a made-up directory',
      factsOf: async () => undefined,
      decisionsIfLive: async (source) => (source === seochSource ? [go] : []),
      liveDecisions: async () => [go],
      readPeople: peopleOf(members),
      contacts: async () => CONTACTS,
      close: async () => {
        closed += 1
      },
    }),
  })
  return { exit, out: output.text(), err: err.join('\n'), progress, closed }
}

describe('programme simulate', () => {
  it('shows the calendar, the firms and the names, in this order', async () => {
    const { exit, out, err, closed } = await run(`simulate ${SEOCH_FILE}`)
    expect({ exit, err, closed }).toEqual({ exit: 1, err: '', closed: 1 })
    const lines = out.split('\n')
    expect(lines.slice(0, 10)).toEqual([
      `Programme  ${SEOCH_FILE} (seoch-2fa-2023)`,
      'Directory  a made-up directory',
      'Decisions  as recorded',
      'At         Monday, 12 June 2023, 07:00 (Hong Kong time): Launch day: Overnight Report Download, Security Management Functions',
      'People     8, in 7 combinations of facts',
      '',
      '          3  gets in',
      '          1  not ready',
      '          3  locked out',
      '          1  suspended',
    ])
    expect(out).toContain(
      '> 2023-06-12 07:00          3          0          1          3          0          1  Launch day',
    )
    expect(lines.slice(lines.findIndex((line) => line.startsWith('Firms,')) + 1)).toEqual([
      '  HELPLESS     ████████████▒▒▒▒▒▒        2 locked out, 1 not ready of 4  HELPLESS Limited',
      '               Nobody in the firm can repair the others, and the directory knows no Client Connect user of it.',
      '  GOODFIRM     ██████··················  1 locked out, 0 not ready of 4  GOODFIRM Limited',
      '',
      'Locked out: 3 people, by firm',
      '  GOODFIRM',
      '    NOEMAIL1      2FA not set up, no registered email  →  the firm’s DA maker and checker; then himself',
      '  HELPLESS',
      '    MAKER002      2FA not set up, no registered email  →  the firm’s Client Connect user, by DA 3; then himself',
      '    NOEMAIL2      2FA not set up, no registered email  →  the firm’s Client Connect user, by DA 3; then the firm’s DA maker and checker; then himself',
      '',
      'Not ready: 1 person, by firm',
      '  HELPLESS',
      '    NOTREADY      2FA not set up  →  himself',
      '',
      'Suspended: 1 person, by firm',
      '  HELPLESS',
      '    ONLEAVE1      account suspended  →  the firm’s Client Connect user, by DA 3; then the firm’s DA maker and checker',
      '',
      'Who acts in these firms, and whom to call there',
      '  HELPLESS     HELPLESS Limited',
      '    DAs             MAKER002 (maker, locked out)',
      '    Client Connect  none',
      '    Call            nobody is on record',
      '  GOODFIRM     GOODFIRM Limited',
      '    DAs             CHECKER1 (checker); MAKER001 (maker)',
      '    Client Connect  none',
      '    Call            Tam Oi Lin (Compliance), +852 5550 0101',
    ])
  })

  it.each([
    [`simulate ${SEOCH_FILE}`, 'as recorded', 1],
    [`simulate ${SEOCH_FILE} --decisions none`, 'none', 0],
    [`simulate ${SEOCH_FILE} --decisions go`, 'as if a go were given in time', 1],
    [`simulate ${OTHER}`, 'as if a go were given in time', 1],
    [`simulate ${OTHER} --decisions live`, 'as recorded', 1],
    [`simulate ${SEOCH_FILE} --at 2023-06-10T18:05+08:00`, 'as recorded', 0],
  ])('says what it supposed, and holds when nobody is locked out: %s, %s', async (line, supposed, status) => {
    const { exit, out } = await run(line)
    expect(exit).toBe(status)
    expect(out).toContain(`Decisions  ${supposed}`)
  })

  it('counts who acts for several firms once, and names him in each', async () => {
    const again = { ...member('HELPLESS', 'NOEMAIL1', noEmail), counts: false }
    const { out } = await run(`simulate ${SEOCH_FILE}`, [...MEMBERS, again])
    expect(out).toContain('          3  locked out')
    expect(out).toContain(
      'Locked out: 3 people, by firm; who acts for several is in each, a line more for each: 1',
    )
    expect(out.match(/ NOEMAIL1 /g)).toHaveLength(2)
  })

  it('names, firm by firm, who gets in by smartcard alone, and when that ends; and who has no card', async () => {
    const noCard = member('GOODFIRM', 'NOCARD01', noEmail, false)
    const { exit, out } = await run(`simulate ${BESIDE}`, [...MEMBERS, noCard])
    expect(exit).toBe(1)
    const lines = out.split('\n')
    expect(lines.slice(6, 10)).toEqual([
      '          7  gets in',
      '          4  of these card-only',
      '          1  locked out',
      '          1  suspended',
    ])
    expect(out).toContain(
      '> 2023-06-12 07:00          7          4          0          1          0          1',
    )
    expect(out).toMatch(/^ {2}2023-09-30 00:00 +3 +0 +1 +4 +0 +1 /m)
    expect(lines).toContain(
      '  HELPLESS     ··················        0 locked out, 0 not ready, 3 card-only of 4  HELPLESS Limited',
    )
    const from = lines.findIndex((line) => line.startsWith('Card-only'))
    const until = lines.findIndex((line) => line.startsWith('Who acts'))
    expect(lines.slice(from, until - 1)).toEqual([
      'Card-only: 4 people, by firm',
      '  GOODFIRM',
      '    NOEMAIL1      2FA not set up, no registered email  →  the firm’s DA maker and checker; then himself',
      '  HELPLESS',
      '    MAKER002      2FA not set up, no registered email  →  the firm’s Client Connect user, by DA 3; then himself',
      '    NOEMAIL2      2FA not set up, no registered email  →  the firm’s Client Connect user, by DA 3; then the firm’s DA maker and checker; then himself',
      '    NOTREADY      2FA not set up  →  himself',
    ])
  })

  it('says the same in JSON: by name, by firm and by moment', async () => {
    const noCard = member('HELPLESS', 'NOCARD01', noEmail, false)
    const { out } = await run(`simulate ${BESIDE} --json`, [...MEMBERS, noCard])
    const told = JSON.parse(out)
    expect(told.people).toMatchObject({ getsIn: 7, lockedOut: 1, cardOnly: 4 })
    expect(told.participants).toMatchObject([
      { participant: 'HELPLESS', cardOnly: 3 },
      { participant: 'GOODFIRM', cardOnly: 1 },
    ])
    expect(told.cardOnly).toHaveLength(4)
    expect(told.cardOnly[0]).toEqual({
      participant: 'GOODFIRM',
      userId: 'NOEMAIL1',
      lacks: ['not-initiated', 'no-email'],
      mustAct: ['delegated-administrators', 'himself'],
    })
    const replaced = JSON.parse((await run(`simulate ${SEOCH_FILE} --json`)).out)
    expect(replaced).toMatchObject({ people: { cardOnly: 0 }, cardOnly: [] })
    expect(replaced.timeline[0]).toMatchObject({ cardOnly: 4 })
  })

  it('shows how far it is, how fast, how long still, and takes the line away', async () => {
    const { progress } = await run(`simulate ${SEOCH_FILE}`)
    expect(progress).toEqual([
      '3 of 8 read (37 %), 3 a second, 2 s left',
      '6 of 8 read (75 %), 3 a second, 1 s left',
      '8 of 8 read (100 %), 3 a second, 0 s left',
      '',
    ])
  })
})

describe('programme diff', () => {
  it('says whom the other file touches, how and when, firm by firm and by name', async () => {
    const { exit, out } = await run(`diff ${SEOCH_FILE} ${PARALLEL}`)
    expect(exit).toBe(1)
    const lines = out.split('\n')
    expect(lines.slice(lines.findIndex((line) => line.startsWith('Touches')))).toEqual([
      'Touches 4 people of 2 participants, out of 8 people.',
      '',
      '[1] 2 people',
      '    no longer locked out, from Monday, 12 June 2023, 00:00 on',
      '    card-only now, from Monday, 12 June 2023, 00:00 on',
      '    door gained: Login with Smartcard - Online Functions and Overnight Report Download, from Monday, 12 June 2023, 00:00 on',
      '',
      '[2] 1 person',
      '    door gained: Login with Smartcard - Online Functions and Overnight Report Download, from Monday, 12 June 2023, 00:00 on',
      '',
      '[3] 1 person',
      '    gets in without initiating, from Monday, 12 June 2023, 00:00 on',
      '    card-only now, from Monday, 12 June 2023, 00:00 on',
      '    door gained: Login with Smartcard - Online Functions and Overnight Report Download, from Monday, 12 June 2023, 00:00 on',
      '',
      'Participants, most people touched first. Who acts for several is in each, and counted once above.',
      '  GOODFIRM     ████████████············  2 of 4: no longer locked out 1, card-only now 1, door gained 2',
      '  HELPLESS     ████████████············  2 of 4: no longer locked out 1, gets in without initiating 1, card-only now 2, door gained 2',
      '',
      'Who, by firm and by what happens',
      '  GOODFIRM',
      '    NOEMAIL1      [1] no longer locked out, card-only now, door gained',
      '    READY001      [2] door gained',
      '  HELPLESS',
      '    NOEMAIL2      [1] no longer locked out, card-only now, door gained',
      '    NOTREADY      [3] gets in without initiating, card-only now, door gained',
    ])
  })

  it('says between the two shipped files who becomes card-only, by participant, and until when', async () => {
    const noCard = member('HELPLESS', 'NOCARD01', noEmail, false)
    const { out } = await run(`diff ${SEOCH_FILE} ${BESIDE}`, [...MEMBERS, noCard])
    expect(out).toContain(
      '    card-only now, from Monday, 12 June 2023, 00:00 until Saturday, 30 September 2023, 00:00',
    )
    expect(out).toMatch(/^ {2}GOODFIRM .*, card-only now 1, /m)
    expect(out).toMatch(/^ {2}HELPLESS .*, card-only now 3, /m)
    expect(out).toMatch(/^ {4}NOEMAIL2 .* card-only now/m)
    expect(out).not.toMatch(/^ {4}NOCARD01 .*(no longer locked out|door gained)/m)
    const back = JSON.parse((await run(`diff ${BESIDE} ${SEOCH_FILE} --json`, MEMBERS)).out)
    expect(back.kinds).toMatchObject({ 'card-only-no-more': 4 })
  })

  it('counts who acts for several firms once, and shows him in each', async () => {
    const twice = [
      member('GOODFIRM', 'READY001', user),
      { ...member('HELPLESS', 'READY001', user), counts: false },
    ]
    const { out } = await run(`diff ${SEOCH_FILE} ${PARALLEL} --json`, twice)
    expect(JSON.parse(out)).toMatchObject({
      touched: { people: 1, participants: 2, of: 1 },
      kinds: { 'door-gained': 1 },
      participants: [{ touched: 1 }, { touched: 1 }],
      people: [{ participant: 'GOODFIRM' }, { participant: 'HELPLESS' }],
    })
  })

  it.each([
    `diff ${SEOCH_FILE} ${OTHER}`,
    `diff ${SEOCH_FILE} ${PARALLEL} --decisions none`,
    `diff ${SEOCH_FILE} ${PARALLEL} --at 2023-06-10T18:05+08:00`,
  ])('holds where nobody is touched: %s', async (line) => {
    const { exit, out } = await run(line)
    expect(exit).toBe(0)
    expect(out).toContain('Touches 0 people of 0 participants, out of 8 people.')
  })
})

describe('exit 2, nothing printed, and every fault named', () => {
  it.each([
    [
      `simulate ${SEOCH_FILE} --at noon --decisions some`,
      ['--at: a time', '--decisions: none', 'simulate FILE'],
    ],
    ['simulate', ['FILE is missing', 'programme simulate FILE']],
    ['simulate nothing.yaml', ["nothing.yaml: can't be read"]],
    [`simulate ${BROKEN}`, ['2022-06-10 is a Friday, not a Saturday']],
    [`simulate ${SEOCH_FILE} --user HLSUSR01`, ["Unknown option '--user'"]],
    [`diff ${SEOCH_FILE}`, ['two files are compared', 'programme diff FILE OTHER']],
    [`diff ${SEOCH_FILE} ${OTHER} ${OTHER}`, ['two files only']],
    [`diff ${SEOCH_FILE} ${BROKEN}`, [`${BROKEN}:`]],
  ])('%s', async (line, said) => {
    const { exit, out, err } = await run(line)
    expect([exit, out]).toEqual([2, ''])
    for (const words of said) expect(err).toContain(words)
  })
})
