export const FIRM_A = '00000000-0000-4000-8000-00000000000a'
export const FIRM_B = '00000000-0000-4000-8000-00000000000b'

/** `key`: a column that firms may read, the firm's id in each sample. */
interface Sample {
  readonly key: string
  /** A row of `firm`, whose person, account, membership and group all have the firm's own id; `id` is the row's. */
  readonly insert: (firm: string, id: string) => string
}

const AT = "'2023-06-10 10:05Z'"

/** One row of a firm for each table behind a wall, in the order in which they can be made. */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  participant: {
    key: 'id',
    insert: (_, id) =>
      `insert into participant values ('${id}', '${codeOf(id)}', 'Firm', 'Firm', false, ${AT})`,
  },
  person: {
    key: 'id',
    insert: (_, id) =>
      `insert into person (id, display_name, language, created_at) values ('${id}', 'Somebody', 'en', ${AT})`,
  },
  account: {
    key: 'id',
    insert: (firm, id) =>
      `insert into account values ('${id}', '${firm}', 'USER${codeOf(id)}', 'active', ${AT})`,
  },
  membership: {
    key: 'participant_id',
    insert: (firm, id) =>
      `insert into membership (id, account_id, participant_id, role, valid_from)
       values ('${id}', '${firm}', '${firm}', '${id === firm ? 'user' : 'da-maker'}', ${AT})`,
  },
  registered_email: {
    key: 'account_id',
    insert: (firm, id) =>
      `insert into registered_email values ('${id}', '${firm}', 'somebody@firm.example', ${AT}, ${id === firm ? 'null' : AT})`,
  },
  user_group: {
    key: 'participant_id',
    insert: (firm, id) => `insert into user_group values ('${id}', '${firm}', '${codeOf(id)}')`,
  },
  user_group_function: {
    key: 'user_group_id',
    insert: (firm, id) => `insert into user_group_function values ('${firm}', '${codeOf(id)}')`,
  },
  user_group_member: {
    key: 'user_group_id',
    insert: (firm, id) =>
      `insert into user_group_member values ('${id}', '${firm}', '${firm}', ${AT}, ${id === firm ? 'null' : AT})`,
  },
  event_registration: {
    key: 'participant_id',
    insert: (firm, id) =>
      `insert into event_registration values ('${id}', '${firm}', '${codeOf(id)}', ${AT})`,
  },
  event_attendance: {
    key: 'registration_id',
    insert: (firm, id) => `insert into event_attendance values ('${firm}', '${codeOf(id)}', 'otp', 1)`,
  },
  participant_network: {
    key: 'participant_id',
    insert: (firm, id) =>
      `insert into participant_network values ('${id}', '${firm}', '203.0.113.0/24', ${AT}, ${id === firm ? 'null' : AT})`,
  },
  participant_contact: {
    key: 'participant_id',
    insert: (firm, id) =>
      `insert into participant_contact values ('${id}', '${firm}', '${codeOf(id)}', 'Office', '1', 'a@firm.example', ${AT})`,
  },
  credential: {
    key: 'account_id',
    insert: (firm, id) =>
      `insert into credential values ('${id}', '${firm}', 'app', 'sealed', 'primary/0', ${AT}, ${id === firm ? 'null' : AT})`,
  },
  smartcard: {
    key: 'account_id',
    insert: (firm, id) =>
      `insert into smartcard values ('${id}', '${firm}', repeat('${id.slice(-1)}', 64), '${id.slice(-4)}', md5('${id}') || md5('${id}'),
        'CN=Somebody', '2025-01-01Z', ${AT}, ${id === firm ? 'null, null' : `${AT}, 'revoked'`})`,
  },
  card_password: {
    key: 'account_id',
    insert: (firm, id) =>
      `insert into card_password values ('${id}', '${firm}', 'sealed', 'primary/0', ${AT}, ${id === firm ? 'null' : AT})`,
  },
  logon_session: {
    key: 'account_id',
    insert: (firm, id) => `
      insert into logon_session (id, token_digest, account_id, door, epoch, amr, acr, attempt_id, source_network,
        entered_at, created_at, last_seen_at, expires_at)
      values ('${id}', sha256('${id}'), '${firm}', '${codeOf(id)}', 'primary/0', '{pwd,otp}', 'app', '${id}', 'unknown',
        ${AT}, ${AT}, ${AT}, '2023-06-11Z')`,
  },
  outbox_mail: {
    key: 'account_id',
    insert: (firm, id) => `
      insert into outbox_mail (id, epoch, account_id, kind, sealed, state, created_at, due_at, not_after)
      values ('${id}', 'primary/0', '${firm}', 'passcode', 'sealed', 'queued', ${AT}, ${AT}, ${AT})`,
  },
  access_right: {
    key: 'membership_id',
    insert: (firm, id) =>
      `insert into access_right values ('${id}', '${firm}', 'EU_Events', ${AT}, ${id === firm ? 'null' : AT})`,
  },
  absence: {
    key: 'account_id',
    insert: (firm, id) =>
      `insert into absence values ('${id}', '${firm}', ${AT}, '2023-06-11Z', '${firm}', ${AT})`,
  },
  change_request: {
    key: 'participant_id',
    insert: (firm) => `
      insert into change_request (kind, chain, restricts, participant_id, maker, maker_person, made_at, made_in, remark,
        input, lines, more, digest, due_at, single_control, state)
      values ('email.register', 'firm', false, '${firm}', '${firm}', '${firm}', ${AT}, '${firm}', '', '{}', '[]', 0,
        sha256(''), '2023-06-13Z', false, 'pending')`,
  },
  emergency_passcode: {
    key: 'participant_id',
    insert: (firm, id) => `
      insert into emergency_passcode (id, request, account_id, participant_id, identified, granted_at, expires_at)
      values ('${id}', (select max(number) from change_request where participant_id = '${firm}'), '${firm}', '${firm}',
        'in-person', ${AT}, '2023-06-10 11:05Z')`,
  },
  audit_event: {
    key: 'account_id',
    insert: (firm, id) => `
      insert into audit_event (id, at, epoch, kind, account_id, facts)
      values ('${id}', ${AT}, 'primary/0', 'sample', '${firm}', '{}')`,
  },
  email_upload: {
    key: 'participant_id',
    insert: (firm, id) => `
      insert into email_upload (id, participant_id, account_id, file_name, received_at, state, beat_at)
      values ('${id}', '${firm}', '${firm}', 'a.csv', ${AT}, 'receiving', ${AT})`,
  },
  email_upload_row: {
    key: 'participant_id',
    insert: (firm, id) => `
      insert into email_upload_row (upload_id, participant_id, line, user_id, address)
      values ('${firm}', '${firm}', ${id === firm ? 2 : 3}, 'USER', '')`,
  },
  email_upload_fault: {
    key: 'participant_id',
    insert: (firm, id) => `
      insert into email_upload_fault (upload_id, participant_id, line, col, found, code, detail)
      values ('${firm}', '${firm}', ${id === firm ? 2 : 3}, 1, 'reading', 'cells', '')`,
  },
  address_letter: {
    key: 'participant_id',
    insert: (firm, id) => `
      insert into address_letter (registered_email_id, kind, participant_id, epoch, since)
      values ('${firm}', '${id === firm ? 'address-test' : 'address-replaced'}', '${firm}', 'primary/0', ${AT})`,
  },
  overnight_report: {
    key: 'participant_id',
    insert: (firm, id) => `
      insert into overnight_report (id, participant_id, business_day, name, revision, size, sha256, published_at, published_by)
      values ('${id}', '${firm}', '2023-06-09', '${codeOf(id)}', 1, 1, sha256(''), ${AT}, 'sample')`,
  },
  launch_decision: {
    key: 'participant_id',
    insert: (firm) => `
      insert into launch_decision (programme_id, kind, decided_at, maker, checker, remark, participant_id)
      values ('seoch-2fa-2023', 'rollback', ${AT}, '${FIRM_A}', '${FIRM_B}', 'sample', '${firm}')`,
  },
  hotline_case: {
    key: 'participant_id',
    insert: (
      firm,
      id,
    ) => `insert into hotline_case (participant_id, account_id, contact_id, caller, matter, route, opened_by, opened_at)
       values ('${firm}', '${firm}', '${firm}', 'Somebody', '${id}', 'firm', '${firm}', ${AT})`,
  },
  attestation: {
    key: 'participant_id',
    insert: (firm, id) => `
      insert into attestation (id, participant_id, period, begun_by, begun_at)
      values ('${id}', '${firm}', '${id === firm ? '2023-06-11' : '2023-12-11'}', '${firm}', ${AT})`,
  },
  attested_access: {
    key: 'participant_id',
    insert: (firm, id) => `
      insert into attested_access (attestation_id, participant_id, account_id, person_id, facts, digest)
      values ('${firm}', '${firm}', '${firm}', '${firm}', '{}', sha256('${id}'))`,
  },
}

/** Firms A and B with a row each in every such table. */
export const TWO_FIRMS = Object.values(SAMPLES)
  .flatMap(({ insert }) => [insert(FIRM_A, FIRM_A), insert(FIRM_B, FIRM_B)])
  .join(';\n')

function codeOf(id: string): string {
  return `F${id.slice(-4).toUpperCase()}`
}
