import { accountRecord, membershipRecord, personRecord } from '../accounts/directory-records.ts'
import { cardPasswordRecord, cardRecord } from '../cards/directory-records.ts'
import { type FiledWorld, sealFiled } from '../cards/seal-filed.ts'
import type { RecordKind } from '../changes/record-kind.ts'
import type { LongWork } from '../db/open-long-work.ts'
import { contactRecord, participantRecord } from '../participants/directory-records.ts'
import { groupRecord } from '../rights/directory-records.ts'

/** How the rows of the files (`row_…`, stage-files.ts) make the records of one kind. */
export interface FiledKind extends RecordKind {
  /** A select of `key`, `participant`, `fields` and the first `line` that says so. */
  readonly filed: string
  /** What SQL can't do, just before records of the kind are written. */
  readonly before?: (work: LongWork, world: FiledWorld) => Promise<void>
}

/** All kinds, in the order in which they are written: each needs only those before it. */
export const RECORD_KINDS: readonly FiledKind[] = [
  {
    ...participantRecord,
    filed: `select distinct on (participant) participant as key, participant,
        array[name_en, name_zh, single_control, source_networks] as fields, line
      from row_participants order by participant, line`,
  },
  {
    ...contactRecord,
    filed: `select distinct on (key) participant || '/' || name as key, participant,
        array[office, telephone, email] as fields, line
      from row_contacts order by key, line`,
  },
  {
    ...groupRecord,
    filed: `select participant || '/' || "group" as key, participant,
        array[coalesce(string_agg(distinct function, ' ' order by function) filter (where function <> ''), '')] as fields,
        min(line) as line
      from row_groups group by participant, "group"`,
  },
  {
    ...personRecord,
    filed: `select distinct on (key) coalesce(nullif(person, ''), user_id) as key, '' as participant,
        array[display_name, language] as fields, line
      from row_people order by key, line`,
  },
  {
    ...accountRecord,
    filed: `select distinct on (user_id) user_id as key, '' as participant,
        array[coalesce(nullif(person, ''), user_id), status, registered_email] as fields, line
      from row_people order by user_id, line`,
  },
  {
    ...membershipRecord,
    filed: `select distinct on (key) user_id || '/' || participant || '/' || role as key, participant,
        array[groups, access_rights] as fields, line
      from row_people order by key, line`,
  },
  {
    ...cardRecord,
    filed: `select distinct on (key) user_id || '/' || issuer || '/' || serial as key, '' as participant,
        array[row_cards.key, subject, not_after, "from", state, until] as fields, line
      from row_cards order by key, line`,
  },
  {
    ...cardPasswordRecord,
    before: sealFiled,
    filed: `select distinct on (user_id) user_id as key, '' as participant,
        array[split_part(card_password, ':', 1), password_from] as fields, line
      from row_cards where card_password <> '' order by user_id, line`,
  },
]
