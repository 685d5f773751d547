import { folderControl } from '../../src/sites/servers/folder-control.ts'
import type { SiteServers } from '../../src/sites/servers/site-servers.ts'

/** A command for tests to kill: copies a site's standby into a branch, says where that is, and ends. */
const [servers = '', branch = ''] = process.argv.slice(2)
const copied = await folderControl(JSON.parse(servers) as SiteServers).copyStandby(Number(branch))
process.stdout.write(`${JSON.stringify(copied)}\n`)
