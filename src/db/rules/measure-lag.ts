/** How far the standby is behind, as a node sees it that looks at both servers. Positions are bytes of log since the first. */
export interface Lag {
  /** Whether its server answered as a standby at the last look. */
  readonly seen: boolean
  readonly written: number
  /** As last seen. */
  readonly replayed: number
  /** A position that it has not replayed since the look at which it was found written; null where it has everything. */
  readonly lacks: { readonly position: number; readonly since: number } | null
}

interface Look {
  readonly written: number
  /** Null where it was not seen. */
  readonly replayed: number | null
  readonly ticks: number
}

/** Null until it was seen once. */
export function measureLag(former: Lag | null, { written, replayed, ticks }: Look): Lag | null {
  const known = replayed ?? former?.replayed
  if (known === undefined) return null
  const still = former?.lacks != null && known < former.lacks.position ? former.lacks : null
  const lacks = known >= written ? null : (still ?? { position: written, since: ticks })
  return { seen: replayed !== null, written, replayed: known, lacks }
}

/** For whoever reads it: what the standby may lack, and for how long at least it has lacked something. */
export interface Behind {
  readonly seen: boolean
  readonly bytes: number
  readonly seconds: number
}

export function sayBehind({ seen, written, replayed, lacks }: Lag, ticks: number): Behind {
  const seconds = lacks === null ? 0 : (ticks - lacks.since) / 1000
  return { seen, bytes: Math.max(0, written - replayed), seconds }
}
