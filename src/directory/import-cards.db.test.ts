import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import {
  bringIn,
  FIRM,
  IMPORTED_AT,
  onLongWork,
  type Rows,
  temporaryFolder,
  tryImport,
  WORLD,
  withPeople,
} from '../../test/support/directory-files.ts'
import { readSure, sampleOffice } from '../../test/support/sample-cards.ts'
import { ownCardPasswords } from '../cards/own-passwords.ts'
import type { CardOffice } from '../demo/card-office/open-card-office.ts'
import { writeCell } from '../kernel/csv-cell.ts'
import { systemRandomness } from '../kernel/system.ts'
import { makePasswordHasher } from '../passwords/hash-passwords.ts'
import { whoIs } from '../smartcards/read-card.ts'
import { exportDirectory } from './export-directory.ts'
import type { Reconciliation } from './reconciliation.ts'
import { sayFault } from './rules/fault.ts'

const HASHER = makePasswordHasher({
  ...{ parameters: { memoryKiB: 7168, passes: 5, lanes: 1 }, forTestsOnly: true },
  ...{ cores: 1, waiting: 10, randomness: systemRandomness },
})
const FROM = '2022-09-01T01:00:00Z'
const HIS = 'HLSUSR01'

let office: CardOffice
let test: TestDatabase
beforeAll(async () => {
  office = await sampleOffice()
})
beforeEach(async () => {
  test = await testDatabase()
  return () => test.drop()
})

const sql = async (statement: string, parameters: unknown[] = []) =>
  (await test.ask(statement, parameters)).rows

const newCard = async (name: string) => {
  const { certificate } = await office.issue(name, office.issuing[0])
  return { ...whoIs(readSure(certificate)), pem: Buffer.from(certificate).toString('base64') }
}
type Card = Awaited<ReturnType<typeof newCard>>

/** A line of cards.csv, by its certificate unless other cells are given. */
function line(userId: string, card: Card, cells: Readonly<Record<string, string>> = {}): string {
  const all = { user_id: userId, certificate: card.pem, from: FROM, state: 'in-force', ...cells }
  const columns =
    'user_id,certificate,issuer,serial,key,subject,not_after,from,state,until,card_password,password_from'
  return columns
    .split(',')
    .map((column) => writeCell((all as Record<string, string>)[column] ?? ''))
    .join(',')
}

const withCards = (...lines: readonly string[]): Rows => ({ ...FIRM, 'cards.csv': lines })
async function hashOf(password: string): Promise<string> {
  const hashed = await HASHER.hash(password, 'test')
  if (!hashed.ok) throw new Error('full')
  return hashed.value
}

const cards = () =>
  sql(`select user_id, serial, ended_because, valid_from::text as since from smartcard c
    join account a on a.id = account_id order by valid_to is not null, c.valid_from, user_id`)
const ends = async () => (await cards()).map(({ ended_because }) => ended_because)
const verdicts = ({ changes }: Reconciliation, kind: string) =>
  changes.first.filter((change) => change.kind === kind).map(({ verdict, field }) => `${verdict} ${field}`)
const faults = async (...lines: readonly string[]) =>
  (await bringIn(test.url, withCards(...lines), { apply: false })).faults.first.map(sayFault)

/** What our own store says of a typed card password. */
async function check(typed: string): Promise<string> {
  const [row] = await sql('select id from account where user_id = $1', [HIS])
  const passwords = ownCardPasswords(WORLD.sealer, HASHER)
  const asked = { account: row.id, asOf: null, typed, turn: 'test' }
  const answer = await passwords.check((read) => test.database.read({ as: 'sign-in' }, read), asked)
  return answer.ok ? answer.value.is : answer.refusal
}

