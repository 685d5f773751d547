#!/usr/bin/env node
// Starts Sallyport on the Node it was made for. Any Node from 20 on can run this file; when it is not the pinned one,
// it hands over to the one that npm installed beside the program.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const main = join(root, 'dist', 'main.js')
const pinned = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
const major = Number(process.versions.node.split('.')[0])
const file = fileURLToPath(import.meta.url)
const argv = process.argv.slice(2)
// With more room for what is young, V8 collects less often and copies less of what waits for a hash (adr/0019).
const flags =
  argv[0] === 'serve' ? JSON.parse(readFileSync(join(root, 'bin', 'node-flags.json'), 'utf8')) : []

if (!existsSync(main)) {
  process.stderr.write('sallyport is not built yet. Run: npm ci && npm run build\n')
  process.exit(2)
} else if (major >= 26) {
  // The same process once more, with the flags that only a start can give; Windows has no such call and goes on without.
  if (flags.some((flag) => !process.execArgv.includes(flag)) && process.platform !== 'win32')
    process.execve(
      process.execPath,
      [process.execPath, ...process.execArgv, ...flags, file, ...argv],
      process.env,
    )
  // A stack trace names the file one edits, not the bundle.
  process.setSourceMapsEnabled(true)
  const { start } = await import(main)
  await start(argv)
} else if (existsSync(pinned)) {
  const child = spawn(pinned, [...flags, file, ...argv], {
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
