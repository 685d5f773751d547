import type { anewEn } from './anew.en.ts'

export const anewZhHant = {
  anew: {
    channelTitle: '請確認是閣下本人',
    channel: '閣下的密碼已重設，一次性密碼途徑則維持不變。輸入其中一個途徑的一次性密碼即告完成。',
    appTitle: '使用閣下的驗證應用程式',
    app: '閣下平常登入所用的應用程式。如已遺失，請要求貴公司的獲授權管理人重設一次性密碼途徑。',
  },
} satisfies typeof anewEn
