/**
 * A virtual PIV card in the reader of vsmartcard-vpcd, which listens at the port that is named: made from a P-256 key and its
 * certificate, its PIN in CARD_PIN. A line on standard input pulls the card, another one puts it in again; with the end of
 * the input the reader is left empty. `put-in-reader.sh` starts it.
 */
import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { ATR, PivCard } from './piv-card.ts'

const [name = '', keyFile = '', certificateFile = '', port = ''] = process.argv.slice(2)
const card = new PivCard({
  keyFile,
  certificate: readFileSync(certificateFile),
  pin: process.env['CARD_PIN'] ?? '',
})

/** What the reader sends alone, in one octet; all else is for the card. */
const [POWER_OFF, RESET, GET_ATR] = [0, 2, 4]
/** Between two tries while the reader does not listen yet: it is started at the same moment. */
const RETRY_MS = 100

const say = (what: string) => process.stdout.write(`${what}\n`)

/** A card in the reader is a connection, on which each message has its length before it, in two octets. */
async function serve(reader: Socket): Promise<void> {
  let heard = Buffer.alloc(0)
  for await (const part of reader) {
    heard = Buffer.concat([heard, part])
    for (let end = endOf(heard); end <= heard.length; end = endOf(heard)) {
      const told = answer(heard.subarray(2, end))
      heard = heard.subarray(end)
      if (told) reader.write(Buffer.concat([Buffer.from([told.length >> 8, told.length & 0xff]), told]))
    }
  }
}

const endOf = (heard: Buffer) => (heard.length < 2 ? Number.POSITIVE_INFINITY : 2 + heard.readUInt16BE())

function answer(message: Buffer): Buffer | undefined {
  if (message.length > 1) return card.answer(message)
  if (message[0] === POWER_OFF || message[0] === RESET) card.reset()
  return message[0] === GET_ATR ? ATR : undefined
}

async function reachReader(): Promise<Socket> {
  for (;;) {
    const socket = connect(Number(port), '127.0.0.1')
    const reached = await new Promise<boolean>((settle) => {
      socket.once('connect', () => settle(true)).once('error', () => settle(false))
    })
    if (reached) return socket
    await setTimeout(RETRY_MS)
  }
}

async function insert(): Promise<Socket> {
  const reader = await reachReader()
  // The reader's first words: it has noticed the card.
  reader.once('data', () => say(`${name} is in the reader.`))
  serve(reader).catch(() => undefined)
  return reader
}

let reader: Socket | undefined = await insert()
for await (const _ of createInterface({ input: process.stdin })) {
  if (reader) {
    reader.destroy()
    card.reset()
    reader = undefined
    say(`${name} is out.`)
  } else reader = await insert()
}
reader?.destroy()
