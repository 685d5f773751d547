import type { Language } from '../../src/kernel/vocabulary.ts'
import { theDemo } from '../support/demo-for-journeys.ts'
import { askPage } from './ask-page.ts'
import { freshCode, keysOf, letterbox, type OtpDoor } from './deeds.ts'
import { beLoggedOn } from './plain-visitor.ts'
import { type Looks, NARROW, openTerminal, type Terminal } from './terminal.ts'

/** A page somebody stands at, and which it is. */
export interface Shown {
  readonly t: Terminal
  readonly page: string
}

type Pages<T = void> = AsyncGenerator<Shown, T>

/** Whose rooms are walked through, in which language and with what browser: small firms, and each walk has its own. All is narrow. */
export interface Walk extends Looks {
  readonly language: Language
  readonly connect: {
    readonly firm: string
    readonly asks: string
    readonly checks: string
    readonly about: string
  }
  readonly security: { readonly firm: string; readonly maker: string; readonly checker: string }
  readonly user: string
  /** Somebody who can't get in as he is. */
  readonly other: string
}

export const WALKS = {
  en: {
    ...{ language: 'en', scheme: 'light', viewport: NARROW },
    connect: { firm: 'C00104', asks: 'BWOCC001', checks: 'BWOCC002', about: 'BWODAC01' },
    security: { firm: 'C00108', maker: 'MFSDAM01', checker: 'MFSDAC01' },
    ...{ user: 'MFSUSR01', other: 'MFSUSR02' },
  },
  'zh-Hant': {
    ...{ language: 'zh-Hant', scheme: 'dark', phone: true, viewport: NARROW, scripts: false },
    connect: { firm: 'C00102', asks: 'KTBCC001', checks: 'KTBCC002', about: 'KTBDAC01' },
    security: { firm: 'C00102', maker: 'KTBDAM01', checker: 'KTBDAC01' },
    ...{ user: 'KTBUSR01', other: 'KTBUSR03' },
  },
} as const satisfies Record<Language, Walk>

const WHILE_OPEN = Temporal.Instant.from('2023-06-02T10:00+08:00')
const SESSION_TWO = Temporal.Instant.from('2023-06-10T22:30+08:00')
const MONDAY = Temporal.Instant.from('2023-06-12T07:30+08:00')

/** Every page of the rooms of a firm and of the desk, and every document: as they are found, refused and done. */
export async function* everyRoom(walk: Walk): Pages {
  const { clock } = await theDemo()
  await clock.set(WHILE_OPEN)
  yield* clientConnect(walk)
  await clock.set(SESSION_TWO)
  yield* secondary(walk)
  await clock.set(MONDAY)
  yield* desk(walk)
  yield* documents(await openTerminal(walk))
  yield* security(walk)
}

async function enter(walk: Walk, userId: string, door: OtpDoor): Promise<Terminal> {
  const t = await openTerminal(walk)
  await beLoggedOn(t, keysOf(t.demo, userId), door)
  return t
}

/** Goes to each address in turn. */
async function* visit(t: Terminal, base: string, paths: readonly string[]): Pages {
  for (const path of paths) {
    await t.goTo(`${base}${path}`)
    yield { t, page: `${base}${path}` }
  }
}

/** Fills in fields by their names, presses the one button that is not grey, and waits for the answer. */
async function send(t: Terminal, fields: Readonly<Record<string, string>> = {}): Promise<void> {
  for (const [name, text] of Object.entries(fields)) {
    await t.fillIn({ css: `main form[method=post] [name="${name}"]` }, text)
  }
  await t.use({ css: 'main button[type=submit]:not(.govuk-button--secondary, [hidden])' })
}

const fault = (t: Terminal) => t.finds({ css: '[role=alert]' })
const done = (t: Terminal) => t.finds({ css: '.sp-done' })

async function linksOfTable(t: Terminal): Promise<readonly string[]> {
  await t.finds({ css: 'main' })
  return askPage(t, (html) => [...html.querySelectorAll('main tbody a')].map(({ pathname }) => pathname))
}

async function* documents(t: Terminal): Pages {
  yield* visit(t, '/documents', [''])
  const links = await linksOfTable(t)
  yield* visit(t, '', links)
}

