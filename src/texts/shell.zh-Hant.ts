import type { shellEn } from './shell.en.ts'

export const shellZhHant = {
  labels: {
    userId: '用戶 ID',
    password: '密碼',
    oneTimePasscode: '一次性密碼',
    codeFromEmail: '電郵驗證碼',
    newPassword: '新密碼',
    repeatNewPassword: '再次輸入新密碼',
    email: '電郵',
    app: '驗證應用程式',
    continue: '繼續',
    logOn: '登入',
    logOut: '登出',
    initiation: '啟動雙重認證',
    twoFactorIsSetUp: '雙重認證已設定',
    functionNotAvailable: '功能暫不提供',
    testComplete: '閣下已登入。連線測試已完成。',
    englishPrevails: '中英文本如有歧異，概以英文本為準。',
  },

  shell: {
    /** Between two sentences. */
    between: '',
    skip: '跳至主要內容',
    languages: '語言',
    errorTitle: (title) => `錯誤：${title}`,
    news: '計劃消息',
    testSession: '測試時段',
    site: { primary: '主數據中心', secondary: '後備數據中心' },
    until: (moment) => `至 ${moment}`,
    carriedForward: (day) => `閣下在此設定或更改的資料將保留至下一營業日，即${day}。`,
    notCarriedForward: (day) => `閣下在此更改的資料不會保留至下一營業日，即${day}；測試後即告作廢。`,
    assumed: '（假定）',
    times: (zone) => `所有時間均為${zone}。`,
    problem: '請更正以下項目',
    errorPrefix: '錯誤：',
    demoClockName: '示範時鐘',
    demoClock: (moment) => `示範時鐘：${moment}`,
    demoClockHint: '示範系統按其自設時鐘運行。將時鐘撥回會清除所有登入工作階段、驗證碼及鎖定。',
    demoClockOther: '其他日期及時間',
    demoClockSet: '設定時鐘',
  },

  landing: {
    heading: '請選擇登入方式',
    open: '開放',
    closed: '關閉',
    opens: (moment) => `將於 ${moment} 開放。`,
    openUntil: (moment) => `至 ${moment}。`,
    closedForGood: '並無再次開放的安排。',
    cardAbsent: '本系統尚未提供以智能卡登入。',
    elsewhere: {
      administrators: '閣下是獲授權管理人？請前往',
      users: '閣下是貴公司的用戶？請前往',
    },
  },

  news: {
    open: (day) => `計劃於${day}推出；未獲批准前均屬暫定。`,
    approved: (day) => `已獲批准於${day}推出。`,
    stopped: (day) => `不會於${day}推出。一切維持不變，請如常登入。`,
    lapsed: (day) => `未能及時獲批准於${day}推出。一切維持不變，請如常登入。`,
  },

  faults: {
    400: ['未能讀取表格', '資料並無更改。請返回並重新載入頁面，再填寫表格。'],
    403: [
      '此表格已失效',
      '表格在另一瀏覽器開啟、開啟過久，或其 Cookie 已被移除。資料並無更改。請重新開啟頁面並再次填寫；瀏覽器須允許 Cookie。',
    ],
    404: ['找不到頁面', '請核對網址，或由首頁開始。'],
    405: ['此網址不接受該要求', '請由首頁開始。'],
    413: ['表格內容過長', '資料並無更改。請減少字數。'],
    421: ['此處不提供該網址', '請使用貴公司獲通知的網址。'],
    500: ['系統發生錯誤', '已向閣下確認的資料並無遺失。請再試；如再發生，請致電熱線並提供參考編號。'],
    503: ['系統現時非常繁忙', '資料並無更改。請稍候再試。'],
    unsure: ['未能確定要求是否已完成', '資料庫未有及時回應。請稍候再查看：所要求的事項可能已經完成。'],
    openAgain: '重新開啟頁面',
    toStart: '前往首頁',
    wait: (seconds) => `請於 ${seconds} 秒後再試。`,
  },
} satisfies typeof shellEn
