import { parseArgs } from 'node:util'
import { readDatabaseSetting } from '../config.ts'
import { findAuthority } from '../db/find-authority.ts'
import { openInTerm } from '../db/open-in-term.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import type { Terminal } from '../kernel/terminal.ts'
import { sayCase } from './case-number.ts'
import { CASE_FILTERS, type CaseFilter, type HotlineCase, listCases } from './list-cases.ts'

export const casesUsage = 'cases [--show open|closed|all] [--json] [--config FILE]'

const MOST = 100_000

/** `sallyport cases`. Exit 1 where one is open. */
export async function runCases(argv: readonly string[], terminal: Terminal): Promise<number> {
  const asked = readArguments(argv)
  if (asked === undefined) return complain(terminal, [`usage: sallyport ${casesUsage}`])
  const urls = readDatabaseSetting(process.env, asked.config)
  if (!urls.ok) return complain(terminal, urls.refusal)
  let close = async () => {}
  try {
    const database = openInTerm(await findAuthority(urls.value), {
      ...{ poolSize: 1, applicationName: 'sallyport cases', patience: 'report' },
    })
    close = () => database.close()
    const cases = await database.read({ as: 'operations' }, (db) =>
      listCases(db, { show: asked.show, before: null, atMost: MOST }),
    )
    const told = cases.map((one) => ({ ...one, number: sayCase(one.number) }))
    if (asked.json) terminal.print(JSON.stringify({ cases: told }, null, 2))
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

function readArguments(argv: readonly string[]) {
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
    return show && { ...values, show }
  } catch {
    return undefined
  }
}

function complain(terminal: Terminal, lines: readonly string[]): number {
  for (const line of lines) terminal.complain(line)
  return 2
}
