import { administratorGuideZhHant } from './administrator-guide.zh-Hant.ts'
import { clientConnectGuideZhHant } from './client-connect-guide.zh-Hant.ts'
import type { DocumentTexts } from './document-facts.ts'
import { informationPackageZhHant } from './information-package.zh-Hant.ts'
import { userGuideZhHant } from './user-guide.zh-Hant.ts'

export const documentsZhHant: DocumentTexts = {
  'information-package': informationPackageZhHant,
  'user-guide': userGuideZhHant,
  'administrator-guide': administratorGuideZhHant,
  'client-connect-guide': clientConnectGuideZhHant,
}
