import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'

/** A card's answer: data, and the two status octets of ISO 7816-4. */
type Answer = readonly [data: Buffer, status: number]

interface Command {
  readonly chained: boolean
  readonly instruction: number
  readonly p1p2: number
  readonly data: Buffer
}

/** What somebody holds: a P-256 key, which never leaves the card, its certificate, and the PIN. */
export interface Holding {
  readonly keyFile: string
  readonly certificate: Buffer
  readonly pin: string
}

const OK = 0x9000
const MORE = 0x6100
const WRONG_PIN = 0x63c0
const NOT_AUTHENTICATED = 0x6982
const BLOCKED = 0x6983
const NO_SUCH_FILE = 0x6a82
const WRONG_PLACE = 0x6a86
const UNKNOWN_INSTRUCTION = 0x6d00
const GET_RESPONSE = 0xc0
const NOTHING: Buffer = Buffer.alloc(0)
/** What a short APDU answers at once; the rest is asked for. */
const AT_ONCE = 256
const TRIES = 3
/** A PIN is filled up to eight octets (SP 800-73-4, 2.4.3). */
const PIN_OCTETS = 8

/** Of a make that OpenSC knows to sign with elliptic curves: of an unknown one it takes RSA alone. */
export const ATR = Buffer.from('3bdb9600801f030031c064b0f3100007900080', 'hex')
const APPLICATION = Buffer.from('a000000308', 'hex')
const APPLICATION_IS = '61114f0600001000010079074f05a000000308'
const DISCOVERY = '7e124f0ba0000003080000100001005f2f024000'
/** The holder's number of SP 800-73-4's own example: nobody's. */
const NUMBER = 'd4e739da739ced39ce739da1685a1082108ce73984119257fc'
const [CARD_AUTHENTICATION, P256] = [0x9a, 0x11]

/**
 * The part of a PIV card (NIST SP 800-73-4) that a logon needs: its certificate is read by anybody, its key signs for the
 * PIN, three wrong PINs close it for good. It speaks as the card would, so everything above is what a terminal has.
 */
export class PivCard {
  readonly #holding: Holding
  readonly #objects: ReadonlyMap<string, Buffer>
  #tries = TRIES
  #proven = false
  #begun = NOTHING
  #rest = NOTHING

  constructor(holding: Holding) {
    this.#holding = holding
    this.#objects = objectsOf(holding.certificate)
  }

  /** Power gone, or the card reset: who wants a signature types the PIN again. Wrong tries stay counted. */
  reset(): void {
    this.#proven = false
    this.#begun = NOTHING
    this.#rest = NOTHING
  }

  answer(apdu: Buffer): Buffer {
    const command = read(apdu)
    const goesOn = command.instruction === GET_RESPONSE
    const [data, status] = goesOn ? [this.#rest, OK] : this.#act(command)
    const now = (goesOn && apdu.at(-1)) || AT_ONCE
    this.#rest = data.subarray(now)
    // How much more there is; 00 for all that one answer can hold, or above.
    const end = this.#rest.length > 0 ? MORE + (this.#rest.length < AT_ONCE ? this.#rest.length : 0) : status
    return Buffer.concat([data.subarray(0, now), Buffer.from([end >> 8, end & 0xff])])
  }

  /** Data too long for one command comes in several, each but the last marked so. */
  #act(command: Command): Answer {
    const data = Buffer.concat([this.#begun, command.data])
    this.#begun = command.chained ? data : NOTHING
    if (command.chained) return [NOTHING, OK]
    const deed = this.#deeds[command.instruction]
    return deed?.({ ...command, data }) ?? [NOTHING, UNKNOWN_INSTRUCTION]
  }

  readonly #deeds: Readonly<Record<number, (command: Command) => Answer>> = {
    [0xa4]: ({ data }) => select(data),
    [0xcb]: ({ data }) => this.#get(data),
    [0x20]: (command) => this.#verify(command),
    [0x87]: (command) => this.#sign(command),
  }

  #get(data: Buffer): Answer {
    const found = this.#objects.get(data.subarray(2).toString('hex'))
    return found === undefined ? [NOTHING, NO_SUCH_FILE] : [found, OK]
  }

  #verify({ p1p2, data }: Command): Answer {
    if (p1p2 === 0xff80) this.#proven = false
    else if (this.#tries === 0) return [NOTHING, BLOCKED]
    else if (data.length > 0) this.#proven = this.#isPin(data)
    return [NOTHING, this.#proven || p1p2 === 0xff80 ? OK : WRONG_PIN + this.#tries]
  }

  #isPin(typed: Buffer): boolean {
    const filled = Buffer.alloc(PIN_OCTETS, 0xff)
    filled.write(this.#holding.pin, 'ascii')
    const right = typed.equals(filled)
    this.#tries = right ? TRIES : this.#tries - 1
    return right
  }

  #sign({ p1p2, data }: Command): Answer {
    if (p1p2 !== ((P256 << 8) | CARD_AUTHENTICATION)) return [NOTHING, WRONG_PLACE]
    if (!this.#proven) return [NOTHING, NOT_AUTHENTICATED]
    // 7C { 82: the answer that is wanted, 81: the digest to sign }
    const digest = data.subarray(data.indexOf(Buffer.from([0x81])) + 2)
    const signing = ['pkeyutl', '-sign', '-inkey', this.#holding.keyFile]
    return [tlv('7c', tlv('82', execFileSync('openssl', signing, { input: digest }))), OK]
  }
}

function select(name: Buffer): Answer {
  const ours = name.subarray(0, APPLICATION.length).equals(APPLICATION)
  return ours ? [Buffer.from(APPLICATION_IS, 'hex'), OK] : [NOTHING, NO_SUCH_FILE]
}

/** SP 800-73-4 part 1, appendix A: what may be read, by its tag. */
function objectsOf(certificate: Buffer): ReadonlyMap<string, Buffer> {
  const holder = [
    tlv('30', Buffer.from(NUMBER, 'hex')),
    // No two cards have the same.
    tlv(
      '34',
      Buffer.from(new X509Certificate(certificate).fingerprint256.replaceAll(':', ''), 'hex').subarray(0, 16),
    ),
    tlv('35', Buffer.from('20301231')),
    tlv('3e', NOTHING),
    tlv('fe', NOTHING),
  ]
  return new Map([
    ['7e', Buffer.from(DISCOVERY, 'hex')],
    ['5fc102', tlv('53', ...holder)],
    ['5fc105', tlv('53', tlv('70', certificate), tlv('71', Buffer.from([0])), tlv('fe', NOTHING))],
  ])
}

/** Tag, length, value (BER). */
function tlv(tag: string, ...parts: readonly Buffer[]): Buffer {
  const value = Buffer.concat(parts)
  const length = value.length < 0x80 ? [value.length] : [0x82, value.length >> 8, value.length & 0xff]
  return Buffer.concat([Buffer.from(tag, 'hex'), Buffer.from(length), value])
}

/** ISO 7816-4, 5.1: a command with a short length, or with an extended one. */
function read(apdu: Buffer): Command {
  const [category = 0, instruction = 0] = apdu
  const extended = apdu[4] === 0 && apdu.length > 7
  const [from, length] = extended ? [7, apdu.readUInt16BE(5)] : [5, apdu.length > 5 ? (apdu[4] ?? 0) : 0]
  return {
    chained: (category & 0x10) !== 0,
    instruction,
    p1p2: apdu.readUInt16BE(2),
    data: apdu.subarray(from, from + length),
  }
}
