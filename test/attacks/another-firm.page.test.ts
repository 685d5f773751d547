import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { removeUser } from '../../src/accounts/changes/remove-user.ts'
import { WALLS } from '../../src/db/walls.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { deskOf, numberOf } from '../support/requests.ts'
import type { Answer, TerminalBrowser } from '../support/terminal-browser.ts'
import {
  type Objects,
  OF_ALL_FIRMS,
  type TwoFirms,
  twoFirmsOnScreen,
  VIEWERS,
} from '../support/two-firms-on-screen.ts'
import { comparable } from './look-inside.ts'
import { tokenOf } from './routes.ts'

interface Route {
  readonly method: string
  readonly pattern: string
  readonly home: string
  /** Of its address, the firm first. */
  readonly parameters: readonly string[]
}

/** When every door with pages of firms is open. */
const LAUNCH_MORNING = Temporal.Instant.from('2023-06-12T08:00+08:00')

const PARAMETER = /:([a-zA-Z]+)(\{[^/]*\})?/g

let test: TestNode
let firms: TwoFirms
let routes: readonly Route[]
const browsers = new Map<string, TerminalBrowser>()

beforeAll(async () => {
  // Whatever the node does by the minute would come between two looks at all there is.
  vi.useFakeTimers({ toFake: ['setInterval'] })
  test = await testNode({ at: LAUNCH_MORNING })
  vi.useRealTimers()
  firms = await twoFirmsOnScreen(test)
  routes = routesOfFirms()
  for (const { home } of routes) {
    const logOn = VIEWERS[home]
    if (logOn === undefined)
      throw new Error(`${home} has pages of firms and nobody in VIEWERS to look at them`)
    if (!browsers.has(home)) browsers.set(home, await logOn(test))
  }
})
afterAll(() => test.stop())

/**
 * Every address below a firm's code, read off the application itself: one to come is in the walk by itself. The desk's are
 * not among them: an operator has every firm before him.
 */
function routesOfFirms(): readonly Route[] {
  const found = test.node.app.routes
    .filter(({ path, method }) => path.includes('/:firm') && ['GET', 'POST'].includes(method))
    .filter(({ path }) => !path.startsWith('/ops/desk/'))
    .map(({ path, method }) => ({
      method,
      pattern: path,
      home: path.slice(0, path.indexOf('/:firm')),
      parameters: [...path.matchAll(PARAMETER)].map(([, name = '']) => name),
    }))
  return [...new Map(found.map((route) => [`${route.method} ${route.pattern}`, route])).values()]
}

function addressOf({ pattern }: Pick<Route, 'pattern'>, objects: Objects): string {
  return pattern.replace(PARAMETER, (_, name: string) => {
    const object = objects[name]
    if (object === undefined) throw new Error(`${pattern}: no object for ${name} in two-firms-on-screen.ts`)
    return object
  })
}

/** An answer, what was asked for left out of it: it stands in links to the same page in the other language. */
function answered(answer: Answer, asked: Objects) {
  const words = [...new Set(Object.values(asked))]
  const text = JSON.stringify({ ...comparable(answer), location: answer.location ?? null })
  return words.reduce(
    (left, word) => left.replaceAll(encodeURIComponent(word), '•').replaceAll(word, '•'),
    text,
  )
}

async function ask(route: Route, objects: Objects, fields: Fields = {}): Promise<Answer> {
  const browser = browsers.get(route.home) as TerminalBrowser
  const address = addressOf(route, objects)
  if (route.method === 'GET') return browser.get(address)
  return browser.post(address, fields, { token: tokenOf(test, browser, address) })
}

type Fields = Readonly<Record<string, string>>

/** What a person of the own firm would post there, from the form on the page of that address or of the one above it. */
async function fieldsOf(route: Route): Promise<Fields> {
  const browser = browsers.get(route.home) as TerminalBrowser
  const address = addressOf(route, firms.own)
  for (const page of [address, address.slice(0, address.lastIndexOf('/'))]) {
    const { body } = await browser.get(page)
    const forms = [...body.matchAll(/<form method="post" action="([^"]+)".*?<\/form>/gs)]
    const form = forms.find(([, action]) => action === address)
    if (form !== undefined) return filledIn(form[0])
  }
  return {}
}

function filledIn(body: string): Fields {
  const named = [...body.matchAll(/<(?:input|textarea|select|button)\b[^>]*>/g)].flatMap(([tag]) => {
    const of = (attribute: string) => new RegExp(`\\b${attribute}="([^"]*)"`).exec(tag)?.[1]
    const name = of('name')
    return name === undefined || name === 'form_token' ? [] : [[name, of('value') || 'sample'] as const]
  })
  return Object.fromEntries(named)
}

