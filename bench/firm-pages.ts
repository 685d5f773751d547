import { TOTP } from 'otpauth'
import { withClient } from '../src/db/with-client.ts'
import { Browser } from './browser.ts'
import { cpuMilliseconds } from './processes.ts'
import type { BenchUser } from './seed-users.ts'
import { type Stack, startStack } from './start-stack.ts'
import { median, rounded } from './statistics.ts'

const USERS = Number(process.env['SALLYPORT_BENCH_FIRM'] ?? 10_000)
const ROUNDS = 15
const DOOR = '/dms/otp'
const HUGE = 'C000000'
const EMPTY = 'C000001'

/** What a DA looks at, below his firm's path. */
const PAGES: Readonly<Record<string, string>> = {
  list: '/users',
  search: '/users?q=son+77',
  filtered: '/users?filter=no-email',
  byName: '/users?sort=name&after=U0005000',
  profile: '/users/U0000500',
  groups: '/groups',
  overview: '',
  attestation: '/attestation',
}

/** The pages of a firm of ten thousand users, each beside the same page of a firm of one. */
export async function benchFirmPages() {
  const stack = await startStack(USERS)
  try {
    const [maker, other] = stack.users
    if (maker === undefined || other === undefined) throw new Error('there is nobody to log on')
    await withClient(stack.postgres.superuserUrl, (client) => client.query(oneHugeFirm(maker, other)))
    const huge = await loggedOn(stack, maker)
    const empty = await loggedOn(stack, other)
    const pages: Record<string, object> = {}
    for (const [name, path] of Object.entries(PAGES)) {
      // A firm of one has nobody else: his own profile is the page to compare with.
      const same = name === 'profile' ? `/users/${other.userId}` : path
      pages[name] = await compare(
        () => spent(stack, huge, `/dms/security/${HUGE}${path}`),
        () => spent(stack, empty, `/dms/security/${EMPTY}${same}`),
      )
    }
    const file = await spent(stack, huge, `/dms/security/${HUGE}/listings/users.csv`)
    return { users: USERS, pages, fileMilliseconds: rounded(file.milliseconds) }
  } finally {
    await stack.stop()
  }
}

interface Spent {
  readonly milliseconds: number
  /** Of the program and its PostgreSQL: the figure to believe where others use the machine. */
  readonly cpu: number
}

async function compare(huge: () => Promise<Spent>, empty: () => Promise<Spent>) {
  const took: { huge: Spent; empty: Spent }[] = []
  for (let round = 0; round < ROUNDS; round++) took.push({ huge: await huge(), empty: await empty() })
  // The first round warms both up.
  const measured = took.slice(1)
  const total = (of: (one: (typeof measured)[number]) => number) =>
    measured.reduce((sum, one) => sum + of(one), 0)
  return {
    milliseconds: rounded(median(measured.map((one) => one.huge.milliseconds))),
    slowest: rounded(Math.max(...measured.map((one) => one.huge.milliseconds))),
    timesAnEmptyFirm: rounded(median(measured.map((one) => one.huge.milliseconds / one.empty.milliseconds))),
    // Counted in hundredths of a second, so over all rounds.
    cpuMilliseconds: rounded(total((one) => one.huge.cpu) / measured.length),
    cpuTimesAnEmptyFirm: rounded(total((one) => one.huge.cpu) / total((one) => one.empty.cpu)),
  }
}

async function spent({ pids }: Stack, browser: Browser, path: string): Promise<Spent> {
  const cpu = () => cpuMilliseconds(pids.node) + cpuMilliseconds(pids.postgres)
  const [began, before] = [performance.now(), cpu()]
  const { status, location } = await browser.get(path)
  if (status !== 200) throw new Error(`${path}: ${status} ${location ?? ''}`)
  return { milliseconds: performance.now() - began, cpu: cpu() - before }
}

async function loggedOn(stack: Stack, { userId, password, totpSecret }: BenchUser): Promise<Browser> {
  const browser = new Browser(stack.port)
  await browser.get(DOOR)
  await browser.post(DOOR, { user_id: userId, password })
  await browser.get(`${DOOR}/passcode`)
  const now = performance.timeOrigin + performance.now() + stack.clockAhead
  const passcode = new TOTP({ secret: totpSecret }).generate({ timestamp: now })
  const { location } = await browser.post(`${DOOR}/passcode`, { passcode })
  if (location !== '/dms/security')
    throw new Error(`${userId} was not let in, but sent to ${location ?? 'nowhere'}`)
  return browser
}

/** Everybody in one firm, every seventh without email; and one DA maker each for it and for a firm of nobody else. */
function oneHugeFirm(maker: BenchUser, other: BenchUser): string {
  const firm = (code: string) => `(select id from participant where code = '${code}')`
  const account = ({ userId }: BenchUser) => `(select id from account where user_id = '${userId}')`
  return `
    update membership set participant_id = ${firm(HUGE)};
    update user_group_member set user_group_id = (select id from user_group where participant_id = ${firm(HUGE)});
    update registered_email set valid_to = valid_from where substr(md5(account_id::text), 1, 1) in ('0', '1');
    update membership set role = 'da-maker' where account_id = ${account(maker)};
    update membership set role = 'da-maker', participant_id = ${firm(EMPTY)} where account_id = ${account(other)};
    insert into user_group_function select id, 'dms.security' from user_group where participant_id = ${firm(HUGE)};
    analyze;`
}
