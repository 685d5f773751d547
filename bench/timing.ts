import { withClient } from '../src/db/with-client.ts'
import { Browser } from './browser.ts'
import { DOOR } from './site.ts'
import { type Stack, startStack } from './start-stack.ts'
import { cliffsDelta, median, rounded } from './statistics.ts'

const SAMPLES_A_KIND = 200
/** One less than locks an account. */
const TRIES_AN_ACCOUNT = 9
const ACCOUNTS = Math.ceil(SAMPLES_A_KIND / TRIES_AN_ACCOUNT)
const TRIES_THAT_LOCK = 10

type Kind = 'unknown' | 'known' | 'locked' | 'suspended' | 'uninitiated'
const KINDS: readonly Kind[] = ['unknown', 'known', 'locked', 'suspended', 'uninitiated']

/** Attack 2: how long a wrong password takes to be refused, by whose it is; samples of all kinds shuffled together. */
export async function benchTiming() {
  const stack = await startStack(1000)
  const names = await prepare(stack)
  const took: Record<Kind, number[]> = { unknown: [], known: [], locked: [], suspended: [], uninitiated: [] }
  const samples = KINDS.flatMap((kind) =>
    names[kind].flatMap((name) => Array<Sample>(TRIES_AN_ACCOUNT).fill({ kind, name })),
  )
  const browsers = new Map<string, Browser>()
  for (const { kind, name } of shuffled(samples)) {
    const browser = browsers.get(name) ?? (await newBrowser(stack, browsers.size))
    browsers.set(name, browser)
    took[kind].push(await refusal(browser, name))
  }
  for (const browser of browsers.values()) browser.close()
  await stack.stop()
  const others = KINDS.filter((kind) => kind !== 'unknown')
  const deltas = others.map((kind) => [kind, rounded(cliffsDelta(took[kind], took.unknown))] as const)
  return {
    samplesAKind: took.unknown.length,
    medianMilliseconds: Object.fromEntries(KINDS.map((kind) => [kind, rounded(median(took[kind]))])),
    cliffsDeltaToUnknown: Object.fromEntries(deltas),
    greatestDelta: Math.max(...deltas.map(([, delta]) => Math.abs(delta))),
  }
}

interface Sample {
  readonly kind: Kind
  readonly name: string
}

/** Makes some of the users what they are called here. */
async function prepare(stack: Stack): Promise<Readonly<Record<Kind, readonly string[]>>> {
  const some = (from: number) => stack.users.slice(from, from + ACCOUNTS).map(({ userId }) => userId)
  const names = {
    unknown: Array.from({ length: ACCOUNTS }, (_, n) => `Z${String(n).padStart(7, '0')}`),
    known: some(0),
    locked: some(ACCOUNTS),
    suspended: some(2 * ACCOUNTS),
    uninitiated: some(3 * ACCOUNTS),
  }
  const browser = await newBrowser(stack, 250)
  for (const name of names.locked) for (let n = 0; n < TRIES_THAT_LOCK; n++) await refusal(browser, name)
  browser.close()
  await withClient(stack.postgres.superuserUrl, async (client) => {
    await client.query(
      "update attempt_budget set locked_until = locked_until + interval '1 day' where locked_until is not null",
    )
    await client.query("update account set status = 'suspended' where user_id = any($1)", [names.suspended])
    const accounts = 'select id from account where user_id = any($1)'
    await client.query(`delete from credential where account_id in (${accounts})`, [names.uninitiated])
  })
  return names
}

async function newBrowser({ port }: Stack, n: number): Promise<Browser> {
  const browser = new Browser(port, `127.0.${n}.1`)
  await browser.get(DOOR)
  return browser
}

async function refusal(browser: Browser, user_id: string): Promise<number> {
  const from = performance.now()
  const answer = await browser.post(DOOR, { user_id, password: 'a wrong password' })
  if (answer.status !== 303 || answer.location !== DOOR)
    throw new Error(`${user_id}: ${answer.status} ${answer.location}`)
  return performance.now() - from
}

function shuffled<T>(values: readonly T[]): readonly T[] {
  return values
    .map((value) => ({ value, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value)
}