describe('a registry’s cards', () => {
  it('come in by certificate, or by issuer, serial and key, and are the same cards', async () => {
    const card = await newCard(HIS)
    const { issuer, serial, key, subject } = card
    await bringIn(test.url, withCards(line(HIS, card)))
    expect(await cards()).toMatchObject([{ user_id: HIS, serial, ended_because: null }])
    const [{ not_after }] = await sql('select not_after from smartcard')
    const named = { certificate: '', issuer: issuer.toUpperCase(), serial: `0${serial}`, key, subject }
    const again = await bringIn(
      test.url,
      withCards(line(HIS, card, { ...named, not_after: not_after.toISOString() })),
    )
    expect(again).toMatchObject({ outcome: 'applied', changes: { count: 0 } })
    expect(await sql("select facts from audit_event where kind = 'card.assigned'")).toMatchObject([
      { facts: { by: 'import', state: 'in-force' } },
    ])
  })

  it('in a dry run are said and not written', async () => {
    const dry = await bringIn(test.url, withCards(line(HIS, await newCard(HIS))), { apply: false })
    expect([dry.outcome, await cards()]).toEqual(['would-change', []])
    expect(verdicts(dry, 'card')).toContain('added state')
  })

  it('end when the registry says so, with what they opened, and no file brings one back', async () => {
    const card = await newCard(HIS)
    await bringIn(test.url, withCards(line(HIS, card)))
    const [{ id }] = await sql('select id from account where user_id = $1', [HIS])
    await sql(
      `insert into logon_session (id, token_digest, account_id, door, epoch, amr, acr, attempt_id, entered_at, created_at,
          last_seen_at, expires_at, source_network)
        values ($1, sha256('x'), $1, 'ccms.card', 'primary/0', '{sc,pwd}', 'card', $1, $2, $2, $2, $3, '')`,
      [id, IMPORTED_AT.toString(), IMPORTED_AT.add({ hours: 9 }).toString()],
    )
    const revoked = line(HIS, card, { state: 'revoked', until: '2023-04-01T09:00+08:00' })
    await bringIn(test.url, withCards(revoked))
    expect(await ends()).toEqual(['revoked'])
    expect(await sql('select ended_because from logon_session')).toEqual([{ ended_because: 'revoked' }])
    const back = await bringIn(test.url, withCards(line(HIS, card)))
    expect(verdicts(back, 'card')).toEqual(['conflict state', 'conflict until'])
    expect(await ends()).toEqual(['revoked'])
  })

  it('replace one another: the one that is no longer named ends', async () => {
    const [old, next] = [await newCard(HIS), await newCard(HIS)]
    await bringIn(test.url, withCards(line(HIS, old)))
    await bringIn(test.url, withCards(line(HIS, next, { from: '2023-04-01T09:00+08:00' })))
    expect(await cards()).toMatchObject([
      { serial: next.serial, ended_because: null },
      { serial: old.serial, ended_because: 'replaced' },
    ])
    expect(
      await bringIn(test.url, withCards(line(HIS, next, { from: '2023-04-01T09:00+08:00' }))),
    ).toMatchObject({ changes: { count: 0 } })
  })

  it('do not push out a card that was assigned here since: a conflict, for as long as they differ', async () => {
    const [own, filed] = [await newCard('here'), await newCard(HIS)]
    await bringIn(test.url, FIRM)
    await sql(
      `insert into smartcard select gen_random_uuid(), id, $2, $3, $4, 'CN=here', '2030-01-01', now(), null, null
        from account where user_id = $1`,
      [HIS, own.issuer, own.serial, own.key],
    )
    for (const _ of [1, 2]) {
      const report = await bringIn(test.url, withCards(line(HIS, filed)))
      expect(verdicts(report, 'card')).toContain('conflict state')
      expect(await cards()).toMatchObject([{ serial: own.serial, ended_because: null }])
    }
  })

  it('are brought out as they are, and brought in again change nothing; no hash is in the file', async () => {
    const [old, next] = [await newCard(HIS), await newCard(HIS)]
    const phc = await hashOf('24681357')
    const applied = await bringIn(
      test.url,
      withCards(
        line(HIS, old, { state: 'replaced', until: '2023-01-01T00:00Z' }),
        line(HIS, next, { card_password: phc, password_from: FROM }),
      ),
    )
    const folder = temporaryFolder()
    await onLongWork(test.url, (work) => exportDirectory(work, folder, () => undefined))
    const again = await bringIn(test.url, folder, { apply: false })
    expect(again).toMatchObject({
      outcome: 'nothing-to-change',
      digest: applied.digest,
      changes: { count: 0 },
    })
    expect(await check('24681357')).toBe('right')
  })
})

