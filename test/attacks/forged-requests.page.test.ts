import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { appCode, logOnByApp } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { keyOn, nextAppCode } from '../support/own-account.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'
import { NEW_PASSWORD } from './initiate.ts'
import { lettersQueuedBy } from './look-inside.ts'
import { FORM, type RawRequest, send } from './raw-request.ts'
import { routesFor, tokenOf } from './routes.ts'

let test: TestNode
beforeAll(async () => {
  // Whatever the node does by the minute would come between two looks at all there is.
  vi.useFakeTimers({ toFake: ['setInterval'] })
  test = await testNode()
  vi.useRealTimers()
  for (const userId of ['KTBCC001', 'AUDITR01']) await uninitiate(userId)
})
afterAll(() => test.stop())

/** Nobody of this role is without 2FA in the directory. */
async function uninitiate(userId: string): Promise<void> {
  const { accountId } = test.account(userId)
  await test.database.write({ as: 'operations' }, (tx) =>
    tx
      .updateTable('credential')
      .set({ valid_to: test.clock.now() })
      .where('account_id', '=', accountId)
      .execute(),
  )
}

let tables: readonly { readonly tablename: string }[] | undefined

/** All that is in the database, as digests by table; of queued mail only that it is there, for a worker sends it. */
async function contents(): Promise<readonly unknown[]> {
  tables ??= (await test.db.ask("select tablename from pg_tables where schemaname = 'public'")).rows
  const digests = tables.map(({ tablename }) => {
    const row = tablename === 'outbox_mail' ? 't.id::text' : 't::text'
    return `select '${tablename}' as name, count(*) as rows, md5(string_agg(${row}, '' order by ${row})) from ${tablename} t`
  })
  return (await test.db.ask(`${digests.join(' union all ')} order by name`)).rows
}

type Fields = Readonly<Record<string, string>>
const written = (fields: Fields) => new URLSearchParams(fields).toString()

interface Step {
  readonly path: string
  readonly fields: Fields
  readonly victim: TerminalBrowser
  readonly stranger: TerminalBrowser
}

/** The same form as the victim's own page would post, but for one thing; and the statuses that may answer it. */
const FORGERIES: Readonly<Record<string, (step: Step) => readonly [RawRequest, ...statuses: number[]]>> = {
  'without a token': ({ fields, victim }) => [{ body: written(fields), from: victim }, 403],
  'with the token of another browser': (step) => [posted(step, tokenOf(test, step.stranger, step.path)), 403],
  'with its token for another address': (step) => [
    posted(step, tokenOf(test, step.victim, '/demo/clock')),
    403,
  ],
  'with an empty token': (step) => [posted(step, ''), 403],
  'with its token in the address': (step) => [
    { path: `${step.path}?form_token=${ownToken(step)}`, body: written(step.fields), from: step.victim },
    403,
  ],
  'with its token twice': (step) => [{ body: `form_token=x&${genuine(step).body}`, from: step.victim }, 400],
  'with the token but without cookies': (step) => [{ body: genuine(step).body ?? '' }, 403],
  'as a GET': (step) => [
    { method: 'GET', path: `${step.path}?${genuine(step).body}`, headers: {}, from: step.victim },
    200,
    303,
    404,
    409,
  ],
  'as a PUT': (step) => [{ ...genuine(step), method: 'PUT' }, 405],
  'as a DELETE': (step) => [{ ...genuine(step), method: 'DELETE' }, 405],
  'as text/plain': (step) => [{ ...genuine(step), headers: { 'content-type': 'text/plain' } }, 415],
  'as JSON': (step) => [
    {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ form_token: ownToken(step), ...step.fields }),
      from: step.victim,
    },
    415,
  ],
  'without a type': (step) => [{ ...genuine(step), headers: { 'content-type': null } }, 415],
  'from a foreign origin': (step) => [
    { ...genuine(step), headers: { ...FORM, origin: 'https://evil.test' } },
    403,
  ],
  'from the same host without TLS': (step) => [
    { ...genuine(step), headers: { ...FORM, origin: 'http://terminal.test' } },
    403,
  ],
  'without an origin': (step) => [{ ...genuine(step), headers: { ...FORM, origin: null } }, 403],
  'from the origin null': (step) => [{ ...genuine(step), headers: { ...FORM, origin: 'null' } }, 403],
  'to another host': (step) => [{ ...genuine(step), headers: { ...FORM, host: 'evil.test' } }, 421],
  'to another host that it claims to come from': (step) => [
    { ...genuine(step), headers: { ...FORM, host: 'evil.test', origin: 'https://evil.test' } },
    421,
  ],
}

const ownToken = ({ victim, path }: Step) => tokenOf(test, victim, path)
const genuine = (step: Step) => posted(step, ownToken(step))

