import type { z } from 'zod'
import type { KindId } from '../../src/changes/kind.ts'
import { makeRequest } from '../../src/changes/make-request.ts'
import type { AccountId, RequestNumber } from '../../src/kernel/ids.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import type { TestNode } from './node.ts'
import { type Desk, deskOf } from './requests.ts'

interface Kind<Input> {
  readonly id: KindId
  readonly input: z.ZodType<Input>
}

/** One firm's DAs at work on its users and groups, over a node with the demo's directory. */
export interface FirmDesk extends Desk {
  /** The request's number, or why it was not made. */
  ask<Input>(kind: Kind<Input>, input: Input): Promise<string>
  /** Asks, and another one approves: `applied`, or why not. */
  askAndApprove<Input>(kind: Kind<Input>, input: Input): Promise<string>
  group(name: string): Promise<string>
  /** The groups of these names, as an input wants them. */
  groups(...names: readonly string[]): Promise<{ group: string; row: string }[]>
  idOf(userId: string): Promise<AccountId>
  /** Has this User ID act for another firm as well, in a role. */
  alsoFor(userId: string, firm: string, role?: string): Promise<void>
}

export const uuid = () => systemRandomness.uuid()

export function firmDesk(test: TestNode, firm: string, maker: string, checker: string): FirmDesk {
  const desk = deskOf(test)
  const { sql } = desk
  const ask = async <Input>(kind: Kind<Input>, input: Input) => {
    const made = await makeRequest(test.node.world, {
      ...{ kind, input, remark: 'because', at: test.clock.now(), maker: desk.account(maker) },
      ...{ participant: await desk.firm(firm), session: await desk.session(maker) },
    })
    if (made.ok) return made.value.number
    return made.refusal.is === 'problem' ? made.refusal.problem.code : made.refusal.is
  }
  const group = async (name: string) => {
    const [row] = await sql(
      'select id from user_group where participant_id = $1 and name = $2 and valid_to is null',
      [await desk.firm(firm), name],
    )
    return String(row?.['id'])
  }
  const idOf = async (userId: string) => {
    const [row] = await sql('select id from account where user_id = $1', [userId])
    return row?.['id'] as AccountId
  }
  return {
    ...desk,
    ask,
    group,
    idOf,
    askAndApprove: async (kind, input) => {
      const asked = await ask(kind, input)
      return asked.startsWith('R-') ? desk.decide(checker, firm, asked as RequestNumber) : asked
    },
    groups: async (...names) => {
      const ids = await Promise.all(names.map(group))
      return ids.map((id) => ({ group: id, row: uuid() }))
    },
    alsoFor: async (userId, code, role = 'user') => {
      const values = [uuid(), await idOf(userId), await desk.firm(code), role, test.clock.now().toString()]
      await sql(
        'insert into membership (id, account_id, participant_id, role, valid_from) values ($1, $2, $3, $4, $5)',
        values,
      )
    },
  }
}
