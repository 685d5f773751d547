import { systemClock } from '../../src/kernel/system.ts'
import { stepAt } from '../../src/one-time-codes/rules/totp-steps.ts'
import { appCode } from '../support/journeys.ts'
import type { Answer, TerminalBrowser } from '../support/terminal-browser.ts'
import type { Member } from './seed-crowd.ts'
import { Cut, type Stage } from './stage.ts'

const PASSWORD = 'lantern-harbour-47-quince'

/** What a member has set up, and the TOTP step that proved it. */
export interface SetUp {
  readonly password: string
  readonly totpSecret: string
  readonly step: number
}

interface Initiating {
  readonly stage: Stage
  readonly browser: TerminalBrowser
  readonly member: Member
  readonly channel: 'app' | 'email'
}

/**
 * Initiates step by step, by whatever page the program shows, as a person does who reloads after each cut. Undefined
 * where it leads nowhere: a mail that did not come, a proof whose answer was cut off.
 */
export async function initiate(
  stage: Stage,
  member: Member,
  channel: 'app' | 'email',
): Promise<SetUp | undefined> {
  const initiating = { stage, browser: stage.site.browser(), member, channel }
  await persist(initiating, (browser) => browser.get('/initiation'))
  await persist(initiating, (browser) => browser.post('/initiation', { user_id: member.userId }))
  let shown = { totpSecret: '', step: 0 }
  for (;;) {
    const page = await persist(initiating, (browser) => browser.get('/initiation/step'))
    if (page.body.includes('2FA is set up</h1>')) break
    const at = systemClock.now()
    shown = { totpSecret: keyIn(page) ?? shown.totpSecret, step: stepAt(at) }
    const answer = await answerTo(page, initiating, () => appCode(shown.totpSecret, at))
    if (answer === undefined) return undefined
    await persist(initiating, (browser) => browser.post(`/initiation/${answer.to}`, answer.fields))
  }
  stage.told.initiations.push({ userId: member.userId, channel })
  return { password: PASSWORD, ...shown }
}

async function persist(
  { stage, browser }: Initiating,
  exchange: (browser: TerminalBrowser) => Promise<Answer>,
): Promise<Answer> {
  for (;;) {
    try {
      return await stage.ask(browser, exchange)
    } catch (fault) {
      if (!(fault instanceof Cut) || stage.over) throw fault
      await stage.up()
    }
  }
}

interface FilledIn {
  readonly to: string
  readonly fields: Readonly<Record<string, string>>
}

async function answerTo(
  { body }: Answer,
  { stage, member, channel }: Initiating,
  shownByApp: () => string,
): Promise<FilledIn | undefined> {
  const asks = (field: string) => body.includes(`name="${field}"`)
  if (asks('new_password'))
    return { to: 'password', fields: { new_password: PASSWORD, repeat_password: PASSWORD } }
  if (asks('channel')) return { to: 'channel', fields: { channel } }
  if (asks('passcode') && channel === 'app') return { to: 'proof', fields: { passcode: shownByApp() } }
  if (!asks('code') && !asks('passcode')) return undefined
  const code = await stage.site.codeMailedTo(member.email, asks('code') ? 0 : 1)
  if (code === undefined) return undefined
  return asks('code') ? { to: 'code', fields: { code } } : { to: 'proof', fields: { passcode: code } }
}

function keyIn({ body }: Answer): string | undefined {
  return /<dd class="sp-key">([A-Z2-7 ]+)</.exec(body)?.[1]?.replaceAll(' ', '')
}
