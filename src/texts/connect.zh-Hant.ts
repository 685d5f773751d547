import type { connectEn } from './connect.en.ts'

export const connectZhHant = {
  documents: {
    title: '文件',
    intro: '資料文件及使用指引。各文件可在此閱讀、列印，或下載為單一檔案。',
    name: '文件',
    contents: '內容',
    published: '發布',
    from: (day) => `由${day}起`,
    where: '位置',
    here: '此處',
    inConnect: 'Client Connect 內（須具備 EU_Documents 權限）',
    notYet: (day) => `尚未發布，將於${day}發布。`,
    elsewhere: (where) => `此處不備存該文件，請前往：${where}。`,
    download: '下載為單一檔案',
    version: (version, day) => `版本 ${version}，於${day}發布`,
    asOf: (moment) => `按計劃於${moment}的情況編製。`,
    inPage: '本頁內容',
    back: '所有文件',
    lastSmartcardDay: (system, day) => `${system}：智能卡最後使用日為${day}。`,
    walkIns: '未登記的公司亦可參加。',
    noWalkIns: '只限已登記的公司參加。',
  },
} satisfies typeof connectEn
