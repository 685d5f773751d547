import type { DocumentFacts, Section } from './document-facts.ts'

/** The last section of each document: who helps, and which language counts. */
export function helpEn({ contacts }: DocumentFacts): Section {
  return {
    heading: 'Who can help',
    parts: [
      {
        list: [
          'A user: a Delegated Administrator of his firm.',
          'A Delegated Administrator: another one of his firm, or its Client Connect user.',
          'A Client Connect user: another one of his firm, or the hotline.',
        ],
      },
      'If a page showed you a reference, have it at hand: the reason can be looked up by it.',
      ...contacts.map(({ name, telephone, email, hours }) => `${name}: ${telephone} / ${email}. ${hours}.`),
    ],
  }
}
