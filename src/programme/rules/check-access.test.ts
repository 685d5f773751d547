import { describe, expect, it } from 'vitest'
import { type Edit, editedIn, parsed, seochSource } from '../../../test/support/programme-samples.ts'
import { phishingResistance } from './check-access.ts'

const ONLINE = '    leads_to: [ccms.online]\n'
const DMS_OTP = '      zh-Hant: 以一次性密碼登入 - 保安管理功能\n    leads_to: [dms.security]\n'
const MAKERS = '    name: { en: Delegated Administrators (makers), zh-Hant: 獲授權管理人（輸入者） }\n'
const CARD_STAYS: Edit = [
  'admits: [user]\n    ordinarily: { sites: [primary], until: launch }',
  'admits: [user]\n    ordinarily: { sites: [primary] }',
]

function taking(before: string, ...steps: readonly string[]): Edit {
  const list = steps.map((step) => `{ source: assumed, ${step} }`).join(', ')
  return [before, `${before}    channels: [${list}]\n`]
}

describe('the last way in that resists phishing', () => {
  it.each<readonly [string, readonly Edit[], readonly string[]]>([
    [
      'goes with the card, where doors take whatever there is and name no passkey',
      [],
      ['Monday, 12 June 2023 `user`, `da-maker`, `da-checker`, `da-single`'],
    ],
    [
      'goes where the doors name other channels only',
      [taking(ONLINE, 'accepted: [email, app]'), taking(DMS_OTP, 'accepted: [email, app]')],
      ['Monday, 12 June 2023 `user`, `da-maker`, `da-checker`, `da-single`'],
    ],
    [
      'stays where the doors name passkeys',
      [taking(ONLINE, 'accepted: [app, passkey]'), taking(DMS_OTP, 'accepted: [passkey]')],
      [],
    ],
    [
      'stays with whom his role names passkeys to',
      [taking(ONLINE, 'accepted: [passkey]'), taking(MAKERS, 'accepted: [app, passkey]')],
      ['Monday, 12 June 2023 `da-checker`, `da-single`'],
    ],
    [
      'goes on the day on which passkeys are withdrawn',
      [
        taking(ONLINE, 'accepted: [app, passkey]', 'from: 2023-10-03 Tue, accepted: [app]'),
        taking(DMS_OTP, 'accepted: [passkey]'),
      ],
      ['Tuesday, 3 October 2023 `user`'],
    ],
    [
      'stays with whose card stays',
      [CARD_STAYS],
      ['Monday, 12 June 2023 `da-maker`, `da-checker`, `da-single`'],
    ],
  ])('%s', (_, edits, expected) => {
    const found = phishingResistance(parsed(editedIn(seochSource, ...edits)))
    const said = expected.map((each) => {
      const [, day, names] = /^(.* 2023) (.*)$/.exec(each) ?? []
      return `from ${day} on neither smartcard nor passkey is offered to ${names}: no way in resists phishing`
    })
    expect(found.map(({ severity, reason }) => [severity, reason])).toEqual(
      said.map((reason) => ['warning', reason]),
    )
  })
})
