import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textOf } from '../../../test/support/html.ts'
import { type TestNode, testNode } from '../../../test/support/node.ts'
import { type Desk, deskOf } from '../../../test/support/requests.ts'
import { hiddenOn, loggedOnAt } from '../../../test/support/requests-pages.ts'
import type { TerminalBrowser } from '../../../test/support/terminal-browser.ts'

const FIRM = '/dms/security/C00105'
const PATH = `${FIRM}/absences`
const WARNING =
  'No checker is available from 00:00 on Tuesday 13 June 2023 to 00:00 on Thursday 15 June 2023.'

let test: TestNode
let desk: Desk
let maker: TerminalBrowser
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
  maker = await loggedOnAt(test, 'SGCDAM01', '/dms/otp')
})
afterAll(() => test.stop())

async function declare(browser: TerminalBrowser, path: string, who: string, from: string, until: string) {
  await browser.get(path)
  return browser.submit(path, { who: desk.account(who), from, until })
}

describe('an absence', () => {
  it('is said by a colleague in whole days, and warns where nobody is left to decide', async () => {
    const said = await declare(maker, PATH, 'SGCDAC01', '2023-06-13', '2023-06-14')
    const page = textOf(said.body)
    expect(page).toMatch(/SGCDAC01 00:00 on Tuesday 13 June 2023 Wednesday 14 June 2023 nobody/)
    expect(page).toContain(WARNING)
    expect(textOf((await maker.get(`${FIRM}/requests`)).body)).toContain(WARNING)
  })

  it('is taken back by who is there again', async () => {
    const page = await maker.get(PATH)
    const after = await maker.submit(`${PATH}/withdraw`, { absence: hiddenOn(page, 'absence') })
    expect(textOf(after.body)).toContain('Nobody is away.')
    expect(textOf((await maker.get(`${FIRM}/requests`)).body)).not.toContain('No checker')
    expect(await desk.events('absence.withdrawn')).toHaveLength(1)
  })

  it.each([
    ['SGCDAC01', '2023-06-14', '2023-06-13', 'before the first one'],
    ['SGCDAC01', '2023-02-31', '2023-06-13', 'Enter a day'],
    ['SGCUSR01', '2023-06-13', '2023-06-14', 'not there'],
    ['KTBDAC01', '2023-06-13', '2023-06-14', 'not there'],
  ])('of %s from %s to %s is none: %s', async (who, from, until, why) => {
    const answer = await declare(maker, PATH, who, from, until)
    expect([answer.status, textOf(answer.body).includes(why)]).toEqual([422, true])
  })

  it('is said among operators too, and none of theirs or of another firm is taken back from outside', async () => {
    const operator = await loggedOnAt(test, 'OPSMAK01', '/ops/otp')
    const said = await declare(operator, '/ops/desk/absences', 'OPSCHK01', '2023-06-13', '2023-06-14')
    expect(textOf(said.body)).toContain('OPSCHK01')
    const [row] = await desk.sql('select id from absence where withdrawn_at is null')
    expect((await maker.post(`${PATH}/withdraw`, { absence: String(row?.['id']) })).status).toBe(422)
    await declare(maker, PATH, 'SGCDAC01', '2023-06-13', '2023-06-14')
    const [firms] = await desk.sql('select id from absence where account_id = $1 and withdrawn_at is null', [
      desk.account('SGCDAC01'),
    ])
    await operator.get('/ops/desk/absences')
    const taken = await operator.post('/ops/desk/absences/withdraw', { absence: String(firms?.['id']) })
    expect(taken.status).toBe(422)
  })

  it('is seen by an auditor, who says none', async () => {
    const auditor = await loggedOnAt(test, 'AUDITR01', '/ops/otp')
    const { body } = await auditor.get('/ops/desk/absences')
    expect(textOf(body)).toContain('OPSCHK01')
    expect(textOf(body)).not.toContain('Say that somebody is away')
  })
})
