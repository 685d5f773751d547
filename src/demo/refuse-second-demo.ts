import { existsSync, realpathSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { awaitFormerServer } from '../db/embedded/await-former-server.ts'
import { endLeftovers } from '../db/embedded/end-leftovers.ts'
import type { DemoSettings } from './settings.ts'

/**
 * Before anything of a running demo is touched: a second one on its ports or in its folder is refused. Servers that commands
 * started there and nobody ended are ended.
 */
export async function refuseSecondDemo({
  folder,
  ports,
}: Pick<DemoSettings, 'folder' | 'ports'>): Promise<void> {
  for (const port of Object.values(ports)) {
    if (!(await isFree(port))) throw new Error(`port ${port} is in use: is another demo running?`)
  }
  await endLeftovers(folder)
  const cluster = join(folder, 'primary', 'cluster', 'data')
  if (existsSync(cluster)) await awaitFormerServer(realpathSync(cluster))
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