function posted({ fields, victim }: Step, token: string): RawRequest {
  return { body: written({ form_token: token, ...fields }), from: victim }
}

async function forgeAll(step: Step): Promise<void> {
  for (const [how, forge] of Object.entries(FORGERIES)) {
    const [asked, ...statuses] = forge(step)
    const response = await send(test.node, { path: step.path, method: 'POST', headers: FORM, ...asked })
    expect(statuses, `${step.path} ${how}: ${response.status}`).toContain(response.status)
    expect(response.headers.getSetCookie().join(), `${step.path} ${how}`).not.toMatch(/-(session|attempt)=/)
  }
}

/** What the victim's own page and mail say before a step. */
interface Seen {
  readonly body: string
  readonly code: string
}

type Walk = readonly (readonly [path: string, fields: (seen: Seen) => Fields])[]

const nothing = () => ({})
const shownNow = (secret: string) => ({ passcode: appCode(secret, test.clock.now()) })

/** Each posting changes something when it is the person's own. */
const initiating = (userId: string, path: string): Walk => [
  [path, () => ({ user_id: userId })],
  [`${path}/again`, nothing],
  [`${path}/code`, ({ code }) => ({ code })],
  [`${path}/password`, () => ({ new_password: NEW_PASSWORD, repeat_password: NEW_PASSWORD })],
  [`${path}/channel`, () => ({ channel: 'email' })],
  [`${path}/channel/email`, nothing],
  [`${path}/channel/app`, nothing],
  [
    `${path}/proof`,
    ({ body }) => shownNow(/([A-Z2-7]{4} ){7}[A-Z2-7]{4}/.exec(body)?.[0].replaceAll(' ', '') ?? ''),
  ],
]

const byEitherChannel = (path: string): Walk => [
  [`${path}/passcode/email`, nothing],
  [`${path}/passcode/app`, nothing],
]

const loggingOn = (
  userId: string,
  path: string,
  home: string,
  switching: Walk = byEitherChannel(path),
): Walk => [
  [path, () => ({ user_id: userId, password: test.account(userId).password ?? '' })],
  ...switching,
  [`${path}/passcode`, () => shownNow(test.account(userId).totpSecret ?? '')],
  [`${home}/log-out`, nothing],
]

const passwordOf = (userId: string) => test.account(userId).password ?? ''

const changingPassword = (userId: string, path: string): Walk => [
  [path, () => ({ password: passwordOf(userId), new_password: NEW_PASSWORD, repeat_password: NEW_PASSWORD })],
  [`${path}/passcode/email`, nothing],
  [`${path}/passcode/app`, nothing],
  [`${path}/passcode`, () => ({ passcode: nextAppCode(test, userId) })],
]

const changingChannels = (userId: string, path: string): Walk => [
  [`${path}/add-email`, () => ({ password: passwordOf(userId) })],
  [`${path}/add-email/passcode`, () => ({ passcode: nextAppCode(test, userId) })],
  [`${path}/add-email/proof/again`, nothing],
  [`${path}/add-email/proof`, ({ code }) => ({ passcode: code })],
  [`${path}/remove-email`, () => ({ password: passwordOf(userId) })],
  [`${path}/remove-email/passcode`, () => ({ passcode: nextAppCode(test, userId) })],
  [`${path}/replace-app`, () => ({ password: passwordOf(userId) })],
  [`${path}/replace-app/passcode`, () => ({ passcode: nextAppCode(test, userId) })],
  [`${path}/replace-app/proof`, (seen) => shownNow(keyOn(seen))],
]

type Named = readonly (readonly [what: string, walk: () => Walk])[]

const WALKS: Named = [
  ['a user’s initiation', () => initiating('HLSUSR01', '/initiation')],
  ['an administrator’s initiation', () => initiating('HLSDAM01', '/dms/initiation')],
  ['a logon to the online functions', () => loggingOn('TRCUSR01', '/otp/online', '/online')],
  ['a logon for the overnight reports', () => loggingOn('EWDUSR02', '/otp/overnight', '/overnight')],
  ['a logon to DMS', () => loggingOn('NPFDAM01', '/dms/otp', '/dms/security')],
  ['a logon to Client Connect', () => loggingOn('HLSCC001', '/connect/otp', '/connect/services', [])],
  ['a logon to the desk', () => loggingOn('OPSMAK01', '/ops/otp', '/ops/desk', [])],
  ['a Client Connect user’s initiation', () => initiating('KTBCC001', '/connect/initiation')],
  ['an operator’s initiation', () => initiating('AUDITR01', '/ops/initiation')],
]

