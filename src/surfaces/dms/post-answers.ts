import type { Context } from 'hono'
import { ACCESS_FILTERS, isKey } from '../../attestations/access-wanted.ts'
import { type Chosen, saveAnswers } from '../../attestations/save-answers.ts'
import { parseUserId } from '../../kernel/ids.ts'
import { ANSWERS, type Answer } from '../../kernel/vocabulary.ts'
import type { WebEnv } from '../../web/env.ts'
import type { Fields } from '../../web/forms.ts'
import { textsOf } from '../../web/frame.ts'
import type { InsideFirm } from '../enter-rooms.ts'
import type { RoomsHere } from '../rooms.ts'
import { showAttestation } from './show-attestation.tsx'

const ANSWER = 'answer-'

/** Keeps what was chosen on one page of the table, and goes on to the next one, or back. */
export async function postAnswers(
  c: Context<WebEnv>,
  here: RoomsHere,
  inside: InsideFirm,
): Promise<Response> {
  const { participant, live, at, base, frame } = inside
  const { form } = c.var
  const chosen = chosenIn(form)
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
  return c.redirect(`${base}/attestation?${new URLSearchParams({ ...whereTo(form), ...said })}`, 303)
}

/** What is not as it was shown; undefined where a field is not as the page made it. */
function chosenIn(form: Fields): readonly Chosen[] | undefined {
  const chosen: Chosen[] = []
  for (const [name, value] of form) {
    if (!name.startsWith(ANSWER)) continue
    const userId = parseUserId(name.slice(ANSWER.length))
    const [seen, shown] = (form.get(`seen-${userId}`) ?? '').split(' ')
    const [was, answer] = [answerOf(shown), answerOf(value)]
    if (userId === undefined || seen === undefined || was === undefined || answer === undefined)
      return undefined
    if (answer !== was) chosen.push({ userId, seen, was, answer })
  }
  return chosen
}

function answerOf(value: string | undefined): Answer | null | undefined {
  return value === '' ? null : ANSWERS.find((one) => one === value)
}

/** The same list; from the end of the page that was kept, or up to its beginning. */
function whereTo(form: Fields): Record<string, string> {
  const show = ACCESS_FILTERS.find((filter) => filter === form.get('show')) ?? ACCESS_FILTERS[0]
  const ways = { next: ['after', 'last'], previous: ['before', 'first'], stay: ['after', 'since'] } as const
  const [way, end] = ways[form.get('go') as keyof typeof ways] ?? ways.stay
  const key = form.get(end) ?? ''
  return isKey(key) ? { show, [way]: key } : { show }
}
