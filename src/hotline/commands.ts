import { parseArgs } from 'node:util'
import { readDatabaseSetting } from '../config/read-config.ts'
import { findAuthority } from '../db/find-authority.ts'
import { openInTerm } from '../db/open-in-term.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { Terminal } from '../kernel/terminal.ts'
import { sayCase } from './case-number.ts'
import { CASE_FILTERS, type CaseFilter, type HotlineCase, listCases } from './list-cases.ts'

export const casesUsage = 'cases [--show open|closed|all] [--json] [--config FILE]'

const MOST = 100_000

/** `sallyport cases`. Exit 1 where one is open. */
export async function runCases(argv: readonly string[], terminal: Terminal): Promise<number> {
  const asked = readArguments(argv)
  if (!asked.ok) return complain(terminal, [asked.refusal, `usage: sallyport ${casesUsage}`])
  const { show, json, config } = asked.value
  const urls = readDatabaseSetting(process.env, config)
  if (!urls.ok) return complain(terminal, urls.refusal)
  let close = async () => {}
  try {
    const database = openInTerm(await findAuthority(urls.value), {
      ...{ poolSize: 1, applicationName: 'sallyport cases', patience: 'report' },
    })
    close = () => database.close()
    const cases = await database.read({ as: 'operations' }, (db) =>
      listCases(db, { show, before: null, atMost: MOST }),
    )
    const told = cases.map((one) => ({ ...one, number: sayCase(one.number) }))
    if (json) terminal.print(JSON.stringify({ cases: told }, null, 2))
    else for (const line of say(cases)) terminal.print(line)
    return cases.some(({ closedAt }) => closedAt === null) ? 1 : 0
  } catch (fault) {
    return complain(terminal, [reasonOf(fault)])
  } finally {
    await close()
  }
}

function say(cases: readonly HotlineCase[]): readonly string[] {
  const open = cases.filter(({ closedAt }) => closedAt === null).length
  return [
    ...cases.map(({ number, firm, about, route, openedAt, closedAt, matter }) =>
      [
        sayCase(number),
        openedAt.toString({ smallestUnit: 'minute' }),
        firm.padEnd(12),
        (about ?? '-').padEnd(12),
        (closedAt === null ? route : 'closed').padEnd(9),
        matter,
      ].join('  '),
    ),
    `${open} open of ${cases.length} shown.`,
  ]
}

interface Asked {
  readonly show: CaseFilter
  readonly json: boolean
  readonly config?: string
}

function readArguments(argv: readonly string[]): Result<Asked, string> {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        show: { type: 'string', default: 'open' },
        json: { type: 'boolean', default: false },
        config: { type: 'string' },
      },
    })
    const show = CASE_FILTERS.find((one): one is CaseFilter => one === values.show)
    if (show === undefined) return refused(`--show ${values.show}: one of ${CASE_FILTERS.join(', ')}`)
    return done({ ...values, show })
  } catch (fault) {
    return refused(reasonOf(fault))
  }
}

function complain(terminal: Terminal, lines: readonly string[]): number {
  for (const line of lines) terminal.complain(line)
  return 2
}