async function* clientConnect(walk: Walk): Pages {
  const { firm, asks, checks, about } = walk.connect
  const base = `/connect/services/${firm}`
  const t = await enter(walk, asks, 'connect')
  yield* visit(t, base, ['', '/delegates', `/delegates/${about}`, '/delegates/appoint'])
  await send(t)
  await fault(t)
  yield { t, page: 'DA 3: appoint refused' }
  const cards = ['card-assign/upload', 'card-replace/upload', 'card-revoke', 'card-reset-password']
  const forms = ['amend', 'register-email', 'reset', 'suspend', 'remove', ...cards].map(
    (form) => `${about}/${form}`,
  )
  yield* visit(t, `${base}/delegates/`, ['cover', ...forms, 'appoint'])
  const address = `new.${about.toLowerCase()}@example.hk`
  const [userId, remark] = [`${about.slice(0, 6)}99`, 'Summer']
  await send(t, { userId, name: 'Ho Ka Yan', role: 'da-checker', address, remark })
  await t.page.waitForURL(/\/requests\/R-\d+$/)
  yield { t, page: 'DA 3: asked for' }
  const number = t.path().split('/').at(-1)
  yield* visit(t, base, ['', '/requests', '/requests?show=open', '/documents', '/events'])
  yield* events(t)
  await t.goTo(`${base}/documents`)
  const [document] = await linksOfTable(t)
  if (document !== undefined) yield* visit(t, '', [document])
  const second = await enter(walk, checks, 'connect')
  yield* visit(second, `${base}/requests/`, [`${number}`])
  await confirmed(second, checks, () => deed(second, 'approve'))
  await done(second)
  yield { t: second, page: 'DA 3: checked' }
  yield* visit(await enter(walk, 'PJTCC003', 'connect'), '/connect/services/C00107', [
    ...['', '/delegates', '/delegates/cover', '/events', '/requests?show=all'],
  ])
}

async function* events(t: Terminal): Pages {
  const [event = ''] = await linksOfTable(t)
  await t.goTo(event)
  yield { t, page: 'an event' }
  await send(t, { contact_name: '', contact_telephone: 'none' })
  await fault(t)
  yield { t, page: 'an event: registration refused' }
  await send(t, { contact_name: 'Operations desk', contact_telephone: '+852 2100 0000' })
  await done(t)
  yield { t, page: 'an event: registered' }
}

const deed = (t: Terminal, value: string) => t.use({ css: `button[name=deed][value=${value}]` })

/** Presses, gives the passcode that is asked for, and presses again. */
async function confirmed(t: Terminal, userId: string, press: () => Promise<void>): Promise<void> {
  await press()
  await passcode(t, userId)
  await t.page.waitForURL(/\/R-\d+/)
  await press()
}

async function passcode(t: Terminal, userId: string): Promise<void> {
  const keys = keysOf(t.demo, userId)
  await t.finds({ field: t.words.passcode })
  const mail = await letterbox(t.demo, keys.email)
  if (keys.channel === 'email') await t.use({ css: 'form[action$="/email"] button' })
  await send(t, {
    passcode: keys.channel === 'app' ? await freshCode(t.demo, keys.totpSecret) : await mail.nextCode(),
  })
}

/** Session 2 at the other data centre: on the branch, and beside it where the data are those that count. */
async function* secondary(walk: Walk): Pages {
  const t = await openTerminal({ ...walk, site: 'secondary' })
  yield* visit(t, '', ['/', '/otp/online', '/ops'])
  await beLoggedOn(t, keysOf(t.demo, 'SGCUSR01'), 'online')
  yield { t, page: 'Function not available on the branch' }
  await t.goTo('/dms')
  yield { t, page: 'landing of DMS on the branch' }
  const operator = await enter(walk, 'OPSMAK01', 'desk')
  yield* visit(operator, '/ops/desk', ['/sites'])
}

/** The desk after both test sessions: its branch is discarded, and told of. */
async function* desk(walk: Walk): Pages {
  const t = await enter(walk, 'OPSMAK01', 'desk')
  const { firm, about } = walk.connect
  yield* visit(t, '/ops/desk', [
    ...['/sites', '/sites/open-branch', '/sites/discard-branch', '/sites/explain-branch', '/revocation'],
    ...['/look-up', `/look-up?q=${about}`, '/cases', `/cases/open?q=${firm}&about=${about}`],
    ...['/launch', '/launch/extend'],
  ])
  await send(t)
  await fault(t)
  yield { t, page: 'a test session that is over is not extended' }
  yield* visit(t, `/ops/desk/participants/${firm}`, [
    ...['', '/open-connect-user', '/amend-connect-rights', '/users-of-several', '/delegates'],
    ...['', '/card-assign/upload', '/card-replace/upload', '/card-revoke', '/card-reset-password'].map(
      (form) => `/delegates/${about}${form}`,
    ),
  ])
}

