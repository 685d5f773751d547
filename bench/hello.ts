import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'

/** The least that the framework can be asked for: one route, one word. */
const app = new Hono()
app.get('/hello', (c) => c.text('hello'))
const server = createServer({ keepAliveTimeout: 60_000 }, getRequestListener(app.fetch))
server.listen(0, '127.0.0.1', () =>
  process.send?.({ port: (server.address() as AddressInfo).port, pid: process.pid }),
)
process.on('disconnect', () => process.exit(0))
