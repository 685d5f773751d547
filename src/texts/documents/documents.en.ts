import { administratorGuideEn } from './administrator-guide.en.ts'
import { clientConnectGuideEn } from './client-connect-guide.en.ts'
import type { DocumentTexts } from './document-facts.ts'
import { informationPackageEn } from './information-package.en.ts'
import { userGuideEn } from './user-guide.en.ts'

export const documentsEn: DocumentTexts = {
  'information-package': informationPackageEn,
  'user-guide': userGuideEn,
  'administrator-guide': administratorGuideEn,
  'client-connect-guide': clientConnectGuideEn,
}
