import { makeRequest } from '../../src/changes/make-request.ts'
import { registerEmail } from '../../src/emails/changes.ts'
import { emergencyPasscode } from '../../src/emergency/changes.ts'
import { sayCase } from '../../src/hotline/case-number.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import { logOnByApp, logOnByEmail } from './journeys.ts'
import type { TestNode } from './node.ts'
import { publishReport } from './publish-report.ts'
import { deskOf, numberOf } from './requests.ts'
import { TerminalBrowser } from './terminal-browser.ts'

/** Who looks, for each door with pages of a firm: a home without somebody here fails the walk. */
export const VIEWERS: Readonly<Record<string, (test: TestNode) => Promise<TerminalBrowser>>> = {
  '/dms/security': async (test) => {
    const browser = new TerminalBrowser(test.node)
    await logOnByApp(test, browser, 'KTBDAM01', '/dms/otp')
    return browser
  },
  '/overnight': async (test) => {
    const browser = new TerminalBrowser(test.node)
    await logOnByEmail(test, browser, 'KTBUSR01', '/otp/overnight')
    return browser
  },
  '/connect/services': async (test) => {
    const browser = new TerminalBrowser(test.node)
    await logOnByEmail(test, browser, 'KTBCC001', '/connect/otp')
    return browser
  },
}

/** What stands in an address or a form for an object of somebody's, by the name of the parameter of a route. */
export type Objects = Readonly<Record<string, string>>

export interface TwoFirms {
  /** Of the viewer's own firm. */
  readonly own: Objects
  /** Of the other firm: there, and not his. */
  readonly others: Objects
  /** Of nobody. */
  readonly nobodys: Objects
  /** Words by which the other firm would be known on a page. */
  readonly telling: readonly string[]
}

/** Objects of the programme's, which every firm has before it: an event, a document. */
export const OF_ALL_FIRMS: Objects = { event: 'connectivity-test-2023-06-10', id: 'user-guide' }

/** Each parameter that a route of a firm may have gets its three objects here. */
export async function twoFirmsOnScreen(test: TestNode): Promise<TwoFirms> {
  const objectsOf = async (code: string, maker: string, user: string, period: string): Promise<Objects> => {
    const [group] = await deskOf(test).sql(
      'select g.id from user_group g join participant p on p.id = g.participant_id where p.code = $1 order by g.name',
      [code],
    )
    return {
      firm: code,
      userId: user,
      user,
      group: String(group?.['id']),
      number: await requestAbout(test, code, maker, user),
      upload: await uploadOf(test, code, maker),
      delegate: maker,
      emergency: await emergencyOf(test, code, maker, user),
      period: await attestationOf(test, code, maker, period),
      report: await publishReport(test, code, `${code}.csv`, code),
      case: await caseOf(test, code, user),
      ...OF_ALL_FIRMS,
    }
  }
  const own = await objectsOf('C00102', 'KTBDAM01', 'KTBUSR01', '2023-06-11')
  const others = await objectsOf('C00105', 'SGCDAM01', 'SGCUSR01', '2022-12-11')
  const nobodys = {
    ...{ firm: 'C99999', userId: 'ZZZUSR99', user: 'ZZZUSR99' },
    ...{ group: systemRandomness.uuid(), number: 'R-999999', emergency: 'R-999999' },
    ...{
      upload: systemRandomness.uuid(),
      report: systemRandomness.uuid(),
      delegate: 'ZZZDAM99',
      period: '2022-06-11',
      event: 'no-such-event',
      id: 'no-such-document',
      case: 'H-999999',
    },
  }
  return {
    own,
    others,
    nobodys,
    telling: [
      ...Object.entries(others).flatMap(([name, object]) => (name in OF_ALL_FIRMS ? [] : [object])),
      'Star Granite',
      '星岩',
      'stargranite',
      'SGC',
    ],
  }
}

async function requestAbout(test: TestNode, code: string, maker: string, user: string): Promise<string> {
  const desk = deskOf(test)
  const made = await makeRequest(test.node.world, {
    kind: registerEmail,
    input: {
      id: systemRandomness.uuid(),
      accountId: desk.account(user),
      address: `${user.toLowerCase()}@new.example`,
    } as never,
    ...{ remark: 'because', at: test.clock.now(), maker: desk.account(maker) },
    ...{ participant: await desk.firm(code), session: await desk.session(maker) },
  })
  if (!made.ok) throw new Error(`no request in ${code}: ${made.refusal.is}`)
  return made.value.number
}

/** The request of an emergency passcode that was approved. */
async function emergencyOf(test: TestNode, code: string, maker: string, user: string): Promise<string> {
  const desk = deskOf(test)
  const whose = { accountId: desk.account(user), identified: 'in-person' }
  const number = numberOf(await desk.askFor(maker, code, emergencyPasscode, whose))
  await desk.decide(maker.replace('DAM', 'DAC'), code, number)
  return number
}

/** A file of addresses that came, and was not read to its end. */
async function uploadOf(test: TestNode, code: string, maker: string): Promise<string> {
  const [desk, id] = [deskOf(test), systemRandomness.uuid()]
  await desk.sql(
    `insert into email_upload (id, participant_id, account_id, file_name, received_at, state, beat_at)
      values ($1, $2, $3, $4, $5, 'cut', $5)`,
    [id, await desk.firm(code), desk.account(maker), `${code}.csv`, test.clock.now().toString()],
  )
  return id
}

/** An attestation of access that was begun. */
async function attestationOf(test: TestNode, code: string, maker: string, period: string): Promise<string> {
  const desk = deskOf(test)
  await desk.sql(
    'insert into attestation (id, participant_id, period, begun_by, begun_at) values ($1, $2, $3, $4, $5)',
    [
      systemRandomness.uuid(),
      await desk.firm(code),
      period,
      desk.account(maker),
      test.clock.now().toString(),
    ],
  )
  return period
}

/** A case of the hotline about him, handed to the firm. */
async function caseOf(test: TestNode, code: string, user: string): Promise<string> {
  const desk = deskOf(test)
  const participant = await desk.firm(code)
  const at = test.clock.now().toString()
  const [made] = await desk.sql(
    `with contact as (insert into participant_contact (id, participant_id, name, office, telephone, email, valid_from)
       values (gen_random_uuid(), $1, $2, '', '2222 0000', '', $4) returning id)
     insert into hotline_case (participant_id, account_id, contact_id, caller, matter, route, opened_by, opened_at)
       select $1, $3, id, $2, $2, 'firm', $5, $4 from contact returning number`,
    [participant, `Caller of ${code}`, desk.account(user), at, desk.account('HOTLIN01')],
  )
  return sayCase(Number(made?.['number']))
}
