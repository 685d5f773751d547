import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PemConverter } from '@peculiar/x509'
import { stringify } from 'yaml'
import type { CardOffice } from './open-card-office.ts'

/** The file that says which cards are trusted, beside the certificates it names: `serve` and the demo read it alike. */
export function writeTrust(folder: string, { root, issuing }: CardOffice, officeUrl: string): string {
  mkdirSync(folder, { recursive: true })
  const authorities = [root, ...issuing]
  for (const { id, certificate } of authorities)
    writeFileSync(join(folder, `${id}.pem`), PemConverter.encode(certificate, 'CERTIFICATE'))
  const file = join(folder, 'trust.yaml')
  const trust = {
    anchors: [{ certificate: `${root.id}.pem` }],
    intermediates: issuing.map(({ id }) => `${id}.pem`),
    lists: authorities.map(({ id }) => `${officeUrl}/${id}.crl`),
    responders: issuing.map(({ id }) => ({ authority: `${id}.pem`, url: `${officeUrl}/${id}.ocsp` })),
  }
  writeFileSync(file, stringify(trust))
  return file
}
