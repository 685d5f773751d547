import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Answers as an operations port does at `/ready`, and whatever else is asked, with the status that `said` holds. */
export async function readinessPort() {
  const said = { readiness: 200 }
  const operations = createServer((_, response) => response.writeHead(said.readiness).end())
  await once(operations.listen(0, '127.0.0.1'), 'listening')
  return {
    ...{ said, port: (operations.address() as AddressInfo).port },
    stop: () => {
      operations.close()
      operations.closeAllConnections()
    },
  }
}
