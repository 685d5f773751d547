import type { ownAccountEn } from './own-account.en.ts'

export const ownAccountZhHant = {
  ownAccount: {
    changed: {
      password: '閣下的密碼已更改。',
      'add-app': '已加設驗證應用程式為閣下的一次性密碼途徑。',
      'replace-app': '閣下的驗證應用程式已由另一個取代。',
      'add-email': '已加設電郵為閣下的一次性密碼途徑。',
      'remove-app': '驗證應用程式不再是閣下的一次性密碼途徑。',
      'remove-email': '電郵不再是閣下的一次性密碼途徑。',
    },
    done: '更改已生效',
    doneOthers: (ended) =>
      ended === 0 ? '閣下並無其他登入工作階段。' : `閣下的其他 ${ended} 個登入工作階段已結束。`,
    doneMailed: '系統亦以電郵通知閣下。如未作更改而收到該等電郵，請通知熱線。',

    titles: {
      password: '更改密碼',
      'add-app': '加設驗證應用程式',
      'replace-app': '改用另一驗證應用程式',
      'add-email': '加設電郵',
      'remove-app': '移除驗證應用程式',
      'remove-email': '移除電郵',
    },
    step: (step, of) => `第 ${step} 步，共 ${of} 步`,
    expired: '閣下的密碼已過期。請另選一個，然後繼續。',
    thrownAway:
      '此測試時段的更改不予保留。閣下可在此更改密碼，但該更改將於測試後作廢，屆時現有密碼恢復有效。',
    passwordOutline: '請輸入現有密碼及新密碼，然後輸入一次性密碼。更改後，閣下的其他登入工作階段將會結束。',
    whatHappens: {
      'add-app':
        '請先核實身份：輸入現有密碼，再輸入現有途徑的一次性密碼。然後配對應用程式，並實際使用一次以作證明。',
      'replace-app':
        '請先核實身份：輸入現有密碼，再輸入現有途徑的一次性密碼。然後配對新的應用程式並證明可用；原有的隨即失效。',
      'add-email':
        '請先核實身份：輸入現有密碼，再輸入現有途徑的一次性密碼。然後輸入發送至閣下登記地址的一次性密碼。',
      'remove-app':
        '請先核實身份：輸入現有密碼，再輸入現有途徑的一次性密碼。該應用程式隨即不再適用於此用戶 ID。',
      'remove-email':
        '請先核實身份：輸入現有密碼，再輸入現有途徑的一次性密碼。此後登入時不再發送一次性密碼至閣下的地址。',
    },
    endsOthers: '更改後，閣下的其他登入工作階段將會結束。',
    confirmTitle: '核實身份',
    freshCode: '一次性密碼只可使用一次：如剛用過應用程式現時顯示的密碼，請等候下一個。',
    refusedTitle: '未能確認',
    refused: '資料不符，或現時不能嘗試。資料並無更改。',
    notNow: '資料並無更改：此項已不能辦理，或不能在此辦理。可辦理的事項見下文。',
    cancel: '不作更改',

    channelsTitle: '一次性密碼途徑',
    channelsIntro: '登入時，請使用密碼及以下其中一個途徑的一次性密碼：',
    inForceSince: (moment) => `自 ${moment} 起生效。`,
    sentTo: (masked) => `一次性密碼發送至 ${masked}。`,
    appIs: '一次性密碼由手機上的應用程式產生，毋須網絡或電郵。此途徑較為穩妥。',
    onlyOne: '這是閣下唯一的途徑。如需更改，請先加設另一個。',
    actions: '可辦理的事項',
    noEmail: '登記電郵地址後方可加設電郵。請聯絡貴公司的獲授權管理人。',
    notCarried: (day) =>
      `不能在此測試時段更改一次性密碼途徑：所作更改不予保留，手機只會留下無效的密鑰。請於${day}起辦理。`,

    sessionsTitle: '登入工作階段',
    sessionsIntro: '閣下的用戶 ID 現時在以下各處登入。如有不認識的，請將其結束、更改密碼，並通知熱線。',
    door: '登入口',
    since: '登入時間',
    seen: '上次使用',
    from: '來自網絡',
    by: '方式',
    thisOne: '此登入工作階段',
    other: (n) => `另一登入工作階段（${n}）`,
    end: '結束該登入工作階段',
    endOthers: '結束所有其他登入工作階段',
    noOthers: '並無其他登入工作階段。',
    ended: (n) => `已結束 ${n} 個登入工作階段。`,
    endedNone: '該登入工作階段早已結束。',
  },
} satisfies typeof ownAccountEn
