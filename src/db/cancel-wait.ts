import { connect } from 'node:net'
import type pg from 'pg'

/** What of pg's client is used and not in its types. */
interface Known {
  readonly host: string
  readonly port: number
  readonly processID: number
  readonly secretKey: number
}

/** PostgreSQL's CancelRequest: 1234 and 5678 where a protocol's version would stand. */
const CANCEL_REQUEST = 80877102
const BYTES = 16
const PATIENCE_MILLISECONDS = 1_000

/**
 * Asks the server to give up what this client waits for there. It is the only way out of a COMMIT that waits for its standby:
 * no time limit of the server's ends that, and hanging up leaves the backend behind, until none is left. A connection of its
 * own, without login or TLS, as libpq had it before 17. Where nothing waits any more it does nothing.
 */
export function cancelWait(client: pg.ClientBase): void {
  const { host, port, processID, secretKey } = client as unknown as Known
  const request = Buffer.alloc(BYTES)
  request.writeInt32BE(BYTES, 0)
  request.writeInt32BE(CANCEL_REQUEST, 4)
  request.writeInt32BE(processID, 8)
  request.writeInt32BE(secretKey, 12)
  const socket = connect(port, host, () => socket.end(request))
  socket.setTimeout(PATIENCE_MILLISECONDS, () => socket.destroy())
  socket.on('error', () => socket.destroy())
}
