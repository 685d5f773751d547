import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SiteId } from '../kernel/ids.ts'
import { giveWord, wordGiven } from './give-word.ts'
import { askShape } from './message-shapes.ts'
import { judgeAsk } from './rules/judge-ask.ts'
import { isSigned, type Message, SIGNATURE, signMessage, type WitnessKey } from './sign-message.ts'

export interface WitnessSettings {
  readonly host: string
  readonly port: number
  /** Of the words it gave. */
  readonly words: string
  readonly keys: Readonly<Record<SiteId, WitnessKey>>
  /** Told of each word it gave or denied, for its log. */
  readonly tell: (says: string) => void
}

export interface ListeningWitness {
  readonly port: number
  stop(): Promise<void>
}

const MOST_BYTES = 1024
/** Milliseconds: an ask is a few hundred bytes. */
const PATIENCE = 5_000

/** Answers what is signed by one of the two sites; all else is 403, whatever it was. */
export async function listenWitness(settings: WitnessSettings): Promise<ListeningWitness> {
  const server = createServer({ requestTimeout: PATIENCE, headersTimeout: PATIENCE }, (request, response) => {
    answer(settings, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  server.maxConnections = 100
  server.listen(settings.port, settings.host)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function answer(settings: WitnessSettings, request: IncomingMessage, response: ServerResponse) {
  const body = await bodyOf(request)
  const signed = body === undefined ? undefined : signedBy(settings, request, body)
  const said = body === undefined || signed === undefined ? undefined : sayTo(settings, signed.site, body)
  if (signed === undefined || said === undefined) {
    response.writeHead(403, { connection: 'close' }).end()
    return
  }
  const mac = signMessage(settings.keys[signed.site], { what: 'answer', ...signed, body: said })
  response.writeHead(200, { 'content-type': 'application/json', [SIGNATURE.mac]: mac }).end(said)
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request) {
    bytes += part.length
    if (bytes > MOST_BYTES) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function signedBy(
  { keys }: WitnessSettings,
  { headers }: IncomingMessage,
  body: string,
): Pick<Message, 'site' | 'nonce'> | undefined {
  const [site, nonce, mac] = [SIGNATURE.site, SIGNATURE.nonce, SIGNATURE.mac].map((name) => headers[name])
  if ((site !== 'primary' && site !== 'secondary') || typeof nonce !== 'string' || typeof mac !== 'string')
    return undefined
  return isSigned(keys[site], { what: 'ask', site, nonce, body }, mac) ? { site, nonce } : undefined
}

/** In one go: no other ask comes between. Undefined where it is none. */
function sayTo({ words, tell }: WitnessSettings, site: SiteId, body: string): string | undefined {
  const { success, data } = askShape.safeParse(JSON.parse(body))
  if (!success) return undefined
  const { want, spell, mode } = data
  if (want === 'look') return JSON.stringify({ given: wordGiven(words, spell) ?? 'nobody' })
  const word = judgeAsk({ site, spell, mode }, (asked, to) => giveWord(words, asked, to))
  tell(`the ${site} site asked to go on alone in spell ${spell}, ${mode}: ${word}`)
  return JSON.stringify({ word })
}
