import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { findFreePort } from './find-free-port.ts'

it('finds ports that are free, no two alike, and none that a connection on its way out may be lent', async () => {
  const ports = await Array.fromAsync({ length: 20 }, findFreePort)
  expect(new Set(ports).size).toBe(20)
  for (const port of ports) {
    expect([port, port >= 20_000 && port < 32_768]).toEqual([port, true])
    const server = createServer().listen(port, '127.0.0.1')
    await once(server, 'listening')
    server.close()
  }
})
