import type { Language } from '../kernel/vocabulary.ts'
import { en, type Texts } from './en.ts'
import { zhHant } from './zh-Hant.ts'

export type { Texts }

const all: Readonly<Record<Language, Texts>> = { en, 'zh-Hant': zhHant }

export function textsIn(language: Language): Texts {
  return all[language]
}
