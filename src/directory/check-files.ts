import type { LongWork } from '../db/open-long-work.ts'
import type { Check } from './check.ts'
import { CARD_CHECKS, CARD_PLAN_CHECKS } from './check-cards.ts'

const inFile = (table: string) => `'${table}.csv' as file`

const duplicate = (table: string, key: string, what: string): Check => `
  select ${inFile(table)}, line, null as field, format('the same ${what} as in line %s: delete one of them', first) as reason,
    participant
  from (select line, participant, min(line) over (partition by ${key}) as first from row_${table}) as row
  where line > first`

const unknownParticipant = (table: string): Check => `
  select ${inFile(table)}, line, 'participant' as field,
    format('"%s" is in no line of participants.csv, nor known here', participant) as reason, participant
  from row_${table}
  where participant <> '' and not exists (select from row_participants p where p.participant = row_${table}.participant)
    and not exists (select from participant p where p.code = row_${table}.participant)`

/** What is said of one key in several rows must be the same in all. */
const contradiction = (key: string, field: string): Check => `
  select ${inFile('people')}, line, '${field}' as field,
    format('"%s" contradicts line %s, which has "%s" for the same ${key === 'user_id' ? 'User ID' : 'person'}',
      value, first_line, first) as reason, participant
  from (select line, participant, ${field} as value, first_value(${field}) over said as first,
      first_value(line) over said as first_line
    from (select *, coalesce(nullif(person, ''), user_id) as whose from row_people) as row
    window said as (partition by ${key} order by line)) as row
  where value <> first`

/** Before anything is compared. */
export const FILE_CHECKS: readonly Check[] = [
  duplicate('participants', 'participant', 'participant'),
  duplicate('contacts', 'participant, name', 'contact'),
  duplicate('groups', 'participant, "group", function', 'group and function'),
  duplicate('people', 'user_id, participant, role', 'User ID, participant and role'),
  unknownParticipant('contacts'),
  unknownParticipant('groups'),
  unknownParticipant('people'),
  contradiction('user_id', 'person'),
  contradiction('user_id', 'status'),
  contradiction('user_id', 'registered_email'),
  contradiction('whose', 'display_name'),
  contradiction('whose', 'language'),
  `select ${inFile('people')}, line, 'groups' as field,
    format('"%s" is no group of %s in groups.csv, nor here', name, participant) as reason, participant
  from row_people, string_to_table(groups, ';') as listed(name)
  where name <> '' and participant <> '' and not exists (select from row_groups g where g.participant = row_people.participant and "group" = name)
    and not exists (select from user_group g join participant p on p.id = g.participant_id
      where p.code = row_people.participant and g.name = listed.name and g.valid_to is null)`,
  `select ${inFile('people')}, line, 'user_id' as field,
    format('%s was removed here; a User ID is never used again', user_id) as reason, participant
  from row_people join account a using (user_id) where a.status = 'removed'`,
  ...CARD_CHECKS,
]

const FIRM_DAS = `
  from planned m join planned a on a.kind = 'account' and a.key = split_part(m.key, '/', 1)
    join planned p on p.kind = 'participant' and p.key = m.participant
  where m.kind = 'membership' and m.after is not null`
const ROLE = `split_part(m.key, '/', 3)`

/** After the comparison, of what would then be in force: also what is here and in no file counts. */
export const PLAN_CHECKS: readonly Check[] = [
  `select ${inFile('people')}, line, 'user_id' as field,
    format('belongs to person "%s" here; who is behind a User ID never changes', here[1]) as reason, '' as participant
  from planned where kind = 'account' and filed[1] <> here[1]`,
  `select ${inFile('people')}, m.line, 'role' as field,
    format('da-single is for a participant with single control; %s has none', m.participant) as reason, m.participant
  ${FIRM_DAS} and ${ROLE} = 'da-single' and p.after[3] = 'no'`,
  `select ${inFile('people')}, max(m.line) as line, 'role' as field,
    format('person %s would be both maker and checker of %s: take two people', a.after[1], coalesce(nullif(m.participant, ''),
      'the clearing house')) as reason, m.participant
  from planned m join planned a on a.kind = 'account' and a.key = split_part(m.key, '/', 1)
  where m.kind = 'membership' and m.after is not null and ${ROLE} ~ '-(maker|checker)$'
  group by a.after[1], m.participant having count(distinct ${ROLE}) > 1`,
  `select ${inFile('people')}, max(m.line) as line, 'registered_email' as field,
    format('%s would be the address of both DA maker and DA checker of %s: give each his own', min(a.after[3]),
      m.participant) as reason, m.participant
  ${FIRM_DAS} and ${ROLE} in ('da-maker', 'da-checker') and p.after[3] = 'no' and a.after[3] <> ''
  group by lower(a.after[3]), m.participant having count(distinct ${ROLE}) > 1`,
  ...CARD_PLAN_CHECKS,
]

/** What is allowed and deserves a look. */
export const WARNINGS: readonly Check[] = [
  `select ${inFile('people')}, min(line) as line, 'registered_email' as field,
    format('%s is the address of %s User IDs', min(registered_email), count(distinct user_id)) as reason,
    min(participant) as participant
  from row_people where registered_email <> '' group by lower(registered_email) having count(distinct user_id) > 1`,
  `select ${inFile('people')}, line, 'registered_email' as field,
    format('%s looks like %s, which %s of the addresses have: is it meant?', domain, usual, most) as reason, participant
  from (select line, participant, domain, count, first_value(domain) over alike as usual,
      first_value(count) over alike as most
    from (select lower(split_part(registered_email, '@', 2)) as domain, count(*) as count, min(line) as line,
        min(participant) as participant
      from row_people where registered_email <> '' group by 1) as domains
    window alike as (partition by translate(replace(replace(domain, 'rn', 'm'), 'vv', 'w'), '013i5', 'olels')
      order by count desc, domain)) as row
  where domain <> usual`,
  `select ${inFile('people')}, line, 'registered_email' as field,
    format('%s is written in another script than it reads in (punycode)', registered_email) as reason, participant
  from row_people where registered_email ~* '[@.]xn--'`,
  ...(['participants', 'contacts', 'people'] as const).map(
    (table) => `select ${inFile(table)}, line, null as field,
      'begins like a formula of a spreadsheet; it is taken as text' as reason, participant
    from row_${table} where ${{ participants: 'name_en', contacts: 'name', people: 'display_name' }[table]} ~ '^[-=+@]'`,
  ),
]

/** Runs checks and writes what they find into `table`; the place in the line is found later (locate-faults.ts). */
export async function runChecks(
  work: LongWork,
  checks: readonly Check[],
  table: 'fault' | 'warning',
): Promise<void> {
  for (const check of checks)
    await work.run(`insert into ${table} (file, line, field, reason, participant)
      select file, coalesce(line, 1), field, reason, participant from (${check}) as found`)
}
