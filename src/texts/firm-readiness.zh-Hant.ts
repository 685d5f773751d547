import type { firmReadinessEn } from './firm-readiness.en.ts'

export const firmReadinessZhHant = {
  readiness: {
    title: '就緒情況',
    ready: (ready: number, people: number) => `${people} 人中有 ${ready} 人可登入`,
    onLaunchMorning: (moment: string) => `貴公司人員於推出當日早上（${moment}）的情況。`,
    now: '貴公司人員現時的情況。',
    supposed: {
      recorded: '按已記錄的推出決定。',
      none: '不計任何推出決定。',
      go: '假設推出已及時獲批准。',
    },
    legend: (count, standing) => `${standing}：${count}`,
    cardOnly: (cardOnly: number, ready: number) => `可登入的 ${ready} 人中，只可用智能卡：${cardOnly}`,
    barSays: (ready: number, people: number) => `${people} 人中有 ${ready} 人可登入`,

    tasksTitle: '待辦事項',
    tasks: {
      'users-email': '每名用戶均有登記電郵',
      'administrators-email': '每名獲授權管理人均有登記電郵',
      'mail-refused': '沒有郵件被拒收',
      initiation: '所有有電郵的人均已設定雙重認證',
      untested: '每個地址均已收過測試郵件',
      requests: '沒有等候決定的申請',
      attestation: '本期已核證所有人的使用權限',
      'two-makers': '有兩名可行事的 DA 輸入者',
      'two-checkers': '有兩名可行事的 DA 覆核者',
    },
    openCount: (open: number) => `尚餘 ${open} 項`,
    wanted: (open: number) => `尚欠 ${open} 名`,
    done: '完成',
    shared: (count: number) => `${count} 個用戶 ID 與他人共用地址。此安排獲准許，但請確認是否有意如此。`,
    whoActs: '由誰處理',
    task: '事項',
    state: '狀況',

    lockedTitle: (count: number) => `${count} 人被鎖定`,
    lockedIntro: '嘗試失敗次數過多。鎖定會自動解除；解鎖之前，請先向本人查明是否由他嘗試。',
    who: '人員',
    lockedUntil: '鎖定至',
    whatHelps: '處理方法',
    unlock: (userId: string) => `解鎖 ${userId}`,

    datesTitle: '計劃的日期',
    dates: { when: '時間', what: '事項' },
    assumed: '（假設）',
    noDates: '計劃已沒有將來的日期。',

    peopleTitle: '貴公司人員的就緒情況',
    search: '用戶 ID 或姓名',
    filters: {
      all: '所有人',
      'no-email': '沒有登記電郵',
      'not-initiated': '未設定雙重認證',
      suspended: '已暫停',
    },
    columns: { user: '用戶 ID', name: '姓名', standing: '推出當日早上', lacks: '所欠', acts: '由誰處理' },
    nothing: '沒有',
  },
} satisfies typeof firmReadinessEn
