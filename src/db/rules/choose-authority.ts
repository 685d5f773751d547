import type { Authority, ServerView } from '../authority.ts'

export type Choice =
  | { readonly choice: 'follow'; readonly server: number; readonly authority: Authority }
  /** Nothing better is known: what is in use may come back. */
  | { readonly choice: 'stay'; readonly reason: string }
  /** None may be used, though one answers. */
  | { readonly choice: 'refuse'; readonly reason: string }

/**
 * Which of the servers is written to: the one writable that holds the highest term anybody has seen. `known`: what this node
 * followed last, null as it starts. `lastStep`: of the program's own migrations, where it is to serve.
 */
export function chooseAuthority(
  views: readonly ServerView[],
  known: Authority | null,
  lastStep = Number.POSITIVE_INFINITY,
): Choice {
  const writable = views.flatMap((view, server) =>
    view.state === 'writable' ? [{ server, authority: view.authority, needs: view.needs ?? 0 }] : [],
  )
  const highest = Math.max(known?.term ?? 0, ...views.map(termOf))
  const holders = writable.filter(({ authority }) => authority.term === highest)
  const [holder, other] = holders
  if (holder === undefined) {
    return writable.length > 0
      ? refuse(
          `the database that takes writes is of an older term than ${highest}: an old primary, to be rejoined`,
        )
      : { choice: 'stay', reason: `no database takes writes (${views.map(stateOf).join('; ')})` }
  }
  if (other !== undefined)
    return refuse(`two databases take writes in term ${highest}: one has to be fenced, or promoted as such`)
  if (known !== null && known.epoch !== holder.authority.epoch)
    return refuse('a backup was restored: this node has to be started anew')
  if (holder.needs > lastStep)
    return refuse(
      `the schema took away what this program needs: it ends at step ${lastStep}, and must know ${holder.needs}`,
    )
  return { choice: 'follow', server: holder.server, authority: holder.authority }
}

function refuse(reason: string): Choice {
  return { choice: 'refuse', reason }
}

function termOf(view: ServerView): number {
  return view.state === 'lost' ? 0 : view.authority.term
}

function stateOf(view: ServerView): string {
  return view.state === 'lost' ? view.reason : `a ${view.state}`
}
