import type { deskLookUpEn } from './desk-look-up.en.ts'

export const deskLookUpZhHant = {
  deskLookUp: {
    intro:
      '請輸入用戶 ID，或網頁所顯示的參考編號。每次查詢均會記錄。未經回電核實前，切勿向來電者透露任何資料或為其辦理任何事項。',
    search: '用戶 ID 或參考編號',
    nobody: '沒有此用戶 ID，亦沒有此參考編號的拒絕紀錄。請逐個字母核對。',
    refused: '被拒絕的事項',
    nobodyTyped: '所輸入的並非任何人的用戶 ID。',
    person: '用戶資料',
    facts: { when: '時間', what: '事項', where: '登入途徑', why: '原因' },
    userId: '用戶 ID',
    name: '姓名',
    roles: '職能',
    roleAt: (where, role) => `${where}：${role}`,
    atTheHouse: '結算所',
    email: '登記電郵',
    emailThere: '已登記。',
    emailMissing: '未登記；未有登記電郵便無法設定雙重認證。',
    secondFactor: '雙重認證',
    initiated: (channels: string) => `已設定：${channels}`,
    notInitiated: '尚未設定，或已被重設。',
    lock: '一次性密碼登入',
    locked: (moment: string) => `嘗試失敗次數過多，鎖定至${moment}。`,
    notLocked: '沒有鎖定。',
    callBack: (firm: string) => `${firm} 的回電聯絡人`,
    callBackHow: '只可致電此處所列的號碼，切勿致電來電者所提供的號碼。',
    ownPeople: '此人屬結算所：請按結算所的通訊錄回電。',
  },
} satisfies typeof deskLookUpEn
