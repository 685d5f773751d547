import type { ListedPasscode } from '../../src/emergency/list-passcodes.ts'
import type { AccountId, RequestNumber, UserId } from '../../src/kernel/ids.ts'
import { EmergencyFormPage } from '../../src/surfaces/emergency/emergency-form-page.tsx'
import { EmergencyListPage } from '../../src/surfaces/emergency/emergency-list-page.tsx'
import { BeforeShowingPage, ShownPasscodePage } from '../../src/surfaces/emergency/show-passcode-page.tsx'
import { type Frame, textsOf } from '../../src/web/frame.ts'
import { sampleAround } from './room-samples.tsx'
import { asItIs, at, type Say } from './sample-frame.ts'

const BASE = '/dms/security/C00101'

/** An emergency passcode: asked for, shown, listed. */
export function emergencySamples(frame: Frame, say: Say = asItIs) {
  const around = sampleAround(frame, say)
  const granted = at('2023-06-10T17:55+08:00')
  const passcode: ListedPasscode = {
    ...{ request: 'R-000124' as RequestNumber, accountId: '0190' as AccountId, maker: '0191' as AccountId },
    ...{ userId: say('HLSUSR03') as UserId, displayName: say('Ng Siu Fung'), firm: say('C00101') },
    ...{ identified: 'call-back', grantedAt: granted, expiresAt: granted.add({ hours: 1 }), drawn: 0 },
    ...{ spentAt: null, ended: null, standing: 'to-be-shown' },
  }
  const used: ListedPasscode = { ...passcode, drawn: 2, spentAt: granted, standing: 'used' }
  const replaced: ListedPasscode = { ...passcode, ended: 'replaced', standing: 'ended' }
  const back = `${BASE}/requests/R-000124`
  const before = {
    ...around,
    passcode,
    action: `${BASE}/emergency/R-000124`,
    back,
    steppedUpUntil: null,
    errors: [],
  }
  const form = {
    ...{ ...around, about: say('HLSUSR03 (Ng Siu Fung)'), action: `${BASE}/users/HLSUSR03/emergency` },
    ...{
      back: `${BASE}/users/HLSUSR03`,
      identified: '',
      remark: say('Lost his phone on the train'),
      errors: [],
    },
  }
  const list = { requests: `${BASE}/requests`, first: null, next: null }
  const { emergency } = textsOf(frame)
  const unchosen = [{ field: 'identified', message: emergency.chooseFirst }]
  const meanwhile = [{ field: 'show', message: emergency.refused['shown-meanwhile'] }]
  return {
    'emergency-form': <EmergencyFormPage {...form} />,
    'emergency-form-at-desk': <EmergencyFormPage {...form} firm={null} errors={unchosen} />,
    'emergency-before': <BeforeShowingPage {...before} />,
    'emergency-again': (
      <BeforeShowingPage
        {...before}
        passcode={{ ...passcode, drawn: 1, standing: 'in-force' }}
        errors={meanwhile}
      />
    ),
    'emergency-over': <BeforeShowingPage {...before} passcode={used} />,
    'emergency-shown': (
      <ShownPasscodePage {...around} passcode={passcode} digits="048219360551" back={back} />
    ),
    'emergency-list': (
      <EmergencyListPage
        {...{ ...around, ...list, passcodes: [passcode, used, replaced] }}
        next={`${BASE}/emergency?before=R-000124`}
      />
    ),
    'emergency-list-at-desk': (
      <EmergencyListPage
        {...{ ...around, ...list, firm: null, requests: '/ops/desk/requests', passcodes: [replaced] }}
        first="/ops/desk/emergency"
      />
    ),
    'emergency-list-none': <EmergencyListPage {...{ ...around, ...list, passcodes: [] }} />,
  }
}
