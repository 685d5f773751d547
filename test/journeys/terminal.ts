import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import type { Language } from '../../src/kernel/vocabulary.ts'
import { type CardInReader, openChromiumWithReader } from '../support/chromium-with-reader.ts'
import { type DemoForJourneys, theDemo } from '../support/demo-for-journeys.ts'
import { openWindow, type Window } from './open-window.ts'
import { watch } from './watch.ts'
import { type Words, wordsIn } from './words.ts'

export interface Looks {
  readonly language?: Language
  readonly phone?: boolean
  /** Of a wide screen or a usual phone unless it says otherwise. */
  readonly viewport?: Size
  readonly scheme?: 'light' | 'dark'
  readonly javaScript?: boolean
  /** False: the site's scripts come empty (open-window.ts). */
  readonly scripts?: boolean
  /** A window that nobody uses again. */
  readonly alone?: boolean
  /** What is in the reader of a whole browser: somebody's card of the demo, one from elsewhere, or null for none. */
  readonly card?: string | CardInReader | null
  /** The primary where it is left out. */
  readonly site?: 'primary' | 'secondary'
}

export interface Size {
  readonly width: number
  readonly height: number
}

export const WIDE = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }
/** WCAG 2.2, 1.4.10 asks for 320; the narrowest phone in use is 360. Nothing may have to be scrolled sideways there. */
export const NARROW = { width: 320, height: 640 }
/** Milliseconds; far above what a page takes on a machine with much other work. */
const PATIENCE = 60_000

const open: Pick<Window, 'leave'>[] = []

/** A browser of one's own: no cookie of another journey, one tab, and a watch on everything that goes wrong in it. */
export async function openTerminal(looks: Looks = {}): Promise<Terminal> {
  const demo = await theDemo()
  const { language = 'en', phone = false, javaScript = true, scripts = true, alone = false, card } = looks
  const { viewport = phone ? PHONE : WIDE, scheme = 'light', site = 'primary' } = looks
  const options: BrowserContextOptions = {
    baseURL: demo.urls[site],
    ignoreHTTPSErrors: true,
    locale: language === 'en' ? 'en-HK' : 'zh-HK',
    javaScriptEnabled: javaScript,
    colorScheme: scheme,
    // A colour on its way to another has a contrast of its own.
    reducedMotion: 'reduce',
    viewport,
    ...(phone ? OF_A_PHONE : {}),
  }
  const ours = ORIGINS.map((of) => demo.urls[of])
  const window =
    card === undefined
      ? { ...(await openWindow(demo.browser, { options, scripts, alone }, ours)), pullCard: noReader }
      : await windowWithReader(cardOf(demo, card), options, ours)
  window.page.context().setDefaultTimeout(PATIENCE)
  open.push(window)
  return new Terminal(demo, window.page, wordsIn[language], window.pullCard)
}

const ORIGINS = ['primary', 'primaryCard', 'secondary', 'secondaryCard'] as const

function noReader(): never {
  throw new Error('this terminal has no reader')
}

/** A whole browser: what it has tried a card for it keeps to itself, so each is used once. */
async function windowWithReader(
  card: CardInReader | undefined,
  options: BrowserContextOptions,
  ours: readonly string[],
): Promise<Window & { readonly pullCard: () => void }> {
  const { page, pullCard, close } = await openChromiumWithReader(card, options)
  const faults = watch(page.context(), ours)
  return { page, pullCard, leave: () => close().then(() => faults) }
}

function cardOf({ account }: DemoForJourneys, card: string | CardInReader | null): CardInReader | undefined {
  if (typeof card !== 'string') return card ?? undefined
  const { cardFile: p12 = '', cardPassword: pin = '' } = account(card)
  return { p12, pin }
}

const OF_A_PHONE: BrowserContextOptions = {
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 2,
}

/** Leaves every terminal of a journey and tells what went wrong in them. */
export async function closeTerminals(): Promise<readonly string[]> {
  const faults = await Promise.all(open.splice(0).map(({ leave }) => leave()))
  return faults.flat()
}

/** One tab, used as a person uses it: by the names of things. */
export class Terminal {
  readonly demo: DemoForJourneys
  readonly page: Page
  readonly words: Words
  readonly pullCard: () => void

  constructor(demo: DemoForJourneys, page: Page, words: Words, pullCard: () => void) {
    this.demo = demo
    this.page = page
    this.words = words
    this.pullCard = pullCard
  }

  /** Another tab of the same browser. */
  async secondTab(): Promise<Terminal> {
    return new Terminal(this.demo, await this.page.context().newPage(), this.words, this.pullCard)
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(path)
  }

  /** Waits until the page's heading is this. */
  async sees(heading: string): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
  }

  /** Waits until this can be read somewhere on the page. */
  async reads(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).filter({ visible: true }).first().waitFor()
  }

  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true })
  }

  link(name: string): Locator {
    return this.page.getByRole('link', { name, exact: true })
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  async fill(label: string, text: string): Promise<void> {
    await this.field(label).fill(text)
  }

  async follow(link: string): Promise<void> {
    await this.link(link).click()
  }

  async press(button: string): Promise<void> {
    await this.button(button).click()
  }

  /** Where it stands, without query. */
  path(): string {
    return new URL(this.page.url()).pathname
  }

  /** All that can be read in the page's own part. */
  text(): Promise<string> {
    return this.page.getByRole('main').innerText()
  }
}
