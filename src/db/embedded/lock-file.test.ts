import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, it, onTestFinished } from 'vitest'
import { readLockFile } from './lock-file.ts'

/** Writes the file and takes it away, as a server that clears up after a former one does, over and over. */
const SERVER = `
const { rmSync, writeFileSync } = require('node:fs')
const { workerData: path, parentPort } = require('node:worker_threads')
parentPort.postMessage('began')
for (let n = 0; n < 5000; n++) { writeFileSync(path, '7\\n\\n\\n\\n\\n\\n\\nready  \\n'); rmSync(path) }
`

it('a lock file that a server takes away while it is looked for is none', async () => {
  const data = mkdtempSync(join(tmpdir(), 'sallyport-lock-'))
  const server = new Worker(SERVER, { eval: true, workerData: join(data, 'postmaster.pid') })
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  await new Promise((began) => server.once('message', began))
  let running = true
  server.once('exit', () => {
    running = false
  })
  const met = { there: 0, gone: 0 }
  while (running) {
    for (let look = 0; look < 200; look++) met[readLockFile(data) === undefined ? 'gone' : 'there'] += 1
    await new Promise(setImmediate)
  }
  expect(Math.min(met.there, met.gone)).toBeGreaterThan(0)
})
