import type { BinariesChoice } from '../../../src/db/embedded/find-binaries.ts'
import { placeOf, startCluster } from '../../../src/db/embedded/start-cluster.ts'

/** A command for a host of its own: starts the database server that lies in a folder, as whatever its files make it, and ends. */
const [folder = '', port = '', binaries = ''] = process.argv.slice(2)
const wanted = { folder, binaries: binaries as BinariesChoice, port: Number(port), tied: false }
await startCluster(await placeOf(wanted), wanted)
