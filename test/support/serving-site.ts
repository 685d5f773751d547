import { rmSync } from 'node:fs'
import { inject } from 'vitest'
import type { EmbeddedPostgres } from '../../src/db/embedded/start-cluster.ts'
import type { SealingKey } from '../../src/sealing/keys.ts'
import { copyCluster } from './postgres-for-tests.ts'
import { scratchFolder } from './scratch-folder.ts'
import { HASHING_CHEAPLY, overTheNetwork, type ServingNode, startServing } from './serving-node.ts'
import { surroundings } from './site-surroundings.ts'
import { start } from './start-postgres.ts'
import { TerminalBrowser } from './terminal-browser.ts'

/** What nodes of production find around them: a durable PostgreSQL, a mail server, a certificate, keys, settings. */
export interface ServingSite {
  readonly sealingKey: SealingKey
  readonly urls: Readonly<Record<'ownerUrl' | 'superuserUrl' | 'readerUrl', string>>
  /** What is in the settings file, by name. */
  readonly settings: Readonly<Record<string, string>>
  readonly settingsFile: string
  readonly folder: string
  /** The server as it was started last. */
  postgres(): EmbeddedPostgres
  /** Writes a file into the site's folder and returns its path. */
  file(name: string, text: string): string
  /** Starts a node by the settings file; `over` wins over it, and over HASHING_CHEAPLY. `root`: of another program than this one. */
  startNode(over?: Readonly<Record<string, string>>, root?: string): Promise<ServingNode>
  /** A browser that reaches the node started last: it stays in use when one is killed and another takes its place. */
  browser(): TerminalBrowser
  /** From now on those browsers reach this node, as when the network is pointed elsewhere. */
  pointTo(node: ServingNode): void
  killPostgres(): Promise<void>
  /** In order, as a machine is shut down. */
  stopPostgres(): Promise<void>
  restartPostgres(): Promise<void>
  /** How many mails have come to an address. */
  mailsTo(address: string): number
  /** The newest code mailed to an address, once more than `after` mails have come; undefined where none does soon. */
  codeMailedTo(address: string, after: number): Promise<string | undefined>
  stop(): Promise<void>
}

/** A site with an empty directory. Its programme's launch lies in the past: the OTP doors are open. */
export async function servingSite(): Promise<ServingSite> {
  const folder = scratchFolder('site')
  copyCluster(inject('cluster'), folder)
  let postgres = await start(folder)
  const { ownerUrl, superuserUrl, readerUrl, port } = postgres
  const around = await surroundings(folder, ownerUrl)
  const { agent, letterBox, receiver, settingsFile } = around
  const nodes: ServingNode[] = []
  let reached: ServingNode | undefined
  return {
    ...around,
    urls: { ownerUrl, superuserUrl, readerUrl },
    postgres: () => postgres,
    startNode: async (over = {}, root) => {
      const node = await startServing(
        ['--config', settingsFile],
        { ...HASHING_CHEAPLY, ...over },
        agent,
        root,
      )
      nodes.push(node)
      reached = node
      return node
    },
    pointTo: (node) => {
      reached = node
    },
    browser: () => new TerminalBrowser(overTheNetwork(() => reached?.port ?? 0, agent)),
    killPostgres: () => {
      process.kill(postgres.pid, 'SIGKILL')
      return postgres.ended
    },
    stopPostgres: () => postgres.stop(),
    restartPostgres: async () => {
      postgres = await start(folder, { port })
    },
    mailsTo: (address) => letterBox.to(address).length,
    codeMailedTo: (address, after) => letterBox.codeTo(address, after),
    stop: async () => {
      await Promise.all(nodes.map((node) => node.kill()))
      agent.destroy()
      await receiver.stop()
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true, maxRetries: 20 })
    },
  }
}
