import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { MIGRATIONS } from '../../src/db/migrate.ts'
import { lastStepOf } from '../../src/db/read-migrations.ts'
import { promisesBroken } from '../faults/kill-under-logons.ts'
import { type Crowd, type Member, seedCrowd } from '../faults/seed-crowd.ts'
import { Stage } from '../faults/stage.ts'
import { VirtualUser } from '../faults/virtual-user.ts'
import { programWith } from '../support/another-program.ts'
import { type ServingNode, startProgram } from '../support/serving-node.ts'
import { type SiteBehindHaproxy, siteBehindHaproxy } from '../support/site-behind-haproxy.ts'

const PEOPLE = 4
/** Milliseconds from an answer to the next request: they go on for as long as two nodes take to be replaced. */
const PACE = 50
/** Tables that every logon reads or writes. What is new in them the old program does not know of. */
const TABLES = [
  'account',
  'attempt_budget',
  'audit_event',
  'credential',
  'logon_session',
  'one_time_code',
  'outbox_mail',
  'sign_in_attempt',
]
const ADDS = TABLES.map((table, n): [string, string] => [
  `900${n + 1}-adds-${n + 1}.sql`,
  `alter table ${table} add of_the_next_release int default 7`,
])
const LAST = `900${TABLES.length}-adds-${TABLES.length}.sql`
const TAKES = '9009-takes.sql'
const NEXT = {
  ...Object.fromEntries(ADDS),
  [TAKES]: `-- needs: ${LAST}\nalter table logon_session drop column of_the_next_release`,
}

let behind: SiteBehindHaproxy
let crowd: Crowd
let next: string
beforeAll(async () => {
  behind = await siteBehindHaproxy(2, { SALLYPORT_DRAIN_SECONDS: '1' })
  const { site } = behind
  crowd = await seedCrowd(site.urls.ownerUrl, site.sealingKey, { app: 16, email: 4, uninitiated: 8 })
  next = programWith(NEXT, join(site.folder, 'next'))
})
afterAll(() => behind.stop())

/** Runs `sallyport` of the next release, or of this one. */
async function run(argv: readonly string[], root?: string) {
  const program = startProgram([...argv, '--config', behind.site.settingsFile], {}, [], root)
  return { status: await program.ended, said: program.output().trimEnd().split('\n') }
}

const migrateTo = (root: string) => run(['migrate', '--apply'], root)

function people(stage: Stage): Promise<unknown> {
  const mine = (members: readonly Member[], n: number) => members.filter((_, at) => at % PEOPLE === n)
  return Promise.all(
    Array.from({ length: PEOPLE }, (_, n) => {
      const { app, email, uninitiated } = crowd
      return new VirtualUser(stage, {
        app: mine(app, n),
        email: mine(email, n),
        uninitiated: mine(uninitiated, n),
      }).play(n)
    }),
  )
}

it('the next release takes over node by node, on one schema and under logons, and nobody’s request is cut', async () => {
  const stage = new Stage({ ...behind.site, browser: () => behind.browser() }, PACE)
  stage.raise()
  const playing = people(stage)
  await stage.answers(20)

  const step = await lastStepOf(MIGRATIONS)
  const { status, said } = await migrateTo(next)
  expect([status, said.slice(0, TABLES.length + 1)]).toEqual([
    1,
    [
      ...ADDS.map(([name]) => `applied ${name}`),
      `${TAKES} waits: it takes away what a program that does not know ${LAST} needs, and such nodes serve:`,
    ],
  ])
  expect(said.slice(TABLES.length + 1, -1).sort()).toEqual(
    behind.nodes.map((node) => `  ${nameOf(node)}, which ends at step ${step}`).sort(),
  )

  const fresh: ServingNode[] = []
  for (const [place, node] of behind.nodes.entries()) {
    node.process.kill('SIGTERM')
    expect(await node.ended).toBe(0)
    fresh.push(await behind.startAgain(place, next))
    await stage.answers(stage.answered + 20)
  }
  expect(await migrateTo(next)).toEqual({ status: 0, said: ['applied 9009-takes.sql'] })
  await stage.answers(stage.answered + 20)
  stage.over = true
  await playing

  expect(behind.cut()).toEqual([])
  expect(behind.proxy.output()).not.toMatch(/ (500|502|504) \d+ - - /)
  expect(stage.told.logons.length).toBeGreaterThan(PEOPLE)
  expect(await run(['serve'])).toEqual({
    status: 2,
    said: [
      expect.stringContaining(
        `took away what this program needs: it ends at step ${step}, and must know 9008`,
      ),
    ],
  })
  await Promise.all(fresh.map((node) => node.kill()))
  expect(await promisesBroken(stage)).toEqual([])
})

function nameOf(node: ServingNode): unknown {
  return node.log().find(({ msg }) => msg === 'serving')?.['node']
}
