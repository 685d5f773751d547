/** What a document is made of: headed sections of paragraphs, lists, steps and tables. No HTML here. */
export interface Section {
  readonly heading: string
  readonly parts: readonly Part[]
}

export type Part =
  | string
  | { readonly list: readonly string[] }
  | { readonly steps: readonly string[] }
  | {
      readonly caption: string
      readonly head: readonly string[]
      readonly rows: readonly (readonly string[])[]
    }

/**
 * What the documents state of the programme and of this product, ready to print in one language. What no circular states
 * carries its mark already (`(assumed)`), so that no sentence can print it as a fact.
 */
export interface DocumentFacts {
  readonly circular: { readonly reference: string; readonly date: string; readonly issuer: string }
  readonly launch: {
    readonly title: string
    readonly day: string
    readonly effect: string
    readonly conditions: readonly string[]
    /** How it stands; null once it has happened. */
    readonly standing: string | null
    /** The last days of the smartcard, by system, where it runs on beside the passcode. */
    readonly lastSmartcardDays: readonly string[]
  }
  /** Systems by who uses them. */
  readonly terminal: readonly SystemFacts[]
  readonly administration: readonly SystemFacts[]
  readonly functions: readonly { readonly name: string; readonly hours: string }[]
  readonly events: readonly EventFacts[]
  readonly contacts: readonly {
    readonly name: string
    readonly telephone: string
    readonly email: string
    readonly hours: string
  }[]
  readonly emailAppeal: string
  readonly connectivity: string
  readonly briefings: readonly string[]
  readonly documents: readonly {
    readonly title: string
    readonly contents: string
    readonly where: string
    readonly from: string
  }[]
  /** As the page of a new password says them. */
  readonly passwordRules: readonly string[]
  readonly codes: { readonly digits: number; readonly minutes: number; readonly tries: number }
  readonly lock: { readonly failures: number; readonly longestMinutes: number }
  readonly idleMinutes: {
    readonly terminal: number
    readonly administration: number
    readonly connect: number
  }
}

export interface SystemFacts {
  readonly name: string
  readonly address: string
  readonly cardDoors: readonly string[]
  readonly otpDoors: readonly string[]
}

export interface EventFacts {
  readonly title: string
  readonly purpose: string
  readonly where: string
  readonly until: string
  readonly walkIns: string | null
  readonly sessions: readonly {
    readonly title: string
    readonly when: string
    readonly carriedForward: string
    readonly notes: readonly string[]
    readonly activities: readonly { readonly title: string; readonly steps: readonly string[] }[]
  }[]
}

/** One function a document; by the document's id in the programme file. */
export interface DocumentTexts {
  readonly 'information-package': (facts: DocumentFacts) => readonly Section[]
  readonly 'user-guide': (facts: DocumentFacts) => readonly Section[]
  readonly 'administrator-guide': (facts: DocumentFacts) => readonly Section[]
  readonly 'client-connect-guide': (facts: DocumentFacts) => readonly Section[]
}
