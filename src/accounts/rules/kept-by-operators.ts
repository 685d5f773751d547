import { done, type Result, refused } from '../../kernel/result.ts'
import type { Target } from './may-change-user.ts'

export type NotOfSeveral = 'not-found' | 'administrator' | 'of-one-firm'

/**
 * Whether operators change the User ID of a user, on the page of this firm; the first line that holds refuses. It is what
 * his firm's own administrators are refused, and nothing besides (may-change-user.ts).
 *
 * | refused where                                | why                                                            |
 * | -------------------------------------------- | -------------------------------------------------------------- |
 * | he is no user here                           | `not-found`                                                    |
 * | his User ID has another role here than user  | `administrator`: he is kept with the firm's DAs, by DA 3       |
 * | no other firm has his User ID                | `of-one-firm`: that firm keeps him                             |
 */
export function keptByOperators<User extends Target>(target: User | null): Result<User, NotOfSeveral> {
  if (target === null || target.roles.length === 0) return refused('not-found')
  if (target.roles.some((role) => role !== 'user')) return refused('administrator')
  return target.actsElsewhere ? done(target) : refused('of-one-firm')
}
