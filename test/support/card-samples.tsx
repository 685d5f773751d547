import type { Reference } from '../../src/kernel/ids.ts'
import { CardAcceptedPage } from '../../src/surfaces/card/pages/card-accepted-page.tsx'
import { CardDoorPage } from '../../src/surfaces/card/pages/card-door-page.tsx'
import { CardPasswordPage } from '../../src/surfaces/card/pages/card-password-page.tsx'
import { CardRefusedPage } from '../../src/surfaces/card/pages/card-refused-page.tsx'
import { CardScheduledPage } from '../../src/surfaces/card/pages/card-scheduled-page.tsx'
import { CardStartAgainPage } from '../../src/surfaces/card/pages/card-start-again-page.tsx'
import type { Frame } from '../../src/web/frame.ts'
import { asItIs, at, type Say } from './sample-frame.ts'

/** The one other origin that pages link to, from the listener that asks for the card: that of the pages. */
export const SITE = 'https://www.example.com'

/** A logon by smartcard: the door, the pages of the listener that asks for the card, and what may be wrong there. */
export function cardSamples(frame: Frame, say: Say = asItIs) {
  const refusal = { reference: say('ABC-DEF-GHJ') as Reference }
  const doorLabel = say('Login with Smartcard - Online Functions and Overnight Report Download')
  const again = `${SITE}/card`
  const door = { frame, doorLabel, audience: 'user', go: '/card/go', refusal: null } as const
  const asked = {
    frame,
    doorLabel,
    again,
    audience: 'user',
    action: '/card/0190',
    journey: 'card',
    errors: [],
    refusal: null,
    frozenAt: at('2023-06-10T00:00+08:00'),
  } as const
  return {
    'card-door': <CardDoorPage {...door} />,
    'card-door-refused': <CardDoorPage {...door} audience="administrator" refusal={refusal} />,
    'card-password': <CardPasswordPage {...asked} />,
    'card-password-empty': (
      <CardPasswordPage
        {...asked}
        frozenAt={null}
        errors={[{ field: 'card_password', message: say('Type your card password.') }]}
      />
    ),
    'card-password-refused': <CardPasswordPage {...asked} refusal={refusal} />,
    'card-password-again': <CardPasswordPage {...asked} journey="step-up" frozenAt={null} />,
    'card-none': <CardRefusedPage frame={frame} what="none" refusal={refusal} again={again} />,
    'card-bad': <CardRefusedPage frame={frame} what="card" refusal={refusal} again={again} />,
    'card-unchecked': <CardRefusedPage frame={frame} what="ours" refusal={refusal} again={again} />,
    'card-accepted': <CardAcceptedPage frame={frame} to={`${SITE}/card/arrive/secret`} />,
    'card-scheduled': <CardScheduledPage frame={frame} initiation={`${SITE}/initiation`} />,
    'card-start-again': <CardStartAgainPage frame={frame} because="expired" again={again} />,
  }
}