/** What a page may be asked with: the fields of its searches, and the parameters of its links. */
function askedBy(body: string): ReadonlySet<string> {
  const searches = [...body.matchAll(/<form method="get".*?<\/form>/gs)].map(([form]) => filledIn(form))
  const links = [...body.matchAll(/href="[^"]*\?([^"]+)"/g)].flatMap(([, query = '']) => [
    ...new URLSearchParams(query.replaceAll('&amp;', '&')).keys(),
  ])
  return new Set([...searches.flatMap((fields) => Object.keys(fields)), ...links])
}

/** All rows that firms have, but for what walking about leaves behind; of queued mail only that it is there: it is being sent. */
async function everything(): Promise<string> {
  const tables = Object.entries(WALLS).flatMap(([table, wall]) =>
    wall === 'firm' && !['logon_session', 'audit_event'].includes(table) ? [table] : [],
  )
  const sums = tables.map((table) => {
    const row = table === 'outbox_mail' ? 't.id::text' : 't::text'
    return `select '${table}', md5(string_agg(${row}, ',' order by ${row})) from ${table} t`
  })
  const { rows } = await test.db.ask(`${sums.join(' union all ')} order by 1`)
  return JSON.stringify(rows)
}

const kept = async (work: () => Promise<void>) => {
  const before = await everything()
  await work()
  expect(await everything()).toBe(before)
}

describe('what is another firm’s (attack 54)', () => {
  it('is looked for at all addresses of firms, each of whose parameters has an object of both', () => {
    expect(routes.length).toBeGreaterThan(15)
    for (const route of routes)
      for (const objects of [firms.own, firms.others, firms.nobodys])
        expect(addressOf(route, objects)).not.toContain(':')
  })

  it('is not found under its own address, to the byte like a firm that does not exist', () =>
    kept(async () => {
      for (const route of routes) {
        const fields = route.method === 'POST' ? await fieldsOf(route) : {}
        const [theirs, none] = [
          await ask(route, firms.others, fields),
          await ask(route, firms.nobodys, fields),
        ]
        expect([addressOf(route, firms.others), theirs.status]).toEqual([addressOf(route, firms.others), 404])
        expect(answered(theirs, firms.others)).toBe(answered(none, firms.nobodys))
      }
    }))

  it('is not found under the address of one’s own firm, to the byte like what does not exist', () =>
    kept(async () => {
      const ofOneFirm = (name: string) => name !== 'firm' && !(name in OF_ALL_FIRMS)
      for (const route of routes.filter(({ parameters }) => parameters.some(ofOneFirm))) {
        const fields = route.method === 'POST' ? await fieldsOf(route) : {}
        const firm = { firm: firms.own['firm'] ?? '' }
        const [others, nobodys] = [
          { ...firms.others, ...firm },
          { ...firms.nobodys, ...firm },
        ]
        const [theirs, none] = [await ask(route, others, fields), await ask(route, nobodys, fields)]
        // Where he has nothing to press, a form without its fields is refused before anything is looked for.
        const status = Object.keys(fields).length > 0 || route.method === 'GET' ? [404] : [400, 404]
        expect([addressOf(route, others), status.includes(theirs.status)]).toEqual([
          addressOf(route, others),
          true,
        ])
        expect(answered(theirs, others)).toBe(answered(none, nobodys))
      }
    }))

  it('is on no page, list or file of one’s own firm', async () => {
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      const page = await ask(route, firms.own)
      expect([route.pattern, page.status < 400]).toEqual([route.pattern, true])
      expect(firms.telling.filter((word) => page.body.includes(word))).toEqual([])
    }
  })

  it('is on none of them either where people of one’s own firm are that other firm’s as well', async () => {
    const group = await alsoTheOthers('KTBUSR01', 'KTBDAC01', 'KTBCC002')
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      const page = await ask(route, firms.own)
      const told = [...firms.telling, group].filter((word) => page.body.includes(word))
      expect([route.pattern, page.status < 400, told]).toEqual([route.pattern, true, []])
    }
  })

  it.each(Object.keys(VIEWERS))(
    'is neither found, counted nor sorted by any field of a search of %s, nor by any parameter of a link',
    async (home) => {
      for (const route of routes.filter((one) => one.method === 'GET' && one.home === home)) {
        const { body } = await ask(route, firms.own)
        for (const name of askedBy(body)) {
          const page = async (word: string) => {
            const address = `${addressOf(route, firms.own)}?${new URLSearchParams({ [name]: word })}`
            return answered(await (browsers.get(route.home) as TerminalBrowser).get(address), { word })
          }
          for (const object of ['userId', 'number']) {
            const [theirs, none] = [firms.others[object] ?? '', firms.nobodys[object] ?? '']
            const where = `${route.pattern}?${name}: `
            expect(where + (await page(theirs))).toBe(where + (await page(none)))
          }
        }
      }
    },
  )
})

