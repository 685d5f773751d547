import type { Certificate } from '../reading/certificate.ts'
import type { Anchor, Trust } from '../trust.ts'

/** From an anchor down: authorities in between, the highest first, then the card. */
export interface Path {
  readonly anchor: Anchor
  readonly below: readonly [Certificate, ...Certificate[]]
}

/** Longer than any hierarchy that issues cards; and a bound on what a maze of cross-certificates can cost. */
const LONGEST = 8
const MOST = 32

/** Every way from the card up to an anchor by names alone; who signed what is judged later. */
export function findPaths(
  card: Certificate,
  { anchors, intermediates }: Pick<Trust, 'anchors' | 'intermediates'>,
): readonly Path[] {
  const found: Path[] = []
  const climb = (below: readonly [Certificate, ...Certificate[]]) => {
    const [top] = below
    const isAbove = ({ subject }: Certificate) => subject.key === top.issuer.key
    for (const anchor of anchors) {
      if (found.length < MOST && isAbove(anchor.certificate)) found.push({ anchor, below })
    }
    if (below.length >= LONGEST) return
    for (const above of intermediates) {
      if (found.length >= MOST) return
      if (isAbove(above) && !below.includes(above)) climb([above, ...below])
    }
  }
  climb([card])
  return found
}