async function* security(walk: Walk): Pages {
  const { firm, maker, checker } = walk.security
  const base = `/dms/security/${firm}`
  const t = await enter(walk, maker, 'dms')
  yield* visit(t, base, [
    ...['', '/readiness', '/readiness?show=not-initiated', '/listings', '/emails', '/emails?show=refused'],
    ...[`/emails/user/${walk.user}`, `/emails/user/${walk.other}`, '/emails/uploads', '/requests'],
    ...['/requests?show=all', '/requests?q=R-999999', '/references', '/references?q=BCD-FGH-JKL', '/cases'],
    ...['/nowhere', '/users', '/users?q=nobody', `/users/${walk.user}`, `/users/${walk.other}`],
    ...[`/users/${maker}`, '/users/new', `/users/new?like=${walk.user}`, '/users/new?like=NOBODY99'],
  ])
  yield* userForms(t, walk, base)
  yield* groups(t, base)
  const file = yield* uploads(t, walk, base)
  const suspension = yield* asked(t, walk, base)
  yield* decided(await enter(walk, checker, 'dms'), checker, base, [...suspension, file])
  yield* visit(t, base, ['/requests?show=all'])
}

async function* userForms(t: Terminal, walk: Walk, base: string): Pages {
  const forms = [
    'amend',
    'suspend',
    'reinstate',
    'remove',
    'reset-password',
    'reset-channel',
    'end-sessions',
    'unlock',
  ]
  yield* visit(t, `${base}/users/${walk.other}/`, forms)
  await send(t)
  await t.page.waitForLoadState()
  yield { t, page: 'unlock: asked for' }
  yield* visit(t, base, ['/users/new'])
  await send(t, { user_id: walk.security.maker })
  await fault(t)
  yield { t, page: 'a new user: refused' }
}

async function* groups(t: Terminal, base: string): Pages {
  yield* visit(t, base, ['/groups', '/groups/new'])
  await send(t)
  await fault(t)
  yield { t, page: 'a new user group: refused' }
  await t.goTo(`${base}/groups`)
  const [group = ''] = await linksOfTable(t)
  yield* visit(t, group, ['', '/amend', '/remove'])
}

async function* uploads(t: Terminal, walk: Walk, base: string): Pages<string> {
  const upload = async (name: string, ...lines: readonly string[]) => {
    await t.goTo(`${base}/emails/uploads`)
    const buffer = Buffer.from(['User ID,Email', ...lines].join('\r\n'))
    await t.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer })
    await t.use({ css: 'form[action$="/upload"] button' })
    await t.page.waitForURL(/\/uploads\/./)
    while ((await t.count({ css: 'progress' })) > 0) await t.page.reload()
  }
  await upload('wrong.csv', `${walk.user},沒有地址`, 'NOBODY99,nobody@example.hk')
  yield { t, page: 'a file with errors' }
  await upload('right.csv', `${walk.user},other.address@example.hk`)
  yield { t, page: 'a file without errors' }
  await send(t, { remark: 'From the personnel department' })
  await t.page.waitForURL(/\/requests\/R-\d+$/)
  yield { t, page: 'a file: asked for' }
  const request = t.path()
  yield* visit(t, base, ['/emails/uploads'])
  return request
}

/** Asks for three changes of one user, each its own way to end: the addresses of their requests. */
async function* asked(t: Terminal, walk: Walk, base: string): Pages<readonly string[]> {
  const requests: string[] = []
  for (const form of ['remove', 'reset-password', 'suspend']) {
    await t.goTo(`${base}/users/${walk.user}/${form}`)
    await send(t, { remark: 'Leaver' })
    await t.page.waitForURL(/\/requests\/R-\d+$/)
    requests.push(t.path())
  }
  yield { t, page: 'suspended at once' }
  yield* visit(t, base, ['', '/requests?show=mine', `/users/${walk.user}`])
  return requests
}

/** Rejects, approves in vain because he was suspended meanwhile, lifts that, and approves. */
async function* decided(t: Terminal, checker: string, base: string, requests: readonly string[]): Pages {
  const [removal = '', reset = '', suspension = '', file = ''] = requests
  yield* visit(t, '', [base, `${base}/requests`, removal])
  await deed(t, 'reject')
  await done(t)
  yield { t, page: 'rejected' }
  yield* visit(t, '', [reset])
  await deed(t, 'approve')
  await t.finds({ field: t.words.passcode })
  yield { t, page: 'step-up' }
  await send(t)
  await fault(t)
  yield { t, page: 'step-up: passcode missing' }
  await passcode(t, checker)
  await t.page.waitForURL(/\/R-\d+/)
  yield { t, page: 'a request after step-up' }
  await deed(t, 'approve')
  await fault(t)
  yield { t, page: 'void' }
  yield* visit(t, '', [suspension])
  await deed(t, 'lift')
  await done(t)
  yield { t, page: 'lifted' }
  yield* visit(t, '', [file])
  await deed(t, 'approve')
  await done(t)
  yield { t, page: 'applied' }
}
