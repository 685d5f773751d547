import { connect, type Socket } from 'node:net'

export interface Hammered {
  readonly rate: number
  readonly answers: number
}

/**
 * Sends one request over and over on each of so many connections, as fast as answers come. A client of Node's own costs
 * more than the server it asks; so the request is written as bytes, and an answer is known by the length of the first.
 */
export async function hammer(
  port: number,
  request: string,
  {
    connections,
    milliseconds,
    begins,
  }: { readonly connections: number; readonly milliseconds: number; readonly begins: string },
): Promise<Hammered> {
  const began = performance.now()
  const counts = await Promise.all(
    Array.from({ length: connections }, () =>
      oneConnection(port, request, begins, () => performance.now() - began < milliseconds),
    ),
  )
  const answers = counts.reduce((sum, count) => sum + count, 0)
  return { rate: (answers * 1000) / (performance.now() - began), answers }
}

function oneConnection(
  port: number,
  request: string,
  begins: string,
  goesOn: () => boolean,
): Promise<number> {
  const bytes = Buffer.from(request)
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let [answers, length, received] = [0, 0, 0]
  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    socket.on('connect', () => socket.write(bytes))
    socket.on('data', (chunk) => {
      if (received === 0 && chunk.toString('latin1', 0, begins.length) !== begins)
        return void socket.destroy(new Error(`answered ${chunk.toString('latin1', 0, 40)}`))
      // The first answer comes in one piece: it is shorter than a packet, and nothing else is under way.
      if (length === 0) length = chunk.length
      received += chunk.length
      if (received < length) return
      received = 0
      answers += 1
      if (goesOn()) socket.write(bytes)
      else socket.end(() => resolve(answers))
    })
  })
}