describe('faults of cards', () => {
  it('are said with line and character, and what to do', async () => {
    const [one, two] = [await newCard('one'), await newCard('two')]
    const authority = Buffer.from(office.root.certificate).toString('base64')
    expect(
      await faults(
        line(HIS, one),
        line('HLSDAM01', one),
        line(HIS, two),
        line('NOBODY01', await newCard('x')),
        line(HIS, one, { certificate: authority }),
        line(HIS, one, { certificate: '-----BEGIN PRIVATE KEY-----AA-----END PRIVATE KEY-----' }),
        line(HIS, one, { issuer: one.issuer }),
        line(HIS, one, { certificate: '', serial: '2f' }),
        line(HIS, one, { state: 'revoked' }),
        line(HIS, one, { from: '2029-01-01T00:00Z' }),
        line(HIS, one, { card_password: '24681357', password_from: FROM }),
        line(HIS, one, {
          card_password: '$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAA',
        }),
      ).then((all) => all.map((fault) => fault.replace(/:\d+: /, ' '))),
    ).toEqual(
      expect.arrayContaining([
        'cards.csv:3 serial the same card, as in line 2',
        'cards.csv:4 state another card in force of the same User ID, as in line 2',
        'cards.csv:5 user_id NOBODY01 is in no line of people.csv, nor known here',
        'cards.csv:6 certificate is no certificate of a card: it can’t be read, or it is an authority’s',
        'cards.csv:7 certificate is not one certificate as PEM or base64 of its DER, alone: a private key belongs in the card',
        'cards.csv:8 issuer is in the certificate: leave it empty',
        'cards.csv:9 issuer is empty: write the certificate, or all five that name the card',
        'cards.csv:10 until is empty: revoked since when?',
        'cards.csv:11 from "2029-01-01T00:00Z" lies ahead',
        'cards.csv:12 card_password is not an argon2id hash as PHC string, $argon2id$v=19$m=47104,t=1,p=1$…$…',
        'cards.csv:13 card_password is an argon2id hash that costs too little, or more than a logon may',
      ]),
    )
  })

  it('name a card that is another’s here, by its number or by its key alone', async () => {
    const card = await newCard(HIS)
    await bringIn(test.url, withCards(line(HIS, card)))
    const reissued = { certificate: '', issuer: card.issuer, serial: '2f', key: card.key, subject: 'CN=x' }
    const found = [
      ...(await faults(line('HLSDAM01', card))),
      ...(await faults(line(HIS, card, { ...reissued, not_after: '2030-01-01T00:00Z' }))),
    ]
    expect(found).toHaveLength(2)
    for (const fault of found)
      expect(fault).toMatch(/serial this card is HLSUSR01 here, and nobody else has it ever/)
  })

  it('name who has no role: a leaver is given no card', async () => {
    await bringIn(test.url, FIRM)
    await sql(
      'update membership set valid_to = $1 where account_id = (select id from account where user_id = $2)',
      [IMPORTED_AT.toString(), HIS],
    )
    const report = await bringIn(
      test.url,
      { ...withPeople({ [HIS]: undefined }), 'cards.csv': [line(HIS, await newCard(HIS))] },
      { apply: false },
    )
    expect(report.faults.first.map(sayFault).join()).toMatch(/HLSUSR01 has no role: nobody left has a card/)
  })
})

describe('a card password', () => {
  const given = (card: Card, phc: string, since = FROM) =>
    withCards(line(HIS, card, { card_password: phc, password_from: since }))
  const reset = (at: string) => sql('update card_password set valid_to = $1 where valid_to is null', [at])

  it('comes in as its hash, rests sealed, and opens', async () => {
    const [card, phc] = [await newCard(HIS), await hashOf('24681357')]
    const report = await bringIn(test.url, given(card, phc))
    expect([await check('24681357'), await check('24681358')]).toEqual(['right', 'wrong'])
    const kept = JSON.stringify([
      report,
      await sql('select * from card_password'),
      await sql('select * from imported_record'),
      await sql('select facts, particulars from audit_event join audit_personal on event_id = id'),
    ])
    expect(kept).not.toContain('argon2id')
    expect(kept).not.toContain(phc.split('$').at(-1))
  })

  it('that was reset here does not come back with the same file; the office’s next one comes in', async () => {
    const [card, phc] = [await newCard(HIS), await hashOf('24681357')]
    await bringIn(test.url, given(card, phc))
    await reset('2023-05-02T02:00Z')
    const same = await bringIn(test.url, given(card, phc))
    expect(verdicts(same, 'card-password')).toContain('conflict card_password')
    expect(await check('24681357')).toBe('none')
    const next = await hashOf('97531864')
    const at = Temporal.Instant.from('2023-05-04T00:00Z')
    const stale = await bringIn(test.url, given(card, next, '2023-05-01T00:00Z'), { at })
    expect([verdicts(stale, 'card-password').length > 0, await check('97531864')]).toEqual([true, 'none'])
    await bringIn(test.url, given(card, next, '2023-05-03T00:00Z'), { at })
    expect([await check('97531864'), await check('24681357')]).toEqual(['right', 'wrong'])
  })

  it('that another one followed is never taken again, though a file names it', async () => {
    const card = await newCard(HIS)
    const [first, second] = [await hashOf('24681357'), await hashOf('97531864')]
    await bringIn(test.url, given(card, first))
    await bringIn(test.url, given(card, second, '2023-04-01T00:00Z'))
    const back = await bringIn(test.url, given(card, first, '2023-05-01T00:00Z'))
    expect(verdicts(back, 'card-password')).toContain('conflict card_password')
    expect([await check('97531864'), await check('24681357')]).toEqual(['right', 'wrong'])
  })

  it('that can’t be sealed is a fault, and the rest of the file is judged all the same', async () => {
    const { filedCards } = await import('../cards/read-filed.ts')
    const refused = filedCards(undefined).keepHash(await hashOf('24681357'))
    expect(refused).toMatchObject({
      ok: false,
      refusal: expect.stringContaining('SALLYPORT_SEALING_KEYS_FILE'),
    })
    expect(await tryImport(test.url, temporaryFolder())).toMatchObject({ value: { outcome: 'faulty' } })
  })
})
