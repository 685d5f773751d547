import type { Scope } from './transaction.ts'

/** The role that a transaction takes for its scope. What each may do is said in migrations, from 0016 on (adr/0022). */
export const ROLE_OF: Readonly<Record<Scope['as'], string>> = {
  'sign-in': 'sallyport_sign_in',
  operations: 'sallyport_operations',
  participant: 'sallyport_participant',
}
