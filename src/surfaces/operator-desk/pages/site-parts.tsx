import type { RequestNumber } from '../../../kernel/ids.ts'
import type { Frame } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'

/** What each part of the page on data centres needs. */
export interface SitePart {
  readonly frame: Frame
  /** What the programme calls a test session; its id where it knows it no more. */
  readonly nameOf: (session: string) => string
  /** The address of the room of requests. */
  readonly requests: string
}

export function RequestLink({
  requests,
  number,
}: Pick<SitePart, 'requests'> & { readonly number: RequestNumber }) {
  return <Link to={`${requests}/${number}`}>{number}</Link>
}
