import type { roomsEn } from './rooms.en.ts'

export const roomsZhHant = {
  rooms: {
    overview: '概覽',
    users: '用戶',
    groups: '用戶組別',
    listings: '列表',
    requests: '申請',
    participants: '參與者',
    launch: '推出',
  },

  roles: {
    user: '用戶',
    'da-maker': '獲授權管理人（輸入者）',
    'da-checker': '獲授權管理人（覆核者）',
    'da-single': '獲授權管理人（單人控制）',
    'client-connect': 'Client Connect 用戶',
    'operator-maker': '操作員（輸入者）',
    'operator-checker': '操作員（覆核者）',
    hotline: '熱線人員',
    auditor: '審計員',
  },

  room: {
    and: '及',
    youAre: (roles) => `閣下在此的身分為${roles}。`,
    singleControl: '單人控制',
    otherFirm: '其他公司',
    chooseFirm: '請選擇公司',
    readOnly: '只供查閱：在此時段內不能更改任何資料。',
  },

  list: {
    search: '搜尋',
    clear: '顯示全部',
    filter: '顯示',
    shown: (from, to, of) => `第 ${from} 至 ${to} 項，共 ${of} 項`,
    shownSome: (shown) => `顯示 ${shown} 項`,
    newer: '上一頁',
    older: '下一頁',
    pages: '頁',
    none: '暫無資料。',
    noneFound: '沒有符合搜尋的項目。',
    sortedUp: '升序',
    sortedDown: '降序',
    download: '下載 CSV',
    more: (more) => `另有 ${more} 項`,
    chooseFile: '選擇檔案',
    fileLimit: (megabytes) => `UTF-8 編碼的 CSV 檔案，最大 ${megabytes} MB。`,
    upload: '上載',
    working: '處理中',
    progress: (done, of) => `已完成 ${done} 項，共 ${of} 項`,
    reloads: '本頁每隔數秒自動更新；如沒有更新，請重新載入。',
    optional: '選填',
  },
} satisfies typeof roomsEn
