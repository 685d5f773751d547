import { expect } from 'vitest'
import { theDemo } from '../support/demo-for-journeys.ts'
import { freshCode, type Keys, keysOf, letterbox, type OtpDoor } from './deeds.ts'
import { beLoggedOn } from './plain-visitor.ts'
import { openTerminal, type Terminal } from './terminal.ts'

/** The firm of 40 users in the demo's directory. */
const FIRM = 'C00113'
export const DMS = `/dms/security/${FIRM}`
const CONNECT = `/connect/services/${FIRM}`
const DESK = '/ops/desk'

const LAUNCHED = Temporal.Instant.from('2023-06-12T07:30+08:00')
let begun = 0

/** What one journey changed in the directory was changed before the next begins: each has a part of the day for itself. */
export async function laterOnMonday(): Promise<void> {
  const { clock } = await theDemo()
  await clock.set(LAUNCHED.add({ minutes: 10 * begun++ }))
}

/** Somebody at a terminal of his own, logged on. */
export interface Officer {
  readonly t: Terminal
  readonly keys: Keys
}

/** Logged on as somebody of `accounts.json`, or with the keys he made himself since. */
export async function officer(who: string | Keys, door: OtpDoor): Promise<Officer> {
  const t = await openTerminal()
  const keys = typeof who === 'string' ? keysOf(t.demo, who) : who
  await beLoggedOn(t, keys, door)
  return { t, keys }
}

/** The number of the request whose page this terminal stands at. */
export async function numberHere({ t }: Officer): Promise<string> {
  await t.page.waitForURL(/\/requests\/R-\d+$/)
  return t.path().split('/').at(-1) ?? ''
}

export type Decision = 'Approve' | 'Confirm' | 'Lift'

/** Opens the request, presses the button, gives a passcode where one is asked for, and presses again. */
export async function decide(he: Officer, home: string, number: string, decision: Decision): Promise<void> {
  await he.t.goTo(`${home}/requests/${number}`)
  await press(he, decision)
}

/** The same, from the request's page. */
export async function press({ t, keys }: Officer, decision: Decision): Promise<void> {
  const mail = await letterbox(t.demo, keys.email)
  await t.press(decision)
  await t.finds({ css: 'input[name=passcode], .sp-done, .govuk-error-summary' })
  if ((await t.count({ css: '.govuk-error-summary' })) > 0) throw new Error(await t.text())
  if ((await t.count({ css: '.sp-done' })) > 0) return
  await t.fill(
    t.words.passcode,
    keys.channel === 'app' ? await freshCode(t.demo, keys.totpSecret) : await mail.nextCode(),
  )
  await t.press('Confirm')
  await t.page.waitForURL(/\/requests\/R-\d+/)
  await t.press(decision)
}

/** Asks for another address of a user, and returns the request's number. */
export async function askForAddress({ t, keys }: Officer, userId: string, address: string): Promise<string> {
  await t.goTo(`${DMS}/emails/user/${userId}`)
  await t.fill('New address', address)
  await t.press('Ask for the change')
  return numberHere({ t, keys })
}

/** A form of eService DA 3, filled in by one, checked by another of the firm, authorised by the clearing house. */
export async function fileDa3(
  form: string,
  fields: Readonly<Record<string, string>>,
  [asks, checks, authorises]: readonly [Officer, Officer, Officer],
): Promise<string> {
  await asks.t.goTo(`${CONNECT}/delegates/${form}`)
  for (const [label, value] of Object.entries(fields)) {
    await asks.t.fill(label, value)
  }
  await asks.t.press('Submit the request')
  const number = await numberHere(asks)
  expect(await asks.t.count({ button: 'Approve' }), 'who asked does not check').toBe(0)
  await decide(checks, CONNECT, number, 'Approve')
  await checks.t.reads('Checked. An operator authorises it next.')
  expect(await checks.t.count({ button: 'Approve' }), 'who checked does not authorise').toBe(0)
  await decide(authorises, DESK, number, 'Approve')
  await authorises.t.reads('Approved and applied.')
  return number
}

/** Uploads a file of addresses and waits until it has been looked at. */
export async function uploadAddresses(
  { t }: Officer,
  name: string,
  rows: readonly (readonly [string, string])[],
): Promise<void> {
  const text = [['User ID', 'Email'], ...rows].map((row) => row.join(',')).join('\r\n')
  await t.goTo(`${DMS}/emails/uploads`)
  await t.field('File').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  await t.press('Upload and look')
  await t.reads(/Has errors|Ready to be asked for/)
}
