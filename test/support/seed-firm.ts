import { withClient } from '../../src/db/with-client.ts'
import type { AccountId, ParticipantId } from '../../src/kernel/ids.ts'
import type { Instant } from '../../src/kernel/instant.ts'
import { systemRandomness } from '../../src/kernel/system.ts'

export interface SeededFirm {
  readonly id: ParticipantId
  readonly code: string
  /** DA maker, DA checker and Client Connect user: `…DAM`, `…DAC`, `…CCU`. */
  readonly maker: AccountId
  readonly checker: AccountId
}

interface FirmSize {
  readonly code: string
  /** `XXX000001` on, XXX being the last three of the code. */
  readonly users: number
  /** So many of them, the first, have the address `user-1@firm-xxx.example` on. */
  readonly withEmail: number
  readonly at: Instant
}

/** A firm of any size, straight into the tables. */
export async function seedFirm(superuserUrl: string, size: FirmSize): Promise<SeededFirm> {
  const { code, users, withEmail, at } = size
  const mark = code.slice(-3)
  const seed = systemRandomness.uuid()
  const id = systemRandomness.uuid() as ParticipantId
  const since = at.toString()
  return withClient(superuserUrl, async (client) => {
    await client.query("set session_replication_role = 'replica'")
    await client.query(`
      insert into participant values ('${id}', '${code}', 'Firm ${mark}', '公司${mark}', false, '${since}');
      insert into user_group values (id_from('${seed}', 'group'), '${id}', 'online');
      insert into user_group_function values (id_from('${seed}', 'group'), 'ccms.online');
      create temporary table one as
        select n, case when n > 0 then '${mark}' || lpad(n::text, 6, '0') when n = 0 then '${mark}DAM'
          when n = -1 then '${mark}DAC' else '${mark}CCU' end as user_id,
          case when n > 0 then 'user' when n = 0 then 'da-maker' when n = -1 then 'da-checker' else 'client-connect' end as role,
          id_from('${seed}', 'account/' || n) as account, id_from('${seed}', 'person/' || n) as person,
          id_from('${seed}', 'membership/' || n) as membership
        from generate_series(-2, ${users}) as n;
      insert into person (id, display_name, language, created_at)
        select person, 'Person ' || user_id, 'en', '${since}' from one;
      insert into account select account, person, user_id, 'active', '${since}' from one;
      insert into membership select membership, account, '${id}', role, '${since}' from one;
      insert into user_group_member select id_from('${seed}', 'member/' || n), id_from('${seed}', 'group'), membership,
        '${since}' from one where n > 0;
      insert into registered_email select id_from('${seed}', 'email/' || n), account,
        case when n > 0 then 'user-' || n else lower(user_id) end || '@firm-' || lower('${mark}') || '.example', '${since}'
        from one where n <= ${withEmail};
      analyze person, account, membership, registered_email`)
    const { rows } = await client.query('select user_id, account from one where n in (0, -1)')
    await client.query('drop table one')
    const of = (end: string) => rows.find(({ user_id }) => user_id.endsWith(end)).account as AccountId
    return { id, code, maker: of('DAM'), checker: of('DAC') }
  })
}
