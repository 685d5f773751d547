import type { Bilingual, Programme } from '../programme.ts'
import { type Finding, finding, sessionPath } from './finding.ts'

/** An address that participants can't reach as they are set up: a new name, or another port. */
export function newNames(programme: Programme): readonly Finding[] {
  const { connectivity, systems } = programme
  return systems.flatMap(({ id, address }) => {
    const name = address.replace(/^https:\/\//, '').replace(/\/$/, '')
    if (connectivity.existingNames.includes(name)) return []
    const reason = `\`${name}\` is not in \`existing_names\`: participants would have to change their connectivity`
    return [finding(programme, 'error', `systems/${id}/address`, reason)]
  })
}

/** A Chinese text without Chinese; abbreviations (`CCMS`) may stay as they are. */
export function untranslatedTexts(programme: Programme): readonly Finding[] {
  const { title, sessions, ...rest } = programme
  return [
    ...textsWithin(title, 'programme/title'),
    ...textsWithin(rest, ''),
    ...sessions.flatMap((session) => textsWithin(session, sessionPath(session))),
  ]
    .filter(({ text }) => /\p{Ll}/u.test(text.en) && !/\p{Script=Han}/u.test(text['zh-Hant']))
    .map(({ path }) => finding(programme, 'warning', `${path}/zh-Hant`, 'the Chinese text is not in Chinese'))
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
