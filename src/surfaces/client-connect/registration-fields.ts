import type { FilingRefusal } from '../../registrations/file-registration.ts'
import type { EntryFault, TypedEntry } from '../../registrations/rules/judge-entry.ts'
import type { OfferedEvent, Way } from '../../registrations/rules/offered.ts'
import type { Registration } from '../../registrations/store.ts'
import type { FieldError } from '../../web/form-parts.tsx'
import type { Fields } from '../../web/forms.ts'
import { type Frame, textsOf } from '../../web/frame.ts'

/** `people.session-1.otp`: how many, in which session, by which means. */
export function peopleField(session: string, by: Way): string {
  return `people.${session}.${by}`
}

/** What was posted, for what the event offers and nothing else. */
export function entryOf(form: Fields, offered: OfferedEvent | undefined): TypedEntry {
  const at = (name: string) => form.get(name) ?? ''
  return {
    contactName: at('contact_name'),
    contactTelephone: at('contact_telephone'),
    people: (offered?.sessions ?? []).flatMap(({ session, ways }) =>
      ways.map(({ by }) => ({ session: session.id, by, typed: at(peopleField(session.id, by)) })),
    ),
  }
}

/** What stands in the fields before anything is typed: the registration in force. */
export function fieldsOf(registration: Registration | null): Fields {
  if (registration === null) return new Map()
  const { contactName, contactTelephone, attendance } = registration
  return new Map([
    ['contact_name', contactName],
    ['contact_telephone', contactTelephone],
    ...attendance.map(({ session, by, people }) => [peopleField(session, by), String(people)] as const),
  ])
}

/** What was refused, each beside its field; what belongs to none stands at the first. */
export function faultsOf(frame: Frame, refusal: FilingRefusal): readonly FieldError[] {
  const t = textsOf(frame).events.faults
  if (refusal.is !== 'faulty') return [{ field: 'contact_name', message: t[refusal.is] }]
  return refusal.faults.map((fault) => ({ field: fieldOf(fault), message: t[fault.is] }))
}

function fieldOf(fault: EntryFault): string {
  switch (fault.is) {
    case 'contact-missing':
    case 'nobody-comes':
      return 'contact_name'
    case 'telephone-unreadable':
      return 'contact_telephone'
    case 'number-unreadable':
      return peopleField(fault.session, fault.by)
  }
}
