import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { vi } from 'vitest'
import type { Language } from '../../src/kernel/vocabulary.ts'
import { type CardInReader, openChromiumWithReader } from '../support/chromium-with-reader.ts'
import { type DemoForJourneys, theDemo } from '../support/demo-for-journeys.ts'
import { actOn, countOn, type Deed, type Thing } from './act-on-page.ts'
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
  /** What is in the reader of a whole browser: somebody's card of the demo. */
  readonly card?: string
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
  card: CardInReader,
  options: BrowserContextOptions,
  ours: readonly string[],
): Promise<Window & { readonly pullCard: () => void }> {
  const { page, pullCard, close } = await openChromiumWithReader(card, options)
  const faults = watch(page.context(), ours)
  return { page, pullCard, leave: () => close().then(() => faults) }
}

function cardOf({ account }: DemoForJourneys, card: string): CardInReader {
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

/** Milliseconds from one look at a page to the next. */
const LOOKS_AGAIN = 20

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
  sees(heading: string): Promise<void> {
    return this.finds({ heading })
  }

  /** Waits until this can be read somewhere on the page. */
  reads(text: string | RegExp): Promise<void> {
    return this.#until(`read ${text}`, async () => {
      const all = (await this.page.evaluate<string>('document.body.innerText')).replace(/\s+/g, ' ')
      const read = typeof text === 'string' ? all.toLowerCase().includes(text.toLowerCase()) : text.test(all)
      if (!read) throw new Error(`${text} can not be read in: ${all}`)
    })
  }

  /** Waits until it is there. */
  finds(thing: Thing): Promise<void> {
    return this.#act('see', thing)
  }

  /** Waits until it is not there. */
  misses(thing: Thing): Promise<void> {
    return this.#until(`miss ${JSON.stringify(thing)}`, async () => {
      if ((await this.count(thing)) > 0) throw new Error(`${JSON.stringify(thing)} is there`)
    })
  }

  /** How many are there now. */
  count(thing: Thing): Promise<number> {
    return countOn(this.page, thing)
  }

  fill(label: string, text: string): Promise<void> {
    return this.fillIn({ field: label }, text)
  }

  fillIn(thing: Thing, text: string): Promise<void> {
    return this.#act('fill', thing, text)
  }

  follow(link: string): Promise<void> {
    return this.use({ link })
  }

  press(button: string): Promise<void> {
    return this.use({ button })
  }

  /** Presses it. Where it leads away, the other page has come. */
  use(thing: Thing): Promise<void> {
    return this.#act('press', thing)
  }

  #act(deed: Deed, thing: Thing, text?: string): Promise<void> {
    return this.#until(`${deed} ${JSON.stringify(thing)}`, async () => {
      const { promise: came, resolve: come } = Promise.withResolvers<unknown>()
      this.page.once('framenavigated', come)
      try {
        const outcome = await actOn(this.page, deed, thing, text)
        if (outcome === 'leads away') await came
        else if (outcome !== 'done') throw new Error(`it is ${outcome}`)
      } finally {
        this.page.off('framenavigated', come)
      }
    })
  }

  /** A page that is on its way can't be asked: it is asked again. */
  #until(what: string, look: () => Promise<void>): Promise<void> {
    return vi.waitFor(look, { timeout: PATIENCE, interval: LOOKS_AGAIN }).catch((fault) => {
      throw new Error(`${what}, at ${this.page.url()}`, { cause: fault })
    })
  }

  /** Clicks twice by hand, where it comes to lie. */
  async doubleClick(button: string): Promise<void> {
    const { x, y } = await this.placeOf(button)
    await this.page.mouse.dblclick(x, y)
  }

  /** Where a hand comes down on it. */
  async placeOf(button: string): Promise<{ readonly x: number; readonly y: number }> {
    await this.finds({ button })
    await this.button(button).evaluate((one) => one.scrollIntoView({ block: 'center', behavior: 'instant' }))
    const box = await this.button(button).boundingBox()
    if (box === null) throw new Error(`${button} can not be seen`)
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }

  /** As a screen does for who looks at it; nobody else needs it (test/support/chromium.ts). With it comes the focus a page gives. */
  async draw(): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page)
    await session.send('HeadlessExperimental.beginFrame')
    await session.detach()
  }

  /** For what only a locator can: where the focus is, a file. */
  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true })
  }

  link(name: string): Locator {
    return this.page.getByRole('link', { name, exact: true })
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  /** Where it stands, without query. */
  path(): string {
    return new URL(this.page.url()).pathname
  }

  /** All that can be read in the page's own part. */
  async text(): Promise<string> {
    await this.finds({ css: 'main' })
    return this.page.evaluate<string>('document.querySelector("main").innerText')
  }
}
