import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { readConfig } from '../config/read-config.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { Terminal } from '../kernel/terminal.ts'
import { type OpenNode, openNode } from './open-node.ts'
import { prepareServing } from './prepare-serving.ts'

export const serveUsage = 'serve [--config FILE]'

/** `sallyport serve`: one node of one site, until it is told to end. Nothing is opened before everything is checked. */
export async function runServe(argv: readonly string[], terminal: Terminal): Promise<number> {
  const file = readArguments(argv)
  if (!file.ok) return complain(terminal, [file.refusal, `usage: sallyport ${serveUsage}`])
  const config = readConfig(process.env, file.value)
  if (!config.ok) return complain(terminal, config.refusal)
  const prepared = await prepareServing(config.value)
  if (!prepared.ok) return complain(terminal, prepared.refusal)
  const toldToEnd = terminal.interrupted()
  const node = await openNode(config.value, prepared.value)
  if (!node.ok) return complain(terminal, [node.refusal])
  await toldToEnd
  return endNode(node.value, config.value.drainSeconds, terminal)
}

function complain(terminal: Terminal, faults: readonly string[]): 2 {
  for (const fault of faults) terminal.complain(fault)
  return 2
}

/** The settings file, if one is named. */
function readArguments(argv: readonly string[]): Result<string | undefined, string> {
  try {
    return done(parseArgs({ args: [...argv], options: { config: { type: 'string' } } }).values.config)
  } catch (fault) {
    return refused(reasonOf(fault))
  }
}

/** For what is under way once no new connection is taken: requests, then mails on their way. */
const FINISHING_SECONDS = 30

type Cut = 'told again' | 'it took too long'

/**
 * First not ready, yet serving, so that whoever sends people here notices; then no new connections, and what is under way
 * is finished. Told again, or after too long, it ends as it stands: nothing that anybody was told is lost (ADR 4).
 */
async function endNode(node: OpenNode, drainSeconds: number, terminal: Terminal): Promise<0 | 1> {
  const told = terminal.interrupted().then((): Cut => 'told again')
  node.log.info({ seconds: drainSeconds }, 'draining: not ready any more, still serving')
  node.drain()
  const cut = (await within(drainSeconds, told)) ?? (await finish(node, told))
  if (cut === null) {
    node.log.info('ended')
    return 0
  }
  node.log.warn({ because: cut }, 'ended with work unfinished')
  return 1
}

async function within(seconds: number, told: Promise<Cut>): Promise<Cut | undefined> {
  return Promise.race([told, pause(seconds * 1000, undefined)])
}

async function finish(node: OpenNode, told: Promise<Cut>): Promise<Cut | null> {
  node.log.info('ending: requests under way are finished, no new ones taken')
  const late = pause(FINISHING_SECONDS * 1000, 'it took too long' as const)
  return Promise.race([node.end().then(() => null), told, late])
}
