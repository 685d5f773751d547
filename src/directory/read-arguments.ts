import { parseArgs } from 'node:util'
import { parseUserId } from '../kernel/ids.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { DirectorySize } from './generate/make-directory.ts'
import type { Approval } from './rules/judge-approval.ts'

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>

/** `directory FOLDER` and these options, nothing else. */
export function readArguments<const T extends Options>(argv: readonly string[], options: T) {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true })
    const [what, folder, ...others] = positionals
    if (what !== 'directory' || folder === undefined || others.length > 0)
      return refused('wanted are the word directory and one FOLDER')
    return done({ values, folder })
  } catch (fault) {
    return refused(reasonOf(fault))
  }
}

interface Approving {
  readonly maker?: string
  readonly checker?: string
  readonly proposal?: string
}

/** All three of an approval, or none. */
export function readApproval({ maker, checker, proposal }: Approving): Result<Approval | undefined, string> {
  if (maker === undefined && checker === undefined && proposal === undefined) return done(undefined)
  const [made, checked] = [parseUserId(maker ?? ''), parseUserId(checker ?? '')]
  if (made !== undefined && checked !== undefined && proposal !== undefined)
    return done({ maker: made, checker: checked, proposal: proposal.replace(/^sha256:/, '') })
  return refused(
    '--maker, --checker and --proposal belong together: two User IDs, and the digest of the dry run',
  )
}

interface Sized {
  readonly users?: string
  readonly participants?: string
  readonly seed?: string
}

export function readSize({ users, participants, seed = '1' }: Sized): Result<DirectorySize, string> {
  const size = { users: Number(users), participants: Number(participants), seed }
  const whole = [size.users, size.participants].every((count) => Number.isSafeInteger(count) && count > 0)
  if (!whole) return refused('--users and --participants are whole numbers from 1 on')
  return size.participants <= size.users ? done(size) : refused('each participant has one user at least')
}
