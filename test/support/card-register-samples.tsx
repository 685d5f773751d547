import type { CardId, UserId } from '../../src/kernel/ids.ts'
import { CardsOfUserPage } from '../../src/surfaces/dms/pages/cards-of-user-page.tsx'
import { CardsPage } from '../../src/surfaces/dms/pages/cards-page.tsx'
import { PutCardPage } from '../../src/surfaces/dms/pages/put-card-page.tsx'
import { RevocationPage } from '../../src/surfaces/operator-desk/pages/revocation-page.tsx'
import { type Frame, textsOf } from '../../src/web/frame.ts'
import { sampleAround } from './room-samples.tsx'
import { asItIs, at, type Say } from './sample-frame.ts'

const BASE = '/dms/security/C00101/cards'

/** A firm's smartcards: the list, one user's, the forms. */
export function cardRegisterSamples(frame: Frame, say: Say = asItIs) {
  const around = sampleAround(frame, say)
  const [since, notAfter] = [at('2021-04-24T10:00+08:00'), at('2024-04-24T10:00+08:00')]
  const named = {
    userId: say('HLSUSR04') as UserId,
    displayName: say('Ho Pui Shan'),
    href: `${BASE}/HLSUSR04`,
  }
  const serial = '5a3f9c017be2'
  const inForce = {
    ...named,
    serial,
    notAfter,
    endedBecause: null,
    lastUsed: since,
    standing: 'in-force',
  } as const
  const never = { ...named, serial: null, notAfter: null, endedBecause: null, lastUsed: null, standing: null }
  const to = { list: BASE, previous: BASE, next: BASE, file: '/dms/security/C00101/listings/cards.csv' }
  const card = {
    ...{ id: '0190' as CardId, serial, subject: say('O=Harbour Lantern, CN=HLSUSR04'), notAfter, since },
    ...({ until: null, endedBecause: null, lastUsed: null, standing: 'in-force' } as const),
  }
  const old = {
    ...card,
    until: since,
    endedBecause: 'replaced',
    lastUsed: since,
    standing: 'replaced',
  } as const
  const actions = {
    ...{ assign: null, replace: `${BASE}/HLSUSR04/replace/upload`, revoke: `${BASE}/HLSUSR04/revoke` },
    resetPassword: `${BASE}/HLSUSR04/reset-password`,
  }
  const about = say('HLSUSR04 (Ho Pui Shan)')
  const user = { ...around, about, actions, back: BASE }
  const none = { assign: null, replace: null, revoke: null, resetPassword: null }
  const form = { ...around, about, action: `${BASE}/HLSUSR04/assign/upload`, back: `${BASE}/HLSUSR04` }
  const desk = { ...around, firm: null }
  const source = {
    kind: 'list',
    url: say('http://lists.example/a.crl'),
    nextUpdate: notAfter,
    lastGood: since,
  } as const
  const fault = { at: since, reason: 'stale' } as const
  const revocation = {
    ...{ whenUnreachable: { acceptForHours: 12 }, unspoken: [say('CN=Sample Cards B')] },
    sources: [
      { ...source, standing: 'fresh', lastFault: undefined },
      {
        ...source,
        kind: 'responder',
        standing: 'silent',
        nextUpdate: undefined,
        lastGood: undefined,
        lastFault: fault,
      },
      {
        ...source,
        kind: 'responder',
        standing: 'unasked',
        nextUpdate: undefined,
        lastGood: undefined,
        lastFault: undefined,
      },
    ],
  } as const
  const wrong = [{ field: 'certificate', message: textsOf(frame).changes.problems['not-a-card'] }]
  return {
    cards: <CardsPage {...around} search={say('hls')} lines={[inForce, never]} to={to} />,
    revocation: <RevocationPage {...desk} state={revocation} />,
    'revocation-none': <RevocationPage {...desk} state={null} />,
    'cards-none': <CardsPage {...around} search="" lines={[]} to={{ ...to, previous: null, next: null }} />,
    'cards-of-user': <CardsOfUserPage {...user} cards={[card, old]} passwordSince={since} />,
    'cards-of-user-none': <CardsOfUserPage {...user} actions={none} cards={[]} passwordSince={null} />,
    'card-assign': <PutCardPage {...form} deed="assign" certificate="" remark="" errors={wrong} />,
    'card-replace': (
      <PutCardPage {...form} deed="replace" certificate={say('MIIB')} remark={say('worn')} errors={[]} />
    ),
  }
}
