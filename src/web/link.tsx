import type { Child } from './markup.ts'

/** Printable ASCII from one slash on, without `//` or `\`: a browser can read neither as another host. */
const SITE_PATH = /^\/(?!\/)[\x21-\x7e]*$/

/** Attack 37: is this a place on this very site? Everything a page links or redirects to passes here. */
export function isSitePath(to: string): boolean {
  return SITE_PATH.test(to) && !to.includes('//') && !to.includes('\\')
}

export interface LinkProps {
  readonly to: string
  readonly class?: string
  readonly lang?: string
  /** `page`: it leads to where one is; `true`: to what that lies in. */
  readonly current?: 'page' | 'true' | undefined
  readonly children: Child
}

/** The only way to link. A path that leads elsewhere is a bug of the caller, so it throws. */
export function Link({ to, class: look = 'govuk-link', lang, current, children }: LinkProps) {
  if (!isSitePath(to)) throw new Error('a link may lead to this site only')
  return (
    <a class={look} href={to} lang={lang} hreflang={lang} aria-current={current}>
      {children}
    </a>
  )
}
