import type { requestsEn } from './requests.en.ts'

export const requestsZhHant = {
  stepUp: {
    title: '請確認閣下身分',
    why: '就帳戶作出決定須輸入新的一次性密碼。',
    holds: '在此登入工作階段內 15 分鐘有效。',
    cancel: '返回而不確認',
  },
} satisfies typeof requestsEn