const WALKS_INSIDE: readonly (readonly [...Named[number], userId: string])[] = [
  ['a change of the password', () => changingPassword('KTBUSR02', '/online/password'), 'KTBUSR02'],
  ['changes of the channels', () => changingChannels('SGCUSR01', '/online/channels'), 'SGCUSR01'],
  [
    'ending the other logon sessions',
    () => [
      [
        '/online/sessions/end',
        ({ body }) => ({ session: /name="session" value="([^"]+)"/.exec(body)?.[1] ?? '' }),
      ],
    ],
    'TRCUSR01',
  ],
  ['ending them all', () => [['/online/sessions/end-others', nothing]], 'EWDUSR01'],
]
const HOMES = ['/online', '/overnight', '/dms/security', '/connect/services', '/ops/desk']
/** Going over to another channel, of which nobody at these doors has two. */
const UNWALKED = ['/connect/otp', '/ops/otp'].flatMap((door) => byEitherChannel(door).map(([path]) => path))
const walked = () => [...WALKS, ...WALKS_INSIDE].flatMap(([, walk]) => walk().map(([path]) => path))

async function goThrough(walk: Walk, victim: TerminalBrowser, first: Seen, home?: string): Promise<void> {
  const stranger = new TerminalBrowser(test.node)
  await stranger.get('/')
  let seen = first
  let there = await contents()
  for (const [path, fieldsOf] of walk) {
    const fields = fieldsOf(seen)
    // Noted as here now: no forgery finds anything left to note.
    if (home !== undefined) {
      await victim.get(home)
      there = await contents()
    }
    const step = { path, fields, victim, stranger }
    await forgeAll(step)
    expect(await contents(), path).toEqual(there)
    const letters = await lettersQueuedBy(test, async () => {
      const { location = '' } = await victim.post(path, fields, { token: ownToken(step) })
      seen = { body: (await victim.open(location)).body, code: seen.code }
    })
    const after = await contents()
    expect(after, path).not.toEqual(there)
    there = after
    seen = { ...seen, code: letters.find(({ code }) => code !== undefined)?.code ?? seen.code }
  }
}

/** Adds a logon session to those of a browser, behind another door. */
async function logOn(browser: TerminalBrowser, userId: string, door: string): Promise<void> {
  nextAppCode(test, userId)
  expect((await logOnByApp(test, browser, userId, door)).body).toContain('Log out')
}

describe('a forged request', () => {
  it.each(WALKS)('changes nothing at any step of %s, where the genuine one does', async (_, walk) => {
    const victim = new TerminalBrowser(test.node)
    await victim.get('/')
    await goThrough(walk(), victim, { body: '', code: '' })
  })

  it.each(WALKS_INSIDE)('changes nothing at any step of %s, in a logon session', async (_, walk, userId) => {
    await logOn(new TerminalBrowser(test.node), userId, '/otp/overnight')
    const victim = new TerminalBrowser(test.node)
    await logOn(victim, userId, '/otp/online')
    const { body } = await victim.get('/online/sessions')
    await goThrough(walk(), victim, { body, code: '' }, '/online')
  })

  it('was tried where a genuine one changes something, at addresses that there are', () => {
    expect(walked().filter((path) => !routesFor(test, 'POST').includes(path))).toEqual([])
  })
})

describe('a forged request at any other address', () => {
  const ELSEWHERE = 'elsewhere'
  const isInside = (home: string) => (path: string) => path.startsWith(`${home}/`)
  const others = () => routesFor(test, 'POST').filter((path) => !walked().includes(path))
  const outside = () => others().filter((path) => !HOMES.some((home) => isInside(home)(path)))
  let victim: TerminalBrowser
  let stranger: TerminalBrowser
  beforeAll(async () => {
    victim = new TerminalBrowser(test.node)
    stranger = new TerminalBrowser(test.node)
    await stranger.get('/')
    await logOn(victim, 'HLSUSR03', '/otp/overnight')
    await logOn(victim, 'HLSUSR03', '/otp/online')
    await logOn(victim, 'SGCDAM01', '/dms/otp')
    await logOn(victim, 'HLSCC001', '/connect/otp')
    await logOn(victim, 'OPSCHK01', '/ops/otp')
  })

  it.each([...HOMES, ELSEWHERE])('changes nothing: %s', async (home) => {
    for (const seen of HOMES) await victim.get(seen)
    const before = await contents()
    for (const path of home === ELSEWHERE ? outside() : others().filter(isInside(home)))
      await forgeAll({ path, fields: { password: 'x', passcode: '1' }, victim, stranger })
    expect(await contents()).toEqual(before)
  })

  it('is one inside', () => {
    expect(outside().filter((path) => !UNWALKED.includes(path))).toEqual([])
  })
})
