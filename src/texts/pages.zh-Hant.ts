import type { pagesEn } from './pages.en.ts'

export const pagesZhHant = {
  whoCanAct: {
    summary: '未能登入？誰可協助',
    user: [
      '貴公司的獲授權管理人（DA）負責管理貴公司的用戶：登記電郵地址、解除帳戶鎖定，以及重設密碼或一次性密碼途徑。',
      '如不知道誰是獲授權管理人，請向貴公司的營運或合規部門查詢。本頁不能透露。',
    ],
    administrator: [
      '貴公司的另一位獲授權管理人（DA）可為閣下解除帳戶鎖定，以及重設密碼或一次性密碼途徑。',
      '獲授權管理人的電郵地址由貴公司的 Client Connect 用戶以電子服務 DA 3 登記。',
    ],
    'client-connect': [
      '貴公司的另一位 Client Connect 用戶可透過電子服務 DA 3 或結算所操作員，安排修復閣下的帳戶。',
      '如無其他用戶，結算所兩位操作員會在回電貴公司核實後修復。',
    ],
    operator: ['結算所的其他操作員可由兩人共同修復閣下的帳戶。'],
    hotline: '亦可致電熱線。如頁面曾顯示參考編號，請備妥。',
  },

  refusal: {
    reference: (reference) => `參考編號：${reference}`,
    lookUp: '貴公司的獲授權管理人及熱線可憑此參考編號查閱原因。',
    logonTitle: '未能登入',
    logon: '資料不符，或此帳戶現時不能登入。請核對用戶 ID 及密碼後再試。',
    passcodeTitle: '一次性密碼不獲接納',
    passcode: '密碼可能輸入錯誤、已過期或已使用。請核對後再試，或重新開始。',
    codeTitle: '驗證碼不獲接納',
    code: '驗證碼可能輸入錯誤、已過期或已使用。請使用最新電郵內的驗證碼，或要求另發一個。',
    initiationTitle: '未能完成此步驟',
    initiation: '資料並無更改。請再試，或重新開始。',
  },

  errors: {
    userIdMissing: '請輸入用戶 ID',
    passwordMissing: '請輸入密碼',
    cardPasswordMissing: '請輸入智能卡密碼',
    passcodeMissing: '請輸入一次性密碼',
    codeMissing: '請輸入電郵驗證碼',
    newPasswordMissing: '請輸入新密碼',
    repeatMissing: '請再次輸入新密碼',
    repeatDiffers: '兩次輸入的密碼不同',
    channelMissing: '請選擇一次性密碼途徑',
    passwordTooShort: (least) => `最少使用 ${least} 個字元`,
    passwordTooLong: (most) => `最多使用 ${most} 個字元`,
    passwordNoLetter: '最少使用一個字母',
    passwordNoDigit: '最少使用一個數字（0 至 9）',
    passwordNoSpecial: (specials) => `最少使用以下一個字元：${specials}`,
    passwordUsedBefore: (last) =>
      last === 1 ? '此為閣下現有密碼，請另選一個' : `此為閣下最近 ${last} 個密碼之一，請另選一個`,
    passwordTooCommon: '此密碼太容易被猜中，請另選一個',
    passwordContext: '除去用戶 ID、公司及服務名稱後所餘太少，請另選一個',
    passwordTooSimple: '重複或順序的字元太多，例如 aaaa 或 1234，請另選一個',
  },

  logon: {
    title: '登入',
    firstTime: '首次使用，或已由獲授權管理人重設？請設定密碼及一次性密碼途徑：',
  },

  code: {
    sentTo: (masked, moment) => `一次性密碼已於 ${moment} 發送至 ${masked}。`,
    sent: (moment) => `要求時間：${moment}。`,
    validUntil: (moment) => `有效至 ${moment}。`,
    patience: '電郵或需數分鐘才送達。最新及較早發出的驗證碼在到期前均有效。',
    delivery: {
      queued: '電郵正等候發送。',
      sent: '郵件伺服器已接收電郵。',
      failed: '電郵未能送達。請使用另一途徑，或聯絡貴公司的獲授權管理人。',
      lapsed: '電郵未能及時發出。請要求另發一個驗證碼。',
    },
    limited: '十五分鐘內已發送多個驗證碼，故未有再發送。請稍候數分鐘，然後要求另發一個。',
    another: '再發送一次',
    beginAgain: '重新開始',
  },

  passcode: {
    title: '輸入一次性密碼',
    emailHint: '電郵內的數字',
    appHint: '驗證應用程式現時顯示的六位數字',
    fromApp: '請開啟驗證應用程式，並輸入其為本服務顯示的一次性密碼。',
    useEmail: '改用電郵',
    useApp: '改用驗證應用程式',
  },

  initiation: {
    step: (step, of) => `啟動雙重認證：第 ${step} 步，共 ${of} 步`,
    userIdTitle: '設定密碼及一次性密碼途徑',
    userIdIntro: '使用雙重認證（2FA）時，閣下以密碼及一次性密碼登入。設定需時約五分鐘：',
    outline: [
      '輸入我們發送至閣下登記電郵地址的驗證碼',
      '選擇密碼',
      '選擇接收一次性密碼的途徑，並實際使用一次以作證明',
    ],
    restart: '閣下可隨時停止並重新開始。完成最後一步之前，一切均不生效。',

    codeTitle: '請查看電郵',
    codeUniform: '如閣下輸入的用戶 ID 可啟動雙重認證，驗證碼已發送至其登記電郵地址。',
    codeNone: '沒有收到驗證碼？誰可協助',
    codeNoneWho: {
      user: '沒有登記電郵地址便無法發送驗證碼。電郵地址由貴公司的獲授權管理人（DA）在保安管理功能內登記。',
      administrator:
        '沒有登記電郵地址便無法發送驗證碼。獲授權管理人（DA）的電郵地址由貴公司的 Client Connect 用戶以電子服務 DA 3 登記。',
      'client-connect': '沒有登記電郵地址便無法發送驗證碼。Client Connect 用戶的電郵地址由結算所登記。',
      operator: '沒有登記電郵地址便無法發送驗證碼。電郵地址由結算所兩位操作員登記。',
    },
    codeNoLink: '我們的電郵絕不附有連結。請在此輸入驗證碼。',

    passwordTitle: '選擇密碼',
    passwordRules: '閣下的密碼',

    channelTitle: '閣下希望如何接收一次性密碼？',
    channelLegend: '一次性密碼途徑',
    appHelp: '建議使用。手機上的應用程式會產生一次性密碼，毋須網絡或電郵。',
    emailHelp: (masked) => `每次登入時，一次性密碼會發送至 ${masked}。電郵或需數分鐘才送達。`,

    lastDay: (day) => `可使用至${day}（包括當日）。`,

    proveEmailTitle: '證明電郵途徑可用',
    proveEmailIntro: '請輸入一次性密碼，以證明閣下能夠收到。',
    proveAppTitle: '證明驗證應用程式可用',
    proveAppScan: '以驗證應用程式掃描此碼',
    proveAppQr: '供驗證應用程式使用的二維碼，內容與旁邊的密鑰相同。',
    proveAppType: '未能掃描？請輸入此密鑰',
    proveAppKey: '密鑰',
    proveAppName: '帳戶名稱',
    proveAppKind: '密鑰類型',
    proveAppKindIs: '按時間產生，6 位數字，每 30 秒更新',
    proveAppThen: '然後輸入應用程式顯示的一次性密碼。',
    copy: '複製密鑰',
    copied: '已複製',
    otherChannel: '選擇其他途徑',

    doneChannel: {
      email: '閣下的一次性密碼將以電郵發送。',
      app: '閣下的一次性密碼由驗證應用程式產生。',
      both: '閣下可選擇由驗證應用程式產生或以電郵發送一次性密碼。',
    },
    doneNext: '由現在起，請以用戶 ID、密碼及一次性密碼登入。',
    secondTitle: '可加設第二個途徑',
    secondWhy: '如其中一個途徑失效，閣下仍可用另一個登入。',
    secondApp: '加設驗證應用程式',
    secondEmail: '加設電郵',
    goToLogon: '前往登入',
  },

  password: {
    atLeast: (least) => `最少 ${least} 個字元`,
    atMost: (most) => `最多 ${most} 個字元`,
    letter: '包含一個字母',
    digit: '包含一個數字（0 至 9）',
    special: (specials) => `包含以下一個字元：${specials}`,
    notUsedBefore: (last) =>
      last === 1 ? '不可是閣下現有密碼' : `不可是閣下最近 ${last} 個密碼（包括現有密碼）之一`,
    anyCharacters: '可使用任何字元，包括空格；可貼上',
    notCommon: '不可是許多人使用的密碼',
    notContext: '不可主要由閣下的用戶 ID、公司名稱或服務名稱組成',
    notSimple: '不可只是重複或順序的字元，例如 aaaa 或 1234',
    noExpiry: '不會過期',
    expiry: (days) => `約每 ${days} 天更改一次；系統會於兩星期前通知`,
  },

  session: {
    welcome: '閣下已登入。',
    expected: '此為預期結果。業務功能在測試時段內關閉，閣下毋須再做任何事。',
    opensAt: (moment) => `閣下已登入。此功能將於 ${moment} 開放。`,
    noOpening: '閣下已登入。此功能已關閉，並無再次開放的安排。',
    openUntil: (moment) => `此功能開放至 ${moment}。`,
    open: '此功能現正開放。',
    screensElsewhere: '其功能畫面不屬本系統的一部分。',
    staysOpen: '在此時段內保持開放，供修正貴公司的帳戶；所作更改將予保留。',
    readOnly: '在此時段內只供查閱。閣下可更改自己的密碼，但該更改將於測試後作廢。',
    lastLogon: '上次登入',
    momentBy: (moment, means) => `${moment}，以密碼及${means}`,
    means: { email: '電郵', app: '驗證應用程式', emergency: '應急密碼', card: '智能卡' },
    firstLogon: '這是閣下首次登入。',
    checkLast: (logon) => `${logon}。如非閣下本人，請通知熱線。`,
    details: '閣下的登入工作階段',
    loggedOnAt: '登入時間',
    endsAt: '最遲結束時間',
    lives: (moment) =>
      `如在此之前不開啟其他頁面，閣下的登入工作階段將於 ${moment} 結束。重新載入本頁可保持登入。`,
    livesNoLonger: (moment) => `閣下的登入工作階段將於 ${moment} 結束，不能延長；屆時請重新登入。`,
    endsSoon: '閣下的登入工作階段即將結束',
    idleSoon: (moment) => `因一段時間沒有使用，將於 ${moment} 結束，在此輸入的資料將會失去。`,
    overSoon: (moment) => `將於 ${moment} 達到時限。請完成現時的工作，然後重新登入。`,
    isOver: '登入工作階段已結束，本頁不能再使用。',
    close: '關閉',
    toStart: '重新登入',
    ownAccount: '閣下的帳戶',
    backToFunction: (name) => `返回${name}`,
    passwordSet: '現有密碼生效時間',
    passwordExpiring: (moment) => `閣下的密碼將於 ${moment} 過期。現在即可更改；過期後登入時須先更改密碼。`,
    loggedOutTitle: '閣下已登出',
    loggedOut: '閣下的登入工作階段已結束，可關閉此視窗。',
    backToStart: '返回首頁',
    ended: {
      superseded: [
        '閣下已在其他地方登入',
        '同一用戶 ID 在同一登入口的較新登入結束了此次登入。如非閣下本人，請立即通知熱線。',
      ],
      idle: ['閣下的登入工作階段已結束', '因一段時間沒有使用。請重新登入以繼續。'],
      expired: ['閣下的登入工作階段已結束', '已達時限。請重新登入以繼續。'],
      revoked: ['閣下的登入工作階段已被結束', '由管理人結束，或帳戶資料已更改。請聯絡貴公司的獲授權管理人。'],
      'logged-out': ['閣下已登出', '閣下的登入工作階段已結束。'],
      'ended-elsewhere': [
        '閣下的登入工作階段已被結束',
        '同一用戶 ID 在另一登入工作階段將其結束。如非閣下本人，請立即通知熱線。',
      ],
      'credentials-changed': [
        '閣下的登入工作階段已被結束',
        '密碼或一次性密碼途徑已在另一登入工作階段更改。請重新登入以繼續。如非閣下本人，請立即通知熱線。',
      ],
    },
  },

  startAgain: {
    expired: ['請重新開始', '這些步驟未有及時完成。資料並無更改。'],
    elsewhere: ['請重新開始', '這些步驟已在另一分頁、視窗或瀏覽器重新開始。請在該處繼續，或在此重新開始。'],
    finished: ['此步驟早已完成', '此步驟先前已完成，毋須再做任何事。'],
    again: '重新開始',
  },
} satisfies typeof pagesEn
