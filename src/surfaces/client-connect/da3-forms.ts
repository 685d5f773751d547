import type { z } from 'zod'
import type { KindId } from '../../changes/kind.ts'
import { da3 } from '../../delegates/changes.ts'
import type { Delegate } from '../../delegates/delegates-of.ts'
import type { Deed } from '../../delegates/hands.ts'
import type { Fields } from '../../web/forms.ts'

/** What each form of eService DA 3 asks, and which change it asks for. Every one has a remark besides. */
export const FIELDS = [
  'userId',
  'name',
  'language',
  'ofUserId',
  'role',
  'address',
  'until',
  'certificate',
] as const
export type FieldName = (typeof FIELDS)[number]

interface Da3Form {
  readonly kind: { readonly id: KindId; readonly input: z.ZodType<unknown> }
  readonly fields: readonly FieldName[]
  /** Of somebody who is there; null: of somebody to be appointed. */
  readonly about: 'delegate' | null
}

const NEW: readonly FieldName[] = ['userId', 'name', 'language', 'ofUserId', 'role', 'address']

export const FORMS: Readonly<Record<Deed, Da3Form>> = {
  appoint: { kind: da3.appoint, fields: NEW, about: null },
  cover: { kind: da3.cover, fields: [...NEW, 'until'], about: null },
  amend: { kind: da3.amend, fields: ['name', 'language'], about: 'delegate' },
  'register-email': { kind: da3.registerEmail, fields: ['address'], about: 'delegate' },
  reset: { kind: da3.reset, fields: [], about: 'delegate' },
  suspend: { kind: da3.suspend, fields: [], about: 'delegate' },
  reinstate: { kind: da3.reinstate, fields: [], about: 'delegate' },
  'card-assign': { kind: da3.assignCard, fields: ['certificate'], about: 'delegate' },
  'card-replace': { kind: da3.replaceCard, fields: ['certificate'], about: 'delegate' },
  'card-reset-password': { kind: da3.resetCardPassword, fields: [], about: 'delegate' },
  'card-revoke': { kind: da3.revokeCard, fields: [], about: 'delegate' },
  remove: { kind: da3.remove, fields: [], about: 'delegate' },
}

export const DEEDS = Object.keys(FORMS) as readonly Deed[]

/** Where a deed is asked for: a file is taken at `/upload` alone (guard-form.ts). */
export function pathOf(deed: Deed): string {
  return FORMS[deed].fields.includes('certificate') ? `${deed}/upload` : deed
}

/** Whether it can be done to him as he stands; a request may find him otherwise. */
export function isOpen(deed: Deed, { status, card, hasCardPassword }: Delegate): boolean {
  switch (deed) {
    case 'suspend':
      return status !== 'suspended'
    case 'reinstate':
      return status === 'suspended'
    case 'card-assign':
      return card === null
    case 'card-replace':
    case 'card-revoke':
      return card !== null
    case 'card-reset-password':
      return hasCardPassword
    default:
      return true
  }
}

/** What was typed, as the kind asks for it; ids of what will be created are drawn here, once. */
export function inputOf(deed: Deed, typed: Fields, delegate: Delegate | null, draw: () => string): unknown {
  const at = (name: FieldName) => typed.get(name)?.trim() ?? ''
  if (delegate !== null) {
    const one = { accountId: delegate.accountId }
    if (deed === 'amend') return { ...one, name: at('name'), language: at('language') }
    if (deed === 'card-revoke') return { ...one, card: delegate.card }
    if (FORMS[deed].fields.includes('certificate'))
      return { ...one, id: draw(), certificate: at('certificate') }
    return deed === 'register-email' ? { ...one, id: draw(), address: at('address') } : one
  }
  const known = at('ofUserId') !== ''
  return {
    ...{ accountId: draw(), membershipId: draw(), groupRowId: draw(), emailId: draw() },
    userId: at('userId'),
    whom: known
      ? { ofUserId: at('ofUserId') }
      : { personId: draw(), name: at('name'), language: at('language') },
    role: at('role'),
    address: at('address') === '' ? null : at('address'),
    until: at('until') === '' ? null : at('until'),
  }
}

/** What stands in the fields before anything is typed: what is on record. */
export function onRecord(delegate: Delegate | null): Fields {
  return new Map<string, string>(
    delegate === null
      ? [['language', 'en']]
      : [
          ['name', delegate.name],
          ['language', delegate.language],
          ['address', delegate.email ?? ''],
        ],
  )
}
