import { type Firm, firm } from './firms.ts'
import { type DemoPerson, readPeople } from './people.ts'

/** A firm on the eve of being ready: 40 users, 25 of them without a registered email, and one administrator too. */
export const quarryMoon: Firm = firm(
  'QMS',
  'C00113',
  'Quarry Moon Securities Limited',
  '石塘月證券有限公司',
  'quarrymoon',
  true,
)

const OFFICES = `
QMS|da-maker  |QMSDAM01|Lee Nga Ching|en     |initiated|app  |security
QMS|da-maker  |QMSDAM02|Yip Chun Kit |en     |no-email |     |security
QMS|da-checker|QMSDAC01|Wong Yuk Ki  |en     |initiated|app  |security
QMS|client-connect|QMSCC001|Chan Ho Lam|en     |initiated|app|UED
QMS|client-connect|QMSCC002|Mok Sin Yu |zh-Hant|initiated|app|UED
`

const SURNAMES = ['Au', 'Cheng', 'Fan', 'Kwong', 'Lau', 'Ngan', 'Poon', 'Yim']
const GIVEN_NAMES = ['Hei Man', 'Ka Wing', 'Lok Tin', 'Pui Yee', 'Siu Ming']
const USERS = SURNAMES.flatMap((surname) => GIVEN_NAMES.map((given) => `${surname} ${given}`))
const WITH_EMAIL = 15

export const quarryMoonPeople: readonly DemoPerson[] = readPeople([
  ...OFFICES.trim().split('\n'),
  ...USERS.map((name, index) => {
    const has = index < WITH_EMAIL
    const userId = `QMSUSR${String(index + 1).padStart(2, '0')}`
    return `QMS|user|${userId}|${name}|en|${has ? 'initiated|app' : 'no-email|'}|settlement`
  }),
])
