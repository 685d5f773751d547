import type { Child } from '../../web/markup.ts'

/** A calm green panel around the page's heading. */
export function Success({ heading, children }: { readonly heading: string; readonly children: Child }) {
  return (
    <div class="sp-success">
      <svg width="36" height="36" viewBox="0 0 36 36" aria-hidden="true" focusable="false">
        <circle cx="18" cy="18" r="16" fill="none" stroke="currentColor" stroke-width="2.5" />
        <path d="M10.5 18.5l5 5 10-11" fill="none" stroke="currentColor" stroke-width="3" />
      </svg>
      <div>
        <h1 class="govuk-heading-l">{heading}</h1>
        {children}
      </div>
    </div>
  )
}
