import type { BinariesChoice } from '../../src/db/embedded/find-binaries.ts'
import { startEmbedded } from '../../src/db/embedded/start-embedded.ts'
import { systemRandomness } from '../../src/kernel/system.ts'

/** A program for tests to kill: starts the embedded server in a folder, says where it is, and lives on. */
const [folder = '', binaries = 'npm'] = process.argv.slice(2)
const { pid, ownerUrl } = await startEmbedded({
  folder,
  binaries: binaries as BinariesChoice,
  randomness: systemRandomness,
})
process.stdout.write(`${JSON.stringify({ pid, ownerUrl, user: process.getuid?.() })}\n`)
