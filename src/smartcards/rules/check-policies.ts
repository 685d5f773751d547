import type { Certificate } from '../reading/certificate.ts'
import type { Path } from './find-paths.ts'
import type { PathContext } from './path-context.ts'
import type { CardRefusal } from './refusals.ts'

const ANY = '2.5.29.32.0'

/** A policy that stands in every certificate so far. Where it is the anchor's first word, `origin` is itself. */
interface Node {
  readonly policy: string
  /** By which names the next certificate may mean it. */
  readonly expected: readonly string[]
  /** What it was called before any mapping: what we ask for is asked in that name. */
  readonly origin: string
}

/** Certificates that may still come before the state's word is law (RFC 5280 §6.1.2 (d)-(f)). */
interface Counters {
  readonly explicitPolicy: number
  readonly policyMapping: number
  readonly inhibitAny: number
}

/**
 * RFC 5280 §6.1: which policies hold along the whole path. Only the lowest level of the tree is kept: a branch that
 * doesn't reach it counts nowhere. We ask for one of `demands.policies`, or, without any, for nothing that the path's own
 * authorities don't ask.
 */
export function checkPolicies({ below }: Path, { demands }: PathContext): CardRefusal | undefined {
  let nodes: readonly Node[] = [{ policy: ANY, expected: [ANY], origin: ANY }]
  const free = below.length + 1
  let counters: Counters = {
    explicitPolicy: demands.policies.length === 0 ? free : 0,
    policyMapping: free,
    inhibitAny: free,
  }
  for (const [at, certificate] of below.entries()) {
    const isCard = at === below.length - 1
    const anyCounts = counters.inhibitAny > 0 || (!isCard && isSelfIssued(certificate))
    nodes = grow(nodes, certificate.extensions.policies ?? [], anyCounts)
    if (counters.explicitPolicy === 0 && nodes.length === 0) return 'policy-not-met'
    const { policyMappings = [] } = certificate.extensions
    if (policyMappings.some((pair) => pair.includes(ANY))) return 'not-understood'
    if (!isCard) nodes = mapped(nodes, policyMappings, counters.policyMapping > 0)
    counters = counted(counters, certificate, isCard)
  }
  if (counters.explicitPolicy > 0) return undefined
  const wanted = demands.policies
  const met = nodes.some(({ origin }) => wanted.length === 0 || origin === ANY || wanted.includes(origin))
  return met ? undefined : 'policy-not-met'
}

function isSelfIssued({ subject, issuer }: Certificate): boolean {
  return subject.key === issuer.key
}

/** §6.1.3 (d), (e): the next level. */
function grow(nodes: readonly Node[], policies: readonly string[], anyCounts: boolean): readonly Node[] {
  const named = policies.filter((policy) => policy !== ANY)
  const grown: Node[] = named.flatMap((policy) => {
    const parents = nodes.filter(({ expected }) => expected.includes(policy))
    const from = parents.length > 0 ? parents : nodes.filter((node) => node.policy === ANY)
    return from.map(({ origin }) => child(policy, origin))
  })
  if (!policies.includes(ANY) || !anyCounts) return grown
  const others = nodes.flatMap(({ expected, origin }) =>
    expected.filter((policy) => !named.includes(policy)).map((policy) => child(policy, origin)),
  )
  return [...grown, ...others]
}

function child(policy: string, origin: string): Node {
  return { policy, expected: [policy], origin: origin === ANY ? policy : origin }
}

/** §6.1.4 (a), (b): what the authority calls `from` its subjects call `to`; where mapping is inhibited, nothing. */
function mapped(
  nodes: readonly Node[],
  mappings: readonly (readonly [string, string])[],
  allowed: boolean,
): readonly Node[] {
  const sources = new Set(mappings.map(([from]) => from))
  const kept = nodes.filter(({ policy }) => !sources.has(policy))
  if (!allowed) return kept
  const changed = [...sources].flatMap((source) => {
    const expected = mappings.flatMap(([from, to]) => (from === source ? [to] : []))
    const same = nodes.filter(({ policy }) => policy === source)
    if (same.length > 0) return same.map((node) => ({ ...node, expected }))
    const any = nodes.find(({ policy }) => policy === ANY)
    return any === undefined ? [] : [{ policy: source, expected, origin: source }]
  })
  return [...kept, ...changed]
}

/** §6.1.4 (h)-(j), and for the card §6.1.5 (a), (b). */
function counted(counters: Counters, certificate: Certificate, isCard: boolean): Counters {
  const { policyConstraints, inhibitAnyPolicy } = certificate.extensions
  const step = isSelfIssued(certificate) && !isCard ? 0 : 1
  const next = (left: number, bound: number | undefined) =>
    Math.min(Math.max(0, left - step), bound ?? Number.POSITIVE_INFINITY)
  const required = policyConstraints?.requireExplicitPolicy
  return {
    explicitPolicy: next(counters.explicitPolicy, isCard && required !== 0 ? undefined : required),
    policyMapping: next(counters.policyMapping, policyConstraints?.inhibitPolicyMapping),
    inhibitAny: next(counters.inhibitAny, inhibitAnyPolicy),
  }
}
