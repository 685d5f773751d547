import { placeOf, startCluster } from '../../../src/db/embedded/start-cluster.ts'

/** A command for a host of its own: starts the database server that lies in a folder, as whatever its files make it, and ends. */
const [folder = '', port = ''] = process.argv.slice(2)
const wanted = { folder, binaries: 'machine', port: Number(port), tied: false } as const
await startCluster(await placeOf(wanted), wanted)
