import { absencesEn } from './absences.en.ts'
import { anewEn } from './anew.en.ts'
import { attestationEn } from './attestation.en.ts'
import { cardRegisterEn } from './card-register.en.ts'
import { cardsEn } from './cards.en.ts'
import { changesEn } from './changes.en.ts'
import { connectEn } from './connect.en.ts'
import { deskEn } from './desk.en.ts'
import { deskFirmEn } from './desk-firm.en.ts'
import { deskLookUpEn } from './desk-look-up.en.ts'
import { dmsUsersEn } from './dms-users.en.ts'
import { emailsEn } from './emails.en.ts'
import { emergencyEn } from './emergency.en.ts'
import { firmReadinessEn } from './firm-readiness.en.ts'
import { hotlineEn } from './hotline.en.ts'
import { noticesEn } from './notices.en.ts'
import { overnightEn } from './overnight.en.ts'
import { ownAccountEn } from './own-account.en.ts'
import { pagesEn } from './pages.en.ts'
import { referencesEn } from './references.en.ts'
import { requestsEn } from './requests.en.ts'
import { roomsEn } from './rooms.en.ts'
import { shellEn } from './shell.en.ts'
import { sitesEn } from './sites.en.ts'

/** Every English word of the shell and the pages. */
export const en = {
  ...anewEn,
  ...absencesEn,
  ...attestationEn,
  ...shellEn,
  ...pagesEn,
  ...ownAccountEn,
  ...noticesEn,
  ...hotlineEn,
  ...referencesEn,
  ...roomsEn,
  ...requestsEn,
  ...changesEn,
  ...dmsUsersEn,
  ...deskEn,
  ...deskFirmEn,
  ...deskLookUpEn,
  ...connectEn,
  ...emailsEn,
  ...emergencyEn,
  ...firmReadinessEn,
  ...overnightEn,
  ...cardsEn,
  ...cardRegisterEn,
  ...sitesEn,
}

/** The shape both languages have: a text missing or left over in one of them does not compile. */
export type Texts = typeof en
