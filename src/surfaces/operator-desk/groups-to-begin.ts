import type { FunctionId } from '../../kernel/ids.ts'
import type { Role } from '../../kernel/vocabulary.ts'
import type { Programme } from '../../programme/programme.ts'

interface GroupToBegin {
  readonly name: string
  readonly functions: readonly FunctionId[]
}

const BEGINS_WITH: Readonly<Record<string, readonly Role[]>> = {
  administrators: ['da-maker', 'da-checker', 'da-single'],
  users: ['user'],
}

/** The user groups of a firm that has none yet: all that the programme's doors lead these roles to. */
export function groupsToBegin({ doors }: Programme): readonly GroupToBegin[] {
  return Object.entries(BEGINS_WITH).flatMap(([name, roles]) => {
    const open = doors.filter(({ admits }) =>
      admits.some((role) => (roles as readonly string[]).includes(role)),
    )
    const functions = [...new Set(open.flatMap(({ leadsTo }) => leadsTo))]
    return functions.length === 0 ? [] : [{ name, functions }]
  })
}
