import type { emergencyEn } from './emergency.en.ts'

export const emergencyZhHant = {
  emergency: {
    askTitle: '為此用戶申請應急密碼？',
    askIntro:
      '適用於一次性密碼途徑失效而須立即登入的人士。經另一人批准後一小時內有效：應急密碼只向閣下顯示，由閣下告知本人；本人輸入自己的密碼後，可憑此登入一次。其一次性密碼途徑維持不變；如已永久失去，請申請重設。',
    askIntroAtDesk:
      '適用於一次性密碼途徑失效而須立即登入的獲授權管理人。經另一位操作員批准後一小時內有效：應急密碼只向閣下顯示，由閣下告知本人；本人輸入自己的密碼後，可憑此登入一次。',
    identified: '如何確認是本人？',
    identifiedHint: '不可使用來電者提供的號碼或地址。此項會記入申請及紀錄。',
    choose: '請選擇',
    chooseFirst: '請說明如何確認是本人。',
    ways: {
      'call-back': '按紀錄上的號碼回電',
      'in-person': '當面',
      video: '由認識本人者以視像確認',
    },
    one: '一個，有效一小時',
    whyNot: {
      suspended: '不能申請應急密碼：帳戶已暫停，請先恢復。',
      'not-initiated': '不能申請應急密碼：雙重認證尚未設定。應急密碼須與密碼一併使用，而密碼只有本人可設定。',
    },

    typedHere: '如獲發應急密碼，亦在此輸入。',

    title: '應急密碼',
    forWhom: (userId, name) => `用於 ${userId}（${name}）`,
    toShow: '顯示應急密碼',
    show: '立即顯示',
    showAgain: '顯示另一個以取代',
    before: '請先與本人通話或見面。應急密碼只顯示一次，不會儲存：關閉或重新載入頁面後不會再顯示。',
    shownBefore: (times) =>
      times === 1
        ? '已顯示一次。如已告知本人，毋須再顯示：該密碼仍然有效。顯示另一個會令其失效，一小時的期限不會重新計算。'
        : `已顯示 ${times} 次，只有最後一個有效。顯示另一個會令其失效，一小時的期限不會重新計算。`,
    asksFirst: '顯示前，閣下須輸入自己的一次性密碼。',
    over: {
      used: '已使用。每個只可使用一次；如需另一個，請重新申請。',
      expired: '一小時的期限已過。如需另一個，請重新申請。',
      ended: '已失效，未曾使用。如需另一個，請重新申請。',
    },
    refused: {
      'not-entitled': '閣下已無權申請應急密碼，故不能查看。',
      over: '期間已被使用或已失效。',
      'shown-meanwhile': '已在本頁或另一頁顯示。所顯示的密碼仍然有效。',
    },
    isTitle: '應急密碼如下',
    goodUntil: '有效至',
    tell: '請告知本人',
    steps: [
      '如常以用戶 ID 及密碼登入。',
      '在「一次性密碼」輸入這些數字，有否空格均可。',
      '只可使用一次。任何人（包括熱線及同事）均不會索取。',
    ],
    dont: '請口頭告知，或讓本人觀看。請勿寫入電郵或即時訊息，亦請勿列印。',
    notPrinted: '應急密碼不會列印。',
    done: '完成：離開本頁',

    intro: '每個應急密碼讓持有人在一小時內輸入密碼後登入一次。何人於何時使用，均有紀錄。',
    none: '從未有獲批准的應急密碼。',
    user: '用戶',
    firm: '參與者',
    request: '申請',
    state: '狀態',
    granted: '批准時間',
    identifiedBy: '確認方式',
    states: {
      'to-be-shown': '尚未顯示',
      'in-force': '有效',
      used: '已使用',
      expired: '已過期',
      ended: '已失效',
    },
    until: (moment) => `至${moment}`,
    because: {
      replaced: '已由另一個取代',
      expired: '',
      suspended: '帳戶已暫停',
      removed: '帳戶已移除',
      'role-ended': '角色已終止',
      'credentials-changed': '密碼或一次性密碼途徑已更改',
    },
  },
} satisfies typeof emergencyEn
