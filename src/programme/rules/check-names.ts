import type { Bilingual } from '../block.ts'
import type { Programme } from '../programme.ts'
import { type Finding, finding, sessionPath } from './finding.ts'

/** An address that participants can't reach as they are set up, of a system or in a text: a new name, or another port. */
export function newNames(programme: Programme): readonly Finding[] {
  const { connectivity, systems } = programme
  const told = textsOf(programme).flatMap(({ path, text }) =>
    Object.entries(text).flatMap(([key, words]) =>
      (words.match(/https?:\/\/[\w.:/-]*[\w/]/g) ?? []).map((address: string) => ({
        address,
        path: `${path}/${key}`,
      })),
    ),
  )
  return [...systems.map(({ id, address }) => ({ address, path: `systems/${id}/address` })), ...told].flatMap(
    ({ address, path }) => {
      const name = address.replace(/^https:\/\//, '').replace(/\/$/, '')
      if (connectivity.existingNames.includes(name)) return []
      const reason = `\`${name}\` is not in \`existing_names\`: participants would have to change their connectivity`
      return [finding(programme, 'error', path, reason)]
    },
  )
}

/** A Chinese text without Chinese; abbreviations (`CCMS`) may stay as they are. */
export function untranslatedTexts(programme: Programme): readonly Finding[] {
  return textsOf(programme)
    .filter(({ text }) => /\p{Ll}/u.test(text.en) && !/\p{Script=Han}/u.test(text['zh-Hant']))
    .map(({ path }) => finding(programme, 'warning', `${path}/zh-Hant`, 'the Chinese text is not in Chinese'))
}

function textsOf({ title, sessions, ...rest }: Programme): readonly PlacedText[] {
  return [
    ...textsWithin(title, 'programme/title'),
    ...textsWithin(rest, ''),
    ...sessions.flatMap((session) => textsWithin(session, sessionPath(session))),
  ]
}

interface PlacedText {
  readonly path: string
  readonly text: Bilingual
}

/** What a session belongs to is read as an event; holidays are a list in the file and are passed over. */
function textsWithin(value: unknown, path: string): readonly PlacedText[] {
  if (typeof value !== 'object' || value === null || value instanceof Map) return []
  if (isText(value)) return [{ path, text: value }]
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'event'
      ? []
      : textsWithin(inner, path === '' ? stepOf(key, inner) : `${path}/${stepOf(key, inner)}`),
  )
}

/** A list made of a mapping from ids keeps the ids in its paths. */
function stepOf(key: string, value: unknown): string {
  const isListed = typeof value === 'object' && value !== null && 'id' in value && /^\d+$/.test(key)
  return isListed ? String(value.id) : key
}

function isText(value: object): value is Bilingual {
  return 'en' in value && 'zh-Hant' in value
}
