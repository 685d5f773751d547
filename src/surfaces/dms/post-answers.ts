import type { Context } from 'hono'
import { ACCESS_FILTERS, type AccessFilter, isKey } from '../../attestations/access-wanted.ts'
import { type Chosen, saveAnswers } from '../../attestations/save-answers.ts'
import { parseUserId } from '../../kernel/ids.ts'
import { ANSWERS, type Answer } from '../../kernel/vocabulary.ts'
import { seeOther } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import type { Fields } from '../../web/forms.ts'
import { textsOf } from '../../web/frame.ts'
import type { InsideFirm } from '../enter-rooms.ts'
import type { RoomsHere } from '../rooms.ts'
import { showAttestation } from './show-attestation.tsx'

const ANSWER = 'answer-'

/** Keeps what was chosen on one page of the table, whichever of its buttons was pressed, and goes where that one leads. */
export async function postAnswers(
  c: Context<WebEnv>,
  here: RoomsHere,
  inside: InsideFirm,
): Promise<Response> {
  const { participant, live, at, base, frame } = inside
  const { form } = c.var
  const way = wayOf(form.get('go'))
  const chosen = chosenIn(form, 'saves' in way)
  if (chosen === undefined) return c.var.refuse({ status: 400 })
  const saving = { participant: participant.id, by: live.accountId, chosen, at }
  const saved = await saveAnswers(here.world, saving)
  if (!saved.ok) {
    const { changes, attestation } = textsOf(frame)
    const message =
      saved.refusal.is === 'attested' ? changes.problems['already-attested'] : attestation.notOpen
    return showAttestation(c, here, inside, [{ field: 'form', message }])
  }
  const said = { saved: String(saved.value.saved), changed: String(saved.value.changed.length) }
  const path = way === ATTEST && saved.value.changed.length === 0 ? 'attestation/submit' : 'attestation'
  return seeOther(c, `${base}/${path}?${new URLSearchParams({ ...whereTo(form, way), ...said })}`)
}

const ATTEST = { leads: 'attest' } as const
const SAVES = {
  next: { saves: 'after', end: 'last' },
  previous: { saves: 'before', end: 'first' },
  stay: { saves: 'after', end: 'since' },
} as const
type Way = (typeof SAVES)[keyof typeof SAVES] | { readonly shows: AccessFilter } | typeof ATTEST

/** Saving, or looking at another list, or going on to attest. */
function wayOf(go: string | undefined): Way {
  if (go === 'attest') return ATTEST
  const shows = ACCESS_FILTERS.find((filter) => filter === go)
  return shows === undefined ? (SAVES[go as keyof typeof SAVES] ?? SAVES.stay) : { shows }
}

/**
 * What is not as it was shown; undefined where a field is not as the page made it. An answer that the page offered is one
 * only where it is saved: who looks at another list has not said it.
 */
function chosenIn(form: Fields, isSaved: boolean): readonly Chosen[] | undefined {
  const chosen: Chosen[] = []
  for (const [name, value] of form) {
    if (!name.startsWith(ANSWER)) continue
    const userId = parseUserId(name.slice(ANSWER.length))
    const [seen, ...shown] = (form.get(`seen-${userId}`) ?? '').split(' ')
    const [was, offered, answer] = [answerOf(shown[0]), answerOf(shown[1]), answerOf(value)]
    if (userId === undefined || seen === undefined) return undefined
    if (was === undefined || offered === undefined || answer === undefined) return undefined
    if (answer !== offered || (isSaved && answer !== was)) chosen.push({ userId, seen, was, answer })
  }
  return chosen
}

function answerOf(value: string | undefined): Answer | null | undefined {
  return value === '' ? null : ANSWERS.find((one) => one === value)
}

/** Another list; or the same one, from the end of the page that was kept, or up to its beginning. */
function whereTo(form: Fields, way: Way): Record<string, string> {
  if ('shows' in way) return { show: way.shows }
  const show = ACCESS_FILTERS.find((filter) => filter === form.get('show')) ?? ACCESS_FILTERS[0]
  const key = 'saves' in way ? (form.get(way.end) ?? '') : ''
  return 'saves' in way && isKey(key) ? { show, [way.saves]: key } : { show }
}
