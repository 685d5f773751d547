import type { HotlineCase } from '../../src/hotline/list-cases.ts'
import type { UserId } from '../../src/kernel/ids.ts'
import { CasePage } from '../../src/surfaces/cases/case-page.tsx'
import { CasesPage } from '../../src/surfaces/cases/cases-page.tsx'
import { OpenCasePage } from '../../src/surfaces/cases/open-case-page.tsx'
import type { Around } from '../../src/surfaces/pages/room-props.ts'
import { at, type Say } from './sample-frame.ts'

const PATH = '/ops/desk/cases'

/** Cases of the hotline, at the desk. */
export function caseSamples(around: Around, say: Say) {
  const open: HotlineCase = {
    ...{ number: 123, firm: 'C00112', about: 'LAUUSR01' as UserId, caller: say('Lau Sau Ming') },
    ...{ contact: say('Tam Oi Lin'), telephone: say('+852 5550 0101'), matter: say('A lost telephone') },
    ...{ reference: say('BCD-FGH-JKL'), route: 'firm', openedBy: 'HOTLIN01' as UserId },
    ...{ openedAt: at('2023-06-10T18:05+08:00'), closedBy: null, closedAt: null, outcome: null },
  }
  const closed: HotlineCase = {
    ...{ ...open, number: 122, about: null, reference: null, route: 'operators', openedBy: null },
    ...{ closedBy: 'OPSMAK01' as UserId, closedAt: at('2023-06-10T18:35+08:00'), outcome: say('A reset') },
  }
  const contact = { name: say('Tam Oi Lin'), office: say('Compliance'), telephone: say('+852 5550 0101') }
  const one = { ...around, path: `${PATH}/H-000123`, errors: [] }
  const form = { ...around, path: `${PATH}/open`, typed: new Map([['caller', say('Lau')]]), errors: [] }
  const wrong = [{ field: 'contact', message: say('Choose the contact') }]
  return {
    'desk-cases': (
      <CasesPage
        {...{ ...around, path: PATH, show: 'all', cases: [open, closed], first: null, mayOpen: true }}
        next={`${PATH}?before=H-000122`}
      />
    ),
    'desk-cases-none': (
      <CasesPage
        {...{ ...around, path: PATH, show: 'open', cases: [], first: null, next: null, mayOpen: false }}
      />
    ),
    'desk-case-opened': <CasePage {...one} found={open} opened mayClose mayPass />,
    'desk-case-closed': <CasePage {...one} found={closed} opened={false} mayClose={false} mayPass={false} />,
    'desk-case-which-firm': <OpenCasePage {...form} firmAsked="" contacts={null} />,
    'desk-case-no-firm': <OpenCasePage {...form} firmAsked={say('C99999')} contacts={null} />,
    'desk-case-no-contact': <OpenCasePage {...form} firmAsked="C00112" contacts={[]} />,
    'desk-case-form': (
      <OpenCasePage
        {...{ ...form, firmAsked: 'C00112', errors: wrong }}
        contacts={[{ id: '0190', ...contact, email: say('tam@example.hk') }]}
      />
    ),
  }
}
