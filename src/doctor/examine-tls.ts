import { createPrivateKey, X509Certificate } from 'node:crypto'
import type { Instant } from '../kernel/instant.ts'
import { type Finding, fail, ok, warn } from './finding.ts'
import type { LookedAt } from './look-at.ts'

/** Can it be served at all? */
export function examineTlsKey({ config }: LookedAt): readonly Finding[] {
  const certificate = read(() => new X509Certificate(config.tls.cert))
  const privateKey = read(() => createPrivateKey(config.tls.key))
  if (certificate && privateKey) {
    return certificate.checkPrivateKey(privateKey)
      ? [ok('the key is that of the certificate')]
      : [fail("SALLYPORT_TLS_KEY_FILE is not the key of SALLYPORT_TLS_CERT_FILE's first certificate")]
  }
  return [
    ...(privateKey ? [] : [fail('SALLYPORT_TLS_KEY_FILE holds no private key (PEM, without a passphrase)')]),
    ...(certificate ? [] : [fail('SALLYPORT_TLS_CERT_FILE holds no certificate (PEM)')]),
  ]
}

/** Would a browser take it: its name, its days, its chain. */
export function examineCertificate({ config, clock }: LookedAt): readonly Finding[] {
  const chain = certificatesIn(config.tls.cert)
  const [leaf] = chain
  if (leaf === undefined) return [fail('there is none to look at')]
  const origins = [config.publicOrigin, ...(config.cards ? [config.cards.origin] : [])]
  return [
    ...new Set(origins.map((origin) => new URL(origin).hostname))
      .values()
      .map((host) => nameFinding(leaf, host)),
    ...chain.map((each) => daysFinding(each, clock.now())),
    chainFinding(chain),
  ]
}

/** OpenSSL's own words ("no start line") help nobody. */
function read<T>(pem: () => T): T | undefined {
  try {
    return pem()
  } catch {
    return undefined
  }
}

const BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g

export function certificatesIn(pem: string): readonly X509Certificate[] {
  return (pem.match(BLOCK) ?? []).flatMap((block) => read(() => new X509Certificate(block)) ?? [])
}

function nameFinding(leaf: X509Certificate, host: string): Finding {
  return leaf.checkHost(host, { subject: 'never' }) === undefined
    ? fail(
        `it is not for ${host}, but for ${leaf.subjectAltName ?? 'no name'}`,
        'Get one for the name people type.',
      )
    : ok(`it is for ${host}`)
}

/** Renewing takes people; a month is what they need. */
const WARN_DAYS = 30

function daysFinding(certificate: X509Certificate, at: Instant): Finding {
  const whose = certificate.subject.replaceAll('\n', ', ')
  const from = certificate.validFromDate.toTemporalInstant()
  const days = Math.floor(at.until(certificate.validToDate.toTemporalInstant()).total('hours') / 24)
  if (Temporal.Instant.compare(at, from) < 0) return fail(`${whose}: not valid yet, but from ${from}`)
  if (days < 0) return fail(`${whose}: expired`, 'Renew it, and restart the nodes one after the other.')
  if (days < WARN_DAYS) return warn(`${whose}: expires in ${days} days`, 'Renew it.')
  return ok(`${whose}: good for ${days} days`)
}

function chainFinding(chain: readonly X509Certificate[]): Finding {
  const broken = chain.findIndex((each, at) => {
    const next = chain[at + 1]
    return next !== undefined && !(each.checkIssued(next) && each.verify(next.publicKey))
  })
  if (broken >= 0)
    return fail(
      `certificate ${broken + 1} of the file is not issued by the one after it`,
      'Put them in order: its own, then each issuer.',
    )
  const last = chain.at(-1)
  if (chain.length === 1 && last?.checkIssued(last) === true)
    return warn('it is signed by itself', 'Get one from an authority that browsers believe.')
  return chain.length === 1
    ? warn('the file holds no issuer', 'Add the intermediate certificates, unless the issuer is a root.')
    : ok(`a chain of ${chain.length}`)
}
