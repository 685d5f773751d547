import type { ListedRequest, Listing } from '../../changes/list-requests.ts'
import type { RequestView } from '../../changes/read-request.ts'
import type { Span } from '../../changes/rules/unattended.ts'
import type { ListedPasscode } from '../../emergency/list-passcodes.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { FieldError } from '../../web/form-parts.tsx'
import type { Around } from '../pages/room-props.ts'
import type { FunctionNameOf } from './say-value.ts'

export type Which = Listing['which']

/** In the order in which they are offered. */
export const WHICH: readonly Which[] = ['to-decide', 'open', 'mine', 'alone', 'all']

export interface RequestsPageProps extends Around {
  /** The list's own address; each request is below it. */
  readonly path: string
  readonly which: Which
  readonly requests: readonly ListedRequest[]
  /** What was typed as a number, and is none here. */
  readonly notFound: string | null
  /** When nobody could decide on them; at the desk, on operators' own. */
  readonly unattended: readonly Span[]
  readonly first: string | null
  readonly next: string | null
}

/** All that a person may do with a request: each is a button of its page. */
export const DEEDS = ['approve', 'reject', 'confirm', 'lift', 'withdraw', 'resubmit'] as const
export type Deed = (typeof DEEDS)[number]

export interface RequestPageProps extends Around {
  readonly path: string
  readonly request: RequestView
  readonly functionNameOf: FunctionNameOf
  /** What was typed before a step-up, or before it was refused. */
  readonly remark: string
  readonly errors: readonly FieldError[]
  /** Until when its viewer need not prove again that it is he; null: before he decides. */
  readonly steppedUpUntil: Instant | null
  /** What was just done with it. */
  readonly done: RequestView['state'] | null
  /** The emergency passcode that was approved, for who asked for it, and where it is shown. */
  readonly passcode: (ListedPasscode & { readonly to: string }) | null
}
