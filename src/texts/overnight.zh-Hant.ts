import type { overnightEn } from './overnight.en.ts'

export const overnightZhHant = {
  overnight: {
    intro: '報告於每個營業日當晚備妥。下載如中斷可以續傳；檔案的核對值與本頁所示相同，即表示已完整下載。',
    businessDay: (day: string) => `營業日：${day}`,
    columns: { report: '報告', size: '大小', published: '發布時間', checksum: '核對值（SHA-256）' },
    amended: '已更新',
    notYet: '尚未發布。',
    none: '當日沒有發布報告。',
    noDays: '沒有更早的報告。',
    older: '較早的營業日',
    newest: '最新',
    kilobytes: (count: string) => `${count} kB`,
    megabytes: (count: string) => `${count} MB`,
    gigabytes: (count: string) => `${count} GB`,
    bytes: (count: string) => `${count} 位元組`,
    notEntitled: (name: string) =>
      `閣下在${name}的功能不包括隔夜報告下載。該公司的獲授權管理人可將閣下加入具有此功能的用戶組別。`,
  },
} satisfies typeof overnightEn
