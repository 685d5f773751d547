import { createServer } from 'node:net'

/** Below those that systems lend to connections on their way out (32768 and up on Linux): none of these comes in between. */
const PORTS = { from: 20_000, count: 12_000 }
/** Processes begin far from each other, and each goes on from where it was. */
const APART = 37
let turn = (process.pid * APART) % PORTS.count

/** A port of this machine for whoever is told of a server's address before the server is there. Not given twice by one process. */
export async function findFreePort(): Promise<number> {
  for (let tried = 0; tried < PORTS.count; tried++) {
    turn = (turn + 1) % PORTS.count
    const port = PORTS.from + turn
    if (await isFree(port)) return port
  }
  throw new Error('no port of this machine is free')
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer().on('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
