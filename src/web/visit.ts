import type { Language } from '../kernel/vocabulary.ts'
import type { AssetLinks } from './assets.ts'

/** What the shell knows of one request before any room is asked. */
export interface Visit {
  readonly language: Language
  /** Path and harmless query of this page; language links lead back to it. */
  readonly here: string
  /** The browser cookie's value: what form tokens are made for (attack 36). */
  readonly browser: string
  readonly assets: AssetLinks
  /** The form token of a form that posts to this path. */
  readonly tokenFor: (action: string) => string
}
