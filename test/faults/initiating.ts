import { systemClock } from '../../src/kernel/system.ts'
import { stepAt } from '../../src/one-time-codes/rules/totp-steps.ts'
import { appCode } from '../support/journeys.ts'
import type { Answer, TerminalBrowser } from '../support/terminal-browser.ts'
import type { Member } from './seed-crowd.ts'
import { Cut, type Met, type Stage } from './stage.ts'

type Channel = 'app' | 'email'

const PASSWORD = 'lantern-harbour-47-quince'

/** What a member has set up, and the TOTP step that proved it. */
export interface SetUp {
  readonly password: string
  readonly totpSecret: string
  readonly step: number
}

/**
 * Initiates step by step, by whatever page the program shows, as a person does who reloads after each cut. Undefined
 * where it leads nowhere: a mail that did not come, a proof whose answer was cut off.
 */
export async function initiate(
  stage: Stage<Met>,
  member: Member,
  channel: Channel,
): Promise<SetUp | undefined> {
  const browser = stage.site.browser()
  let hasAsked = false
  let shown = { totpSecret: '', step: 0 }
  while (true) {
    try {
      if (!hasAsked) await ask(stage, browser, member)
      hasAsked = true
      const page = await stage.ask(browser, (terminal) => terminal.get('/initiation/step'))
      if (page.body.includes('2FA is set up</h1>')) {
        stage.told.initiations.push({ userId: member.userId, channel })
        return { password: PASSWORD, ...shown }
      }
      const at = systemClock.now()
      shown = { totpSecret: keyIn(page) ?? shown.totpSecret, step: stepAt(at) }
      const answer = await answerTo(stage, page, { member, channel, appCode: appCode(shown.totpSecret, at) })
      if (answer === undefined) return undefined
      await stage.ask(browser, (terminal) => terminal.post(`/initiation/${answer.to}`, answer.fields))
    } catch (fault) {
      if (!(fault instanceof Cut) || stage.over) throw fault
      await stage.up()
    }
  }
}

async function ask(stage: Stage<Met>, browser: TerminalBrowser, { userId }: Member): Promise<void> {
  await stage.ask(browser, (terminal) => terminal.get('/initiation'))
  await stage.ask(browser, (terminal) => terminal.post('/initiation', { user_id: userId }))
}

interface FilledIn {
  readonly to: string
  readonly fields: Readonly<Record<string, string>>
}

interface Person {
  readonly member: Member
  readonly channel: Channel
  /** What his app shows. */
  readonly appCode: string
}

async function answerTo(
  stage: Stage<Met>,
  { body }: Answer,
  { member, channel, appCode: passcode }: Person,
): Promise<FilledIn | undefined> {
  const asks = (field: string) => body.includes(`name="${field}"`)
  if (asks('new_password'))
    return { to: 'password', fields: { new_password: PASSWORD, repeat_password: PASSWORD } }
  if (asks('channel')) return { to: 'channel', fields: { channel } }
  if (asks('passcode') && channel === 'app') return { to: 'proof', fields: { passcode } }
  if (!asks('code') && !asks('passcode')) return undefined
  const code = await stage.codeMailedTo(member.email, asks('code') ? 0 : 1)
  if (code === undefined) return undefined
  return asks('code') ? { to: 'code', fields: { code } } : { to: 'proof', fields: { passcode: code } }
}

function keyIn({ body }: Answer): string | undefined {
  return /<dd class="sp-key">([A-Z2-7 ]+)</.exec(body)?.[1]?.replaceAll(' ', '')
}
