import { parseArgs } from 'node:util'
import { reasonOf } from '../../kernel/reason-of.ts'
import { done, type Result, refused } from '../../kernel/result.ts'
import { systemRandomness } from '../../kernel/system.ts'
import type { Terminal } from '../../kernel/terminal.ts'
import { complain, type Reached, whoRuns, withReports } from '../commands.ts'
import { isLive, listTokens, makeToken, type ReportToken, revokeToken } from './tokens.ts'

export const tokenUsages = [
  'reports token make NAME --days N [--apply] [--json] [--config FILE]',
  'reports token revoke NAME [--apply] [--json] [--config FILE]',
  'reports token list [--json] [--config FILE]',
]

const OPTIONS = {
  days: { type: 'string' },
  apply: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  config: { type: 'string' },
} as const

const NAME = /^[a-z0-9][a-z0-9-]{0,39}$/
const MOST_DAYS = 400
const HOURS = 24

interface Asked {
  readonly verb: 'make' | 'revoke' | 'list'
  readonly name: string
  readonly days: number
  readonly apply: boolean
  readonly json: boolean
  readonly config: string | undefined
}

/** `sallyport reports token make|revoke|list`. */
export async function runTokens(argv: readonly string[], terminal: Terminal): Promise<number> {
  const read = readArguments(argv)
  if (!read.ok)
    return complain(terminal, [read.refusal, ...tokenUsages.map((usage) => `usage: sallyport ${usage}`)])
  const asked = read.value
  const run = { make, revoke, list }[asked.verb]
  return withReports(asked.config, terminal, (reached) => run(reached, asked, terminal))
}

/** Exit 1: it would make one. Its words go to stdout, and nowhere else: it is never shown again. */
async function make(reached: Reached, { name, days, apply, json }: Asked, terminal: Terminal) {
  const { database, epoch, at } = reached
  const expiresAt = at.add({ hours: days * HOURS })
  if (await liveToken(reached, name))
    return complain(terminal, [`${name}: there is a token of that name; revoke it first`])
  if (!apply) {
    if (json) terminal.print(JSON.stringify({ outcome: 'would-make', name, expiresAt }, null, 2))
    else terminal.print(`Would make ${name}, until ${expiresAt.round('second')}. --apply does it.`)
    return 1
  }
  const token = await database.write({ as: 'operations' }, (tx) =>
    makeToken(tx, { epoch, randomness: systemRandomness }, { name, at, expiresAt, by: whoRuns() }),
  )
  if (token === undefined) return complain(terminal, [`${name}: somebody made it at this moment`])
  if (json) terminal.print(JSON.stringify({ outcome: 'made', name, expiresAt, token }, null, 2))
  else {
    terminal.complain(`${name}, until ${expiresAt.round('second')}. It is shown this once:`)
    terminal.print(token)
  }
  return 0
}

async function revoke(reached: Reached, { name, apply, json }: Asked, terminal: Terminal) {
  const { database, epoch, at } = reached
  const live = await liveToken(reached, name)
  if (live === undefined) return complain(terminal, [`${name}: there is no such token, or none any more`])
  const world = { epoch, randomness: systemRandomness }
  const isRevoked =
    apply &&
    (await database.write({ as: 'operations' }, (tx) => revokeToken(tx, world, { name, at, by: whoRuns() })))
  if (apply && !isRevoked) return complain(terminal, [`${name}: somebody revoked it at this moment`])
  const outcome = apply ? 'revoked' : 'would-revoke'
  if (json) terminal.print(JSON.stringify({ outcome, name }, null, 2))
  else terminal.print(apply ? `${name} is revoked.` : `Would revoke ${name}. --apply does it.`)
  return apply ? 0 : 1
}

async function list({ database, at }: Reached, { json }: Asked, terminal: Terminal): Promise<number> {
  const tokens = await database.read({ as: 'operations' }, listTokens)
  const rows = tokens.map((token) => ({ ...token, state: stateOf(token, at) }))
  if (json) terminal.print(JSON.stringify({ tokens: rows }, null, 2))
  else if (rows.length === 0) terminal.print('No token was ever made.')
  else
    for (const { name, state, madeAt, madeBy, expiresAt } of rows)
      terminal.print(
        `${state.padEnd(7)}  ${name}  made ${madeAt.round('second')} by ${madeBy}, until ${expiresAt.round('second')}`,
      )
  return 0
}

function stateOf(token: ReportToken, at: Reached['at']): 'live' | 'revoked' | 'expired' {
  if (isLive(token, at)) return 'live'
  return token.revokedAt === null ? 'expired' : 'revoked'
}

/** An expired one keeps its name until it is revoked. */
async function liveToken({ database }: Reached, name: string): Promise<ReportToken | undefined> {
  const tokens = await database.read({ as: 'operations' }, listTokens)
  return tokens.find((token) => token.name === name && token.revokedAt === null)
}

function readArguments(argv: readonly string[]): Result<Asked, string> {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true })
    const { apply, json, config } = values
    const [verb, name = '', ...others] = positionals
    const days = Number(values.days ?? Number.NaN)
    const given = { name, days, apply, json, config }
    if (verb === 'list' && name === '' && !apply) return done({ verb, ...given })
    if ((verb !== 'make' && verb !== 'revoke') || others.length > 0)
      return refused('wanted is make NAME, revoke NAME, or list')
    if (!NAME.test(name)) return refused('NAME has small letters, digits and hyphens, 40 of them at most')
    if (verb === 'make' && !(Number.isInteger(days) && days >= 1 && days <= MOST_DAYS))
      return refused(`--days is a number, 1 to ${MOST_DAYS}`)
    return done({ verb, ...given })
  } catch (fault) {
    return refused(reasonOf(fault))
  }
}
