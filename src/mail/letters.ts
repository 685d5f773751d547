import type { UserId } from '../kernel/ids.ts'
import type { ChannelKind, Language, OwnChange } from '../kernel/vocabulary.ts'
import { en } from '../texts/en.ts'
import type {
  ChangedByFirm,
  LetterParticulars,
  LetterText,
  LetterTexts,
  WaitingTask,
} from '../texts/letter-shape.ts'
import { lettersEn } from '../texts/letters.en.ts'
import { lettersZhHant } from '../texts/letters.zh-Hant.ts'
import { zhHant } from '../texts/zh-Hant.ts'
import { initials } from './rules/initials.ts'
import { particular } from './rules/particular.ts'

type Bilingual = Readonly<Record<Language, string>>

/** Why a letter is written. */
export type Occasion =
  | {
      readonly kind: 'initiation-code' | 'channel-proof' | 'logon-code' | 'change-code' | 'step-up-code'
      /** 6 to 8 digits. */
      readonly code: string
      readonly minutes: number
    }
  | {
      readonly kind:
        | 'already-initiated'
        | 'passcode-replayed'
        | 'emergency-passcode-used'
        | 'reset-by-operators'
        | 'address-test'
        | 'address-replaced'
    }
  | { readonly kind: 'two-factor-set-up'; readonly channel: ChannelKind }
  | { readonly kind: 'logon-locked'; readonly until: Bilingual }
  | { readonly kind: 'account-changed'; readonly change: OwnChange }
  /** By a Delegated Administrator of the person's firm, or by two. */
  | { readonly kind: 'changed-by-firm'; readonly change: ChangedByFirm }
  | {
      readonly kind: 'event-registration'
      readonly now: 'registered' | 'amended' | 'withdrawn'
      readonly number: string
      readonly event: Bilingual
      /** The last day on which it can be amended. */
      readonly until: Bilingual
    }
  | { readonly kind: 'password-expires'; readonly expires: Bilingual }
  | { readonly kind: 'tasks-waiting'; readonly tasks: readonly WaitingTask[] }

export type LetterKind = Occasion['kind']

/** Whom a letter is for, and the request it answers. Times are texts in the programme's zone. */
export interface LetterHead {
  readonly language: Language
  readonly displayName: string
  readonly userId: UserId
  /** `CCMS`, `DMS`: the beginning of the subject. */
  readonly system: Bilingual
  readonly at: Bilingual
  /** The source network of the request, `203.0.113.0/24`; null where the letter answers none. */
  readonly origin: string | null
  readonly contact: { readonly phone: string; readonly email: string }
}

export interface Letter {
  readonly subject: string
  readonly text: string
}

/**
 * Plain text without a link (security.md §0.6) and with no secret but the code, never beside the full User ID. A
 * Chinese letter carries the English text after its own: the sentence that the English prevails needs a text that does.
 */
export function writeLetter(head: LetterHead, occasion: Occasion): Letter {
  const english = write(lettersEn, head, 'en', occasion)
  if (head.language === 'en') return english
  const chinese = write(lettersZhHant, head, 'zh-Hant', occasion)
  const prevails = `${zhHant.labels.englishPrevails}\n${en.labels.englishPrevails}`
  return { subject: chinese.subject, text: [chinese.text, '* * *', english.text, prevails].join('\n\n') }
}

function write(texts: LetterTexts, head: LetterHead, language: Language, occasion: Occasion): Letter {
  const about: LetterParticulars = {
    system: particular(head.system[language]),
    person: initials(head.displayName),
    idEnd: head.userId.slice(-3),
    at: particular(head.at[language]),
    origin: head.origin === null ? null : particular(head.origin),
    phone: particular(head.contact.phone),
    email: particular(head.contact.email),
  }
  const [kind, body] = wordsFor(texts, language, occasion)
  const request = `${texts.when(kind.when, about)}\n${kind.ifNotYou}`
  const foot = `${texts.contact(about)}\n${texts.noLinks}`
  return {
    subject: `${about.system}: ${kind.subject}`,
    text: [texts.addressee(about), ...body, request, foot].join('\n\n'),
  }
}

type AnyText = Pick<LetterText<never>, 'subject' | 'when' | 'ifNotYou'>

function wordsFor(texts: LetterTexts, language: Language, occasion: Occasion): [AnyText, readonly string[]] {
  const { kinds } = texts
  switch (occasion.kind) {
    case 'initiation-code':
    case 'channel-proof':
    case 'logon-code':
    case 'change-code':
    case 'step-up-code':
      return [kinds[occasion.kind], kinds[occasion.kind].body(occasion)]
    case 'already-initiated':
    case 'passcode-replayed':
    case 'emergency-passcode-used':
    case 'reset-by-operators':
    case 'address-test':
    case 'address-replaced':
      return [kinds[occasion.kind], kinds[occasion.kind].body({})]
    case 'two-factor-set-up':
      return [kinds[occasion.kind], kinds[occasion.kind].body(occasion)]
    case 'account-changed':
      return [kinds[occasion.kind], kinds[occasion.kind].body(occasion)]
    case 'changed-by-firm':
      return [kinds[occasion.kind], kinds[occasion.kind].body(occasion)]
    case 'password-expires':
      return [
        kinds[occasion.kind],
        kinds[occasion.kind].body({ expires: particular(occasion.expires[language]) }),
      ]
    case 'event-registration':
      return [kinds[occasion.kind], kinds[occasion.kind].body(oneEvent(occasion, language))]
    case 'tasks-waiting':
      return [kinds[occasion.kind], kinds[occasion.kind].body({ tasks: occasion.tasks.map(oneTask) })]
    case 'logon-locked':
      return [
        kinds[occasion.kind],
        kinds[occasion.kind].body({ until: particular(occasion.until[language]) }),
      ]
  }
}

function oneEvent(
  { now, number, event, until }: Extract<Occasion, { readonly kind: 'event-registration' }>,
  language: Language,
) {
  return {
    now,
    number: particular(number),
    event: particular(event[language]),
    until: particular(until[language]),
  }
}

function oneTask({ firm, kind, count }: WaitingTask): WaitingTask {
  return { firm: firm === null ? null : particular(firm), kind, count }
}
