import type { Child } from '../../../web/markup.ts'

interface OutwardLinkProps {
  /** Made of an origin from the configuration and a path of ours. */
  readonly to: string
  readonly button?: boolean
  readonly children: Child
}

/**
 * From the listener that asks for a card back to the host of the pages: the one place where a link leads to another
 * origin. What it is given comes from the configuration, never from a request.
 */
export function OutwardLink({ to, button = false, children }: OutwardLinkProps) {
  if (new URL(to).protocol !== 'https:') throw new Error('a link may lead to https only')
  return (
    <a class={button ? 'govuk-button' : 'govuk-link'} href={to}>
      {children}
    </a>
  )
}
