import type { cardsEn } from './cards.en.ts'

export const cardsZhHant = {
  cards: {
    password: '智能卡密碼',
    begin: '請將智能卡放入讀卡器，然後繼續。瀏覽器會要求選擇證書及輸入智能卡的 PIN 碼。',
    continue: '以智能卡繼續',
    elsewhere: '下一頁設於另一網址，專供讀取智能卡。',
    ready: '已讀取智能卡。請輸入用戶 ID 及該智能卡的密碼。',
    frozen: (day: string) => `本次測試使用${day}的密碼。`,
    refusedTitle: '尚未登入',
    refused: '用戶 ID、智能卡密碼或智能卡不正確，或此用戶 ID 目前不能在此登入。請核對三者後再試。',
    none: {
      title: '未有出示智能卡',
      text: '瀏覽器沒有提供證書：讀卡器內沒有智能卡、沒有選擇證書，或已取消輸入 PIN 碼。瀏覽器不會提供已過期的智能卡。',
      how: [
        '將智能卡放入讀卡器。',
        '關閉瀏覽器的所有視窗，使其重新詢問。',
        '重新開始，選擇智能卡的證書並輸入 PIN 碼。',
      ],
    },
    bad: {
      title: '智能卡不獲接納',
      text: '此智能卡不能在此使用。請將下列參考編號告知熱線，以查明原因。',
    },
    ours: {
      title: '目前無法核實智能卡',
      text: '閣下的智能卡可能並無問題，但目前無法連接核實所需的資料。請於數分鐘後再試，或將下列參考編號告知熱線。',
    },
    again: '重新開始',
    accepted: { title: '智能卡已獲接納', text: '即將前往下一頁。', go: '繼續' },
    scheduled: {
      title: '閣下的最後智能卡使用日已過',
      text: '此處不再接納閣下所屬參與者的智能卡。由現在起，請以用戶 ID、密碼及一次性密碼登入。',
      initiate: '如尚未設定，請先：',
    },
    doorPassed: '閣下現以雙重認證登入。如尚未設定：',
    initiation: {
      proven: '閣下剛以智能卡及智能卡密碼登入，因此無須輸入電郵驗證碼。請即選定密碼及一次性密碼途徑。',
      stale: '閣下以智能卡登入已超過 15 分鐘。請先登出，再以智能卡登入；或改用登記電郵辦理。',
      byEmail: '以電郵驗證碼啟動雙重認證',
    },
    functions: '功能',
    open: '開放',
    closed: '功能暫不提供',
  },
} satisfies typeof cardsEn
