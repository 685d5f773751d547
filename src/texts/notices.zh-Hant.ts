import type { noticesEn } from './notices.en.ts'

export const noticesZhHant = {
  notices: {
    title: '等候閣下處理',
    count: (count: number) => `${count} 項待閣下處理`,
    kinds: {
      decide: (n) => `${n} 項申請等候閣下決定`,
      authorise: (n) => `${n} 項公司申請等候操作員處理`,
      decided: (n) => `閣下提出的 ${n} 項申請已有決定`,
      expired: (n) => `閣下提出的 ${n} 項申請已過期`,
      escalated: (n) => `閣下提出的 ${n} 項申請已轉交操作員`,
      'single-control': (n) => `${n} 項更改以單人控制方式作出`,
      'user-locked': (n) => `${n} 名用戶因多次嘗試失敗而被鎖定`,
      'user-mail-refused': (n) => `${n} 名用戶未能收到郵件`,
      'user-without-email': (n) => `${n} 名用戶沒有登記電郵`,
      'user-card-ends': (n) => `${n} 名用戶的智能卡將於 30 天內到期`,
      'user-emergency': (n) => `${n} 名用戶以應急密碼登入`,
      'user-of-several': (n) => `結算所更改了 ${n} 項同屬其他公司的人員資料`,
      'attestation-overdue': () => '使用權限的核證已逾期',
      'case-of-firm': (n) => `${n} 宗熱線個案待貴公司處理`,
      'case-of-operators': (n) => `${n} 宗熱線個案待操作員處理`,
      'branch-overdue': () => '數據分支已逾期仍未棄置：請予棄置',
      'administrator-locked': (n) => `${n} 名獲授權管理人因多次嘗試失敗而被鎖定`,
      'administrator-mail-refused': (n) => `${n} 名獲授權管理人未能收到郵件`,
      'administrator-without-email': (n) => `${n} 名獲授權管理人沒有登記電郵`,
      'administrator-card-ends': (n) => `${n} 名獲授權管理人的智能卡將於 30 天內到期`,
      'administrator-emergency': (n) => `${n} 名獲授權管理人以應急密碼登入`,
      'connect-locked': (n) => `${n} 名 Client Connect 用戶因多次嘗試失敗而被鎖定`,
      'connect-mail-refused': (n) => `${n} 名 Client Connect 用戶未能收到郵件`,
      'connect-without-email': (n) => `${n} 名 Client Connect 用戶沒有登記電郵`,
    },
  },
} satisfies typeof noticesEn