describe('a firm named beside the address (attack 55)', () => {
  it('in a field, a query or a header changes nothing: the address alone says for whom', async () => {
    const { others, own } = firms
    const named = {
      firm: others['firm'] ?? '',
      participant: others['firm'] ?? '',
      participant_id: await idOf(others),
    }
    for (const route of routes.filter(
      ({ method, parameters }) => method === 'GET' && parameters.length === 1,
    )) {
      const browser = browsers.get(route.home) as TerminalBrowser
      const address = addressOf(route, own)
      const headers = { 'x-participant': named.participant, 'x-firm': named.firm }
      const page = await browser.get(`${address}?${new URLSearchParams(named)}`, headers)
      expect(firms.telling.filter((word) => hiddenIn(page.body).includes(word))).toEqual([])
    }
    await posted(named)
  })

  it('as an object of a form is refused like an object of nobody', async () => {
    for (const route of routes.filter(({ method }) => method === 'POST')) {
      const fields = await fieldsOf(route)
      for (const object of Object.keys(firms.own).filter((name) => name !== 'firm')) {
        if (!JSON.stringify(fields).includes(firms.own[object] ?? '')) continue
        const swapped = (by: Objects) =>
          JSON.parse(JSON.stringify(fields).replaceAll(firms.own[object] ?? '', by[object] ?? ''))
        const theirs = await ask(route, firms.own, swapped(firms.others))
        const none = await ask(route, firms.own, swapped(firms.nobodys))
        expect(answered(theirs, firms.others)).toBe(answered(none, firms.nobodys))
      }
    }
    expect(await requestsNaming(firms.others)).toEqual([])
  })
})

/** These get a role, a group and a suspension asked for at the other firm as well; answers the name of that group. */
async function alsoTheOthers(...userIds: readonly string[]): Promise<string> {
  const group = 'Granite vault keepers'
  const [participant, at] = [await idOf(firms.others), test.clock.now().toString()]
  await rowsOf('insert into user_group (id, participant_id, name) values ($1, $2, $3)', [
    ...[systemRandomness.uuid(), participant, group],
  ])
  for (const userId of userIds) {
    const role = userId.includes('USR') ? 'user' : 'da-maker'
    const ids = [systemRandomness.uuid(), test.account(userId).accountId, participant]
    await rowsOf(
      `with his as (insert into membership (id, account_id, participant_id, role, valid_from)
          values ($1, $2, $3, $4, $5) returning id)
        insert into user_group_member (id, user_group_id, membership_id, valid_from)
          select $6, g.id, his.id, $5 from user_group g, his where g.name = $7`,
      [...ids, role, at, systemRandomness.uuid(), group],
    )
  }
  const desk = deskOf(test)
  const remove = { accountId: desk.account('KTBUSR01') }
  numberOf(await desk.askFor('SGCDAM01', firms.others['firm'] ?? '', removeUser, remove))
  return group
}

/** Each form of the own firm, with the other firm in it: what is made of it is the own firm's, and names nothing else. */
async function posted(named: Fields): Promise<void> {
  const count = async () => [(await requestsOf(firms.others)).length, (await requestsOf(firms.own)).length]
  const [theirs = 0, own = 0] = await count()
  for (const route of routes.filter(({ method }) => method === 'POST'))
    await ask(route, firms.own, { ...(await fieldsOf(route)), ...named })
  const [theirsAfter, ownAfter] = await count()
  expect(theirsAfter).toBe(theirs)
  expect(ownAfter).toBeGreaterThan(own)
}

/** The page without its own address, where the query stands in links to the other language. */
const hiddenIn = (body: string) => body.replace(/(href|action|value)="[^"]*"/g, '')

const rowsOf = async (statement: string, values: readonly unknown[]) =>
  (await test.db.ask(statement, [...values])).rows

const idOf = async (objects: Objects) =>
  String((await rowsOf('select id from participant where code = $1', [objects['firm']]))[0]?.id)

const requestsOf = async (objects: Objects) =>
  rowsOf('select number from change_request where participant_id = $1', [await idOf(objects)])

/** Requests of the own firm in which an object of the other one stands. */
const requestsNaming = async (objects: Objects) =>
  rowsOf(
    `select number, input from change_request
      where participant_id = $1 and input::text like any(select format('%%%s%%', word) from unnest($2::text[]) as word)`,
    [await idOf(firms.own), [objects['group'], await accountOf(objects)]],
  )

const accountOf = async (objects: Objects) =>
  String((await rowsOf('select id from account where user_id = $1', [objects['userId']]))[0]?.id)
