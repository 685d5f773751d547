#!/usr/bin/env node
// Starts Sallyport on the Node it was made for. Any Node from 20 on can run this file; when it is not the pinned one,
// it hands over to the one that npm installed beside the program.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const main = join(root, 'dist', 'main.js')
const pinned = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
const major = Number(process.versions.node.split('.')[0])

if (!existsSync(main)) {
  process.stderr.write('sallyport is not built yet. Run: npm ci && npm run build\n')
  process.exit(2)
} else if (major >= 26) {
  const { start } = await import(main)
  await start(process.argv.slice(2))
} else if (existsSync(pinned)) {
  const child = spawn(pinned, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1))
} else {
  process.stderr.write(
    `sallyport needs Node 26 (this is ${process.version}), and none came with npm ci for ${process.platform}-${process.arch}.\n` +
      'Install Node 26 from nodejs.org and run this again.\n',
  )
  process.exit(2)
}
