import { describe, expect, it } from 'vitest'
import { writeDocument } from '../src/documents/write-document.ts'
import type { Language } from '../src/kernel/vocabulary.ts'
import { passwordProfile } from '../src/passwords/rules/password-profile.ts'
import { wellKnownPasswords } from '../src/passwords/well-known-passwords.ts'
import { clientConnectRooms } from '../src/surfaces/client-connect/rooms.ts'
import { dmsRooms } from '../src/surfaces/dms/rooms.ts'
import { productFacts } from '../src/surfaces/documents/product-facts.ts'
import { textsIn } from '../src/texts/texts.ts'
import { hongKong, seoch } from './support/programme-samples.ts'

const GUIDES = [
  { id: 'administrator-guide', rooms: dmsRooms },
  { id: 'client-connect-guide', rooms: clientConnectRooms },
] as const
const MAY = hongKong('05-24 09:00')
const PRODUCT = productFacts({
  passwordProfile: passwordProfile('nist-800-63b-4', wellKnownPasswords()),
})

/** The table of pages: the first column of the second section. */
function pagesOf(id: (typeof GUIDES)[number]['id'], language: Language): readonly string[] {
  const { sections } = writeDocument({ programme: seoch, decisions: [] }, id, language, MAY, PRODUCT)
  const [table] = sections[1]?.parts ?? []
  if (typeof table !== 'object' || !('rows' in table)) return expect.unreachable()
  return table.rows.map(([page = '']) => page)
}

describe('a guide', () => {
  it.each(GUIDES)(
    '$id says of each page what it is for, in the order in which they stand',
    ({ id, rooms }) => {
      for (const language of ['en', 'zh-Hant'] as const) {
        const names = textsIn(language).rooms
        expect(pagesOf(id, language)).toEqual(rooms.map(({ label }) => names[label]))
      }
    },
  )
})
