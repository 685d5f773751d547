import type { Tx } from './transaction.ts'

const told = new WeakMap<Tx, (() => void)[]>()

/** Calls `tell` once this transaction is known to be committed, and never where it is not. It must not throw. */
export function afterCommit(tx: Tx, tell: () => void): void {
  const before = told.get(tx)
  if (before === undefined) told.set(tx, [tell])
  else before.push(tell)
}

/** For whoever commits. */
export function tellCommitted(tx: Tx): void {
  for (const tell of told.get(tx) ?? []) tell()
}
