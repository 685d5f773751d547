import { absencesZhHant } from './absences.zh-Hant.ts'
import { anewZhHant } from './anew.zh-Hant.ts'
import { attestationZhHant } from './attestation.zh-Hant.ts'
import { cardRegisterZhHant } from './card-register.zh-Hant.ts'
import { cardsZhHant } from './cards.zh-Hant.ts'
import { changesZhHant } from './changes.zh-Hant.ts'
import { connectZhHant } from './connect.zh-Hant.ts'
import { deskZhHant } from './desk.zh-Hant.ts'
import { deskFirmZhHant } from './desk-firm.zh-Hant.ts'
import { deskLookUpZhHant } from './desk-look-up.zh-Hant.ts'
import { dmsUsersZhHant } from './dms-users.zh-Hant.ts'
import { emailsZhHant } from './emails.zh-Hant.ts'
import { emergencyZhHant } from './emergency.zh-Hant.ts'
import type { Texts } from './en.ts'
import { firmReadinessZhHant } from './firm-readiness.zh-Hant.ts'
import { hotlineZhHant } from './hotline.zh-Hant.ts'
import { noticesZhHant } from './notices.zh-Hant.ts'
import { overnightZhHant } from './overnight.zh-Hant.ts'
import { ownAccountZhHant } from './own-account.zh-Hant.ts'
import { pagesZhHant } from './pages.zh-Hant.ts'
import { referencesZhHant } from './references.zh-Hant.ts'
import { requestsZhHant } from './requests.zh-Hant.ts'
import { roomsZhHant } from './rooms.zh-Hant.ts'
import { shellZhHant } from './shell.zh-Hant.ts'
import { sitesZhHant } from './sites.zh-Hant.ts'

/** The same in the Traditional Chinese of Hong Kong. Where the two differ, the English prevails. */
export const zhHant = {
  ...anewZhHant,
  ...absencesZhHant,
  ...attestationZhHant,
  ...shellZhHant,
  ...sitesZhHant,
  ...pagesZhHant,
  ...ownAccountZhHant,
  ...noticesZhHant,
  ...hotlineZhHant,
  ...referencesZhHant,
  ...roomsZhHant,
  ...requestsZhHant,
  ...changesZhHant,
  ...deskZhHant,
  ...deskFirmZhHant,
  ...deskLookUpZhHant,
  ...emailsZhHant,
  ...emergencyZhHant,
  ...firmReadinessZhHant,
  ...overnightZhHant,
  ...cardsZhHant,
  ...cardRegisterZhHant,
  ...dmsUsersZhHant,
  ...connectZhHant,
} satisfies Texts
