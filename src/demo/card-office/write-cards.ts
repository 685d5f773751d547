import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { Randomness } from '../../kernel/randomness.ts'
import type { Authority, CardOffice, SampleCard } from './open-card-office.ts'
import { writeP12 } from './write-p12.ts'

/** A card as somebody finds it: the file that stands for it, and the PIN that opens it. */
export interface CardFile {
  readonly card: SampleCard
  readonly p12: string
  readonly pin: string
}

/** The authorities as PEM and the file that names them, with the office's addresses for lists and answers. */
export function writeTrust(folder: string, { root, issuing }: CardOffice, officeUrl: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const name = ({ id }: Authority) => `${id}.pem`
  for (const authority of [root, ...issuing]) {
    writeFileSync(join(folder, name(authority)), pem(authority.certificate))
  }
  const file = join(folder, 'trust.yaml')
  writeFileSync(
    file,
    stringify({
      anchors: [{ certificate: name(root) }],
      intermediates: issuing.map(name),
      lists: [root, ...issuing].map(({ id }) => `${officeUrl}/${id}.crl`),
      responders: issuing.map((one) => ({ authority: name(one), url: `${officeUrl}/${one.id}.ocsp` })),
      whenUnreachable: 'refuse',
    }),
  )
  return file
}

/** `HOLDER.p12`, and its PIN of eight digits in `HOLDER.pin`. */
export async function writeCard(folder: string, card: SampleCard, randomness: Randomness): Promise<CardFile> {
  const pin = String(randomness.integer(10 ** 8)).padStart(8, '0')
  const p12 = join(folder, `${card.holder}.p12`)
  writeFileSync(p12, writeP12(card, pin), { mode: 0o600 })
  writeFileSync(join(folder, `${card.holder}.pin`), `${pin}\n`, { mode: 0o600 })
  return { card, p12, pin }
}

function pem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
