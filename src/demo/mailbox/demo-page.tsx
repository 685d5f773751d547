import type { AssetLinks } from '../../web/assets.ts'
import { Link } from '../../web/link.tsx'
import type { Child } from '../../web/markup.ts'

const PLACES = [
  { to: '/', name: 'Mailbox' },
  { to: '/authenticator', name: 'Authenticator' },
] as const

export interface DemoPageProps {
  readonly links: AssetLinks
  readonly here: (typeof PLACES)[number]['to']
  readonly title: string
  readonly children: Child
}

/** The frame of the demo's two tools, in the look of the real pages. English only: it is for who tries the program. */
export function DemoPage({ links, here, title, children }: DemoPageProps) {
  return (
    <html lang="en" class="govuk-template">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} - Sallyport demo`}</title>
        <link rel="stylesheet" href={links.stylesheet} />
        <link rel="stylesheet" href="/assets/mailbox.css" />
        <link rel="icon" type="image/svg+xml" href={links.icon} />
        <script type="module" src="/assets/refresh.js" />
      </head>
      <body class="govuk-template__body">
        <a class="govuk-skip-link" href="#main">
          Skip to main content
        </a>
        <Header here={here} />
        <main class="govuk-width-container sp-main" id="main" tabindex={-1}>
          {children}
        </main>
        <footer class="sp-footer">
          <div class="govuk-width-container">
            <p>Part of the demo. Firms and people are made up, and nothing leaves this computer.</p>
          </div>
        </footer>
      </body>
    </html>
  )
}

function Header({ here }: Pick<DemoPageProps, 'here'>) {
  return (
    <header class="sp-header">
      <div class="govuk-width-container sp-header__row">
        <Link class="sp-wordmark" to="/">
          Sallyport demo
        </Link>
        <nav class="sp-languages" aria-label="Demo tools">
          {PLACES.map(({ to, name }) =>
            to === here ? (
              <span aria-current="page">{name}</span>
            ) : (
              <Link class="sp-languages__link" to={to}>
                {name}
              </Link>
            ),
          )}
        </nav>
      </div>
    </header>
  )
}

export interface FinderProps {
  readonly action: '/' | '/authenticator'
  readonly name: string
  readonly label: string
  readonly typed: string
}

/** One field that narrows the list. Its state is in the address, so that it survives a reload and can be linked to. */
export function Finder({ action, name, label, typed }: FinderProps) {
  return (
    <search>
      <form method="get" action={action} class="mb-finder">
        <div class="govuk-form-group">
          <label class="govuk-label govuk-label--s" for={name}>
            {label}
          </label>
          <input
            class="govuk-input"
            id={name}
            name={name}
            type="search"
            value={typed}
            autocomplete="off"
            spellcheck={false}
          />
        </div>
        <button type="submit" class="govuk-button govuk-button--secondary">
          Find
        </button>
      </form>
    </search>
  )
}

/** For a browser without JavaScript; with it refresh.js does the same by itself. */
export function Refresh({ to }: { readonly to: string }) {
  return (
    <noscript>
      <Link to={to}>Refresh</Link>
    </noscript>
  )
}
