import type { Certificate } from '../reading/certificate.ts'
import type { NameConstraints } from '../reading/extensions.ts'
import type { GeneralName } from '../reading/names.ts'
import type { Path } from './find-paths.ts'
import type { CardRefusal } from './refusals.ts'

/**
 * RFC 5280 §6.1.3 (b), (c): what an authority may name, all below it must keep. The anchor's own constraints are kept
 * too. A constraint of a kind we don't compare is `not-understood`, whether or not such a name occurs.
 */
export function checkNames({ anchor, below }: Path): CardRefusal | undefined {
  const inForce: NameConstraints[] = []
  const chain = [anchor.certificate, ...below]
  for (const [at, certificate] of chain.entries()) {
    const isCard = at === chain.length - 1
    const selfIssued = certificate.subject.key === certificate.issuer.key
    if (!selfIssued || isCard) {
      const names = namesOf(certificate)
      if (!inForce.every((constraints) => keeps(names, constraints))) return 'name-not-permitted'
    }
    const { nameConstraints } = certificate.extensions
    if (nameConstraints === undefined) continue
    const { permitted, excluded } = nameConstraints
    if ([...permitted, ...excluded].some(({ kind }) => kind === 'other')) return 'not-understood'
    inForce.push(nameConstraints)
  }
  return undefined
}

/** The subject, the alternative names, and an address in the subject where no alternative name is one. */
function namesOf({ subject, extensions: { alternativeNames = [] } }: Certificate): readonly GeneralName[] {
  const directory: GeneralName[] = subject.parts.length === 0 ? [] : [{ kind: 'directory', value: subject }]
  const emails: GeneralName[] = subject.emails.map((value) => ({ kind: 'email', value }))
  return [...directory, ...emails, ...alternativeNames]
}

function keeps(names: readonly GeneralName[], { permitted, excluded }: NameConstraints): boolean {
  return names.every((name) => {
    const ofKind = permitted.filter(({ kind }) => kind === name.kind)
    return (
      (ofKind.length === 0 || ofKind.some((base) => isWithin(name, base))) &&
      !excluded.some((base) => isWithin(name, base)) &&
      !(unjudged(name) && [...permitted, ...excluded].some(({ kind }) => kind === name.kind))
    )
  })
}

/** §4.2.1.10: where addresses of the web are constrained, one without a host is refused. */
function unjudged(name: GeneralName): boolean {
  return name.kind === 'uri' && hostOf(name.value) === ''
}

function isWithin(name: GeneralName, base: GeneralName): boolean {
  switch (base.kind) {
    case 'directory':
      return name.kind === 'directory' && base.value.parts.every((part, at) => name.value.parts[at] === part)
    case 'dns':
      return name.kind === 'dns' && isBelow(name.value, base.value)
    case 'email':
      return name.kind === 'email' && isAddressWithin(name.value, base.value)
    case 'uri':
      return name.kind === 'uri' && isHostWithin(hostOf(name.value), base.value)
    default:
      return false
  }
}

/** §4.2.1.10: the host itself or any below it; a base that begins with a dot means the ones below. */
function isBelow(host: string, base: string): boolean {
  const bare = base.replace(/^\./, '').toLowerCase()
  return bare === '' || host === bare || host.endsWith(`.${bare}`)
}

/** An address, a host, or with a dot in front the hosts below it. */
function isHostWithin(host: string, base: string): boolean {
  const folded = base.toLowerCase()
  return folded.startsWith('.') ? host.endsWith(folded) && host.length > folded.length : host === folded
}

function isAddressWithin(address: string, base: string): boolean {
  const at = address.lastIndexOf('@')
  const host = address.slice(at + 1).toLowerCase()
  if (!base.includes('@')) return isHostWithin(host, base)
  // The part before the sign is compared as it stands: RFC 5321 §2.4 leaves it to its host.
  const baseAt = base.lastIndexOf('@')
  return address.slice(0, at) === base.slice(0, baseAt) && host === base.slice(baseAt + 1).toLowerCase()
}

function hostOf(uri: string): string {
  return URL.parse(uri)?.hostname.toLowerCase() ?? ''
}
