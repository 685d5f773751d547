import type { Language } from '../kernel/vocabulary.ts'
import { en } from '../texts/en.ts'
import { zoneName } from '../texts/moments.ts'
import { DemoClockBar } from './demo-clock-bar.tsx'
import { type Contact, type Frame, sayDay, sayMoment, type TestSessionBanner, textsOf } from './frame.ts'
import { inLanguage } from './language.ts'
import { Link } from './link.tsx'
import type { Child } from './markup.ts'

export interface LayoutProps {
  readonly frame: Frame
  /** Says the state: it is what a screen reader and a row of tabs read first. */
  readonly title: string
  /** The page shows an error: its title begins with that. */
  readonly error?: boolean
  /** Between the standing banner and the page itself: where one is among the rooms behind a door. */
  readonly above?: Child
  readonly children: Child
}

/** Every page: one header, the standing banner, one `<main>`, one footer. */
export function Layout({ frame, title, error = false, above, children }: LayoutProps) {
  const { visit, standing } = frame
  const t = textsOf(frame)
  return (
    <html lang={visit.language} class="govuk-template">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${error ? t.shell.errorTitle(title) : title} - ${standing.service}`}</title>
        <link rel="stylesheet" href={visit.assets.stylesheet} />
        <link rel="icon" type="image/svg+xml" href={visit.assets.icon} />
        <script type="module" src={visit.assets.script} />
      </head>
      <body class="govuk-template__body">
        <a class="govuk-skip-link" href="#main">
          {t.shell.skip}
        </a>
        {standing.demoClock && <DemoClockBar frame={frame} clock={standing.demoClock} />}
        <Header frame={frame} />
        {standing.banner && <Banner frame={frame} banner={standing.banner} />}
        <News frame={frame} />
        {above}
        <main class="govuk-width-container sp-main" id="main" tabindex={-1}>
          {children}
        </main>
        <Footer frame={frame} contact={standing.contact} />
      </body>
    </html>
  )
}

function Header({ frame }: { readonly frame: Frame }) {
  return (
    <header class="sp-header">
      <div class="govuk-width-container sp-header__row">
        <Link class="sp-wordmark" to={frame.standing.home}>
          <Mark />
          <span>{frame.standing.service}</span>
        </Link>
        <nav class="sp-languages" aria-label={textsOf(frame).shell.languages}>
          <LanguageChoice frame={frame} language="zh-Hant" name="繁體中文" />
          <LanguageChoice frame={frame} language="en" name="English" />
        </nav>
      </div>
    </header>
  )
}

/** Two doors, one behind the other. */
function Mark() {
  return (
    <svg class="sp-mark" viewBox="0 0 28 32" width="28" height="32" aria-hidden="true" focusable="false">
      <path d="M1 31V12a11 11 0 0 1 22 0v19" fill="none" stroke-width="2" />
      <path class="sp-mark__inner" d="M9 31V15a6 6 0 0 1 12 0v16z" />
      <path d="M0 31h28" fill="none" stroke-width="2" />
    </svg>
  )
}

interface LanguageChoiceProps {
  readonly frame: Frame
  readonly language: Language
  readonly name: string
}

function LanguageChoice({ frame, language, name }: LanguageChoiceProps) {
  if (frame.visit.language === language) return <span aria-current="true">{name}</span>
  return (
    <Link class="sp-languages__link" to={inLanguage(frame.visit.here, language)} lang={language}>
      {name}
    </Link>
  )
}

/** P10: work done in the wrong session vanishes, so this stands on every page of a test session. */
function Banner({ frame, banner }: { readonly frame: Frame; readonly banner: TestSessionBanner }) {
  const t = textsOf(frame).shell
  const day = sayDay(frame, banner.nextBusinessDay)
  return (
    <section
      class={banner.changes === 'thrown-away' ? 'sp-banner sp-banner--discarded' : 'sp-banner'}
      aria-label={t.testSession}
    >
      <div class="govuk-width-container sp-banner__row">
        <p class="sp-banner__kind">{t.testSession}</p>
        <div>
          <p class="sp-banner__title">
            {banner.title}
            <span class="sp-banner__facts">
              {` · ${t.site[banner.site]} · ${t.until(sayMoment(frame, banner.until))}`}
            </span>
          </p>
          <p class="sp-banner__carry">{t.changes[banner.changes](day)}</p>
        </div>
      </div>
    </section>
  )
}

function News({ frame }: { readonly frame: Frame }) {
  const { news } = frame.standing
  if (news.length === 0) return null
  return (
    <section class="sp-news" aria-label={textsOf(frame).shell.news}>
      <ul class="govuk-width-container sp-news__list">
        {news.map((item) => (
          <li>
            <strong>{item.heading}</strong> {item.text}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Footer({ frame, contact }: { readonly frame: Frame; readonly contact: Contact }) {
  const t = textsOf(frame)
  const { language } = frame.visit
  return (
    <footer class="sp-footer">
      <div class="govuk-width-container">
        <p class="sp-footer__contact">
          <span>
            {contact.name} <a href={`tel:${contact.phone.replace(/[^\d+]/g, '')}`}>{contact.phone}</a>
          </span>
          <a href={`mailto:${contact.mail}`}>{contact.mail}</a>
          {contact.hours && (
            <span>
              {contact.hours.text}
              {contact.hours.assumed && t.shell.assumed}
            </span>
          )}
        </p>
        {frame.standing.isOfTheHouse && <p>{t.shell.authoritative}</p>}
        <p>{t.shell.times(zoneName(language, frame.standing.zone))}</p>
        <p>
          {t.labels.englishPrevails}
          {language === 'zh-Hant' && <span lang="en">{` ${en.labels.englishPrevails}`}</span>}
        </p>
      </div>
    </footer>
  )
}
