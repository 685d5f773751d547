import { reasonOf } from './reason-of.ts'

/** Where it fails, what it was is said before why: for the engineer who reads it. */
export async function orSay<T>(what: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (fault) {
    throw new Error(`${what} (${reasonOf(fault)})`, { cause: fault })
  }
}
