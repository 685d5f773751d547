import type { LetterTexts } from './letter-shape.ts'
import { zhHant } from './zh-Hant.ts'

const never = '切勿向任何人透露；我們的職員絕不會向閣下索取。'
const asked = '要求時間'
const ifNotAsked = '如非閣下提出要求，請勿使用，並通知我們。'
const { labels, notices } = zhHant

const valid = (minutes: number, where: string) => `有效期為 ${minutes} 分鐘。${where}${never}`

export const lettersZhHant: LetterTexts = {
  addressee: ({ person, idEnd }) => `致：${[person, `用戶 ID 末三位 ${idEnd}`].filter(Boolean).join('，')}`,
  when: (lead, { at, origin }) => `${lead}：${at}${origin === null ? '' : `，來自網絡 ${origin}`}。`,
  contact: ({ phone, email }) => `熱線：${phone} / 電郵：${email}`,
  noLinks: '我們的訊息絕不附有連結。',
  kinds: {
    'initiation-code': {
      subject: '啟動雙重認證的驗證碼',
      body: ({ code, minutes }) => [
        '閣下啟動雙重認證（2FA）的驗證碼為',
        `    ${code}`,
        valid(minutes, '請在提出要求的網頁上輸入。'),
      ],
      when: asked,
      ifNotYou: ifNotAsked,
    },
    'channel-proof': {
      subject: '將電郵設定為一次性密碼途徑的一次性密碼',
      body: ({ code, minutes }) => [
        '閣下將電郵設定為一次性密碼途徑的一次性密碼為',
        `    ${code}`,
        valid(minutes, '請在設定雙重認證的網頁上輸入。'),
      ],
      when: asked,
      ifNotYou: ifNotAsked,
    },
    'logon-code': {
      subject: '閣下的一次性密碼',
      body: ({ code, minutes }) => [
        '閣下登入用的一次性密碼為',
        `    ${code}`,
        valid(minutes, '請在登入的網頁上輸入。'),
      ],
      when: asked,
      ifNotYou: '如非閣下提出要求，閣下的密碼可能已為他人所知：請勿使用此一次性密碼，並立即通知我們。',
    },
    'change-code': {
      subject: '更改帳戶用的一次性密碼',
      body: ({ code, minutes }) => [
        '閣下更改密碼或一次性密碼途徑用的一次性密碼為',
        `    ${code}`,
        valid(minutes, '請在作出更改的網頁上輸入。'),
      ],
      when: asked,
      ifNotYou:
        '如非閣下提出要求，即有人已以閣下身分登入並知悉閣下的密碼：請勿使用此一次性密碼，並立即通知我們。',
    },
    'step-up-code': {
      subject: '確認決定用的一次性密碼',
      body: ({ code, minutes }) => [
        '閣下確認由本人作出決定用的一次性密碼為',
        `    ${code}`,
        valid(minutes, '請在閣下已登入的網頁上輸入。'),
      ],
      when: asked,
      ifNotYou: '如非閣下提出要求，即有人已以閣下身分登入：請勿使用此一次性密碼，並立即通知我們。',
    },
    'account-changed': {
      subject: '閣下的帳戶已更改',
      body: ({ change }) => [
        zhHant.ownAccount.changed[change],
        '閣下的其他登入工作階段已結束；如需使用，請重新登入。',
      ],
      when: '更改時間',
      ifNotYou: '如非閣下本人所為，請立即通知我們。',
    },
    'changed-by-firm': {
      subject: '貴公司已更改閣下的帳戶',
      body: ({ change }) => [
        {
          'password-reset':
            '貴公司已重設閣下的密碼。舊密碼已失效，閣下的登入工作階段已結束，一次性密碼途徑則維持不變。',
          'channel-reset': '貴公司已重設閣下的一次性密碼途徑及密碼。兩者均已失效，閣下的登入工作階段已結束。',
          unlocked: '貴公司已為閣下的用戶 ID 解除一次性密碼登入的鎖定，閣下可再次登入。',
          'sessions-ended': '貴公司已結束閣下的所有登入工作階段，閣下可再次登入。',
          'card-assigned': '貴公司已為閣下的用戶 ID 編配智能卡。',
          'card-replaced': '貴公司已為閣下的用戶 ID 編配另一張智能卡，原有的智能卡不再獲接納。',
          'card-revoked': '貴公司已撤銷閣下的智能卡。該卡不再獲接納，以該卡開始的登入工作階段已結束。',
          'card-password-reset': '貴公司已重設閣下的智能卡密碼。舊密碼已失效，閣下的登入工作階段已結束。',
          'emergency-passcode':
            '有人為閣下的用戶 ID 申請應急密碼，並已由另一人批准。一小時內，持有閣下密碼者可憑此登入一次。',
        }[change],
        ...{
          'password-reset': [
            '請透過「啟動雙重認證」設定新密碼：須使用發送至本電郵地址的驗證碼，以及閣下其中一個途徑的一次性密碼。',
          ],
          'channel-reset': ['請透過「啟動雙重認證」重新設定兩者：須使用發送至本電郵地址的驗證碼。'],
          unlocked: [],
          'sessions-ended': [],
          'card-assigned': [],
          'card-replaced': [],
          'card-revoked': [],
          'card-password-reset': [
            '請向貴公司的獲授權管理人索取新密碼，或透過「啟動雙重認證」設定以一次性密碼登入。',
          ],
          'emergency-passcode': ['應急密碼會由確認閣下身分的人告知閣下，不會以電郵發送。請勿告訴任何人。'],
        }[change],
      ],
      when: '更改時間',
      ifNotYou: '如非閣下所預期，請向貴公司的獲授權管理人查詢，並通知我們。',
    },
    'password-expires': {
      subject: '閣下的密碼即將過期',
      body: ({ expires }) => [
        `閣下的密碼將於${expires}過期。可於此前更改：登入後選擇「更改密碼」。`,
        '如未更改，屆時仍可登入，但須先更改密碼。',
      ],
      when: '通知時間',
      ifNotYou: '毋須作其他安排，亦不會有人向閣下索取密碼。',
    },
    'event-registration': {
      subject: '活動登記',
      body: ({ now, number, event, until }) => [
        {
          registered: `貴公司已登記參加：${event}。登記編號為 ${number}。`,
          amended: `貴公司的登記 ${number} 已更改：${event}。`,
          withdrawn: `貴公司的登記 ${number} 已撤回：${event}。貴公司現時並未登記。`,
        }[now],
        `在${until}或之前，可於 Client Connect 更改或撤回；其後請聯絡熱線。`,
      ],
      when: '提交時間',
      ifNotYou: '如非貴公司人員提交，請通知我們。',
    },
    'already-initiated': {
      subject: '雙重認證先前已設定',
      body: () => [
        '有人要求為閣下的用戶 ID 啟動雙重認證（2FA）。雙重認證先前已設定，故沒有發出驗證碼，亦沒有作出任何更改。',
        '如為閣下本人：請以用戶 ID、密碼及一次性密碼登入。如忘記密碼或失去一次性密碼途徑，請要求貴公司的獲授權管理人重設。',
      ],
      when: asked,
      ifNotYou: '如非閣下提出要求，請通知我們。',
    },
    'two-factor-set-up': {
      subject: '雙重認證已設定',
      body: ({ channel }) => [
        `閣下用戶 ID 的雙重認證（2FA）已設定。閣下的一次性密碼途徑：${labels[channel]}。`,
        '登入時請使用用戶 ID、密碼及一次性密碼。',
      ],
      when: '設定時間',
      ifNotYou: '如非閣下本人所為，請立即通知我們。',
    },
    'logon-locked': {
      subject: '一次性密碼登入暫時鎖定',
      body: ({ until }) => [
        `由於嘗試失敗次數過多，閣下用戶 ID 的一次性密碼登入已鎖定至${until}，屆時自動解除。`,
        '閣下仍可使用曾經成功登入的瀏覽器嘗試登入。貴公司的獲授權管理人可提早解鎖。',
      ],
      when: '最後一次嘗試',
      ifNotYou: '如非閣下嘗試登入，請通知我們。',
    },
    'passcode-replayed': {
      subject: '有人再次使用已用過的一次性密碼',
      body: () => ['閣下一個已使用的一次性密碼被再次提交。系統已拒絕，並沒有作出任何更改。'],
      when: '提交時間',
      ifNotYou: '如非閣下自行重複提交，請通知我們。',
    },
    'emergency-passcode-used': {
      subject: '以應急密碼登入',
      body: () => [
        '有人剛以閣下的用戶 ID、密碼及應急密碼登入。該應急密碼已用完。',
        '閣下的一次性密碼途徑維持不變。如已失去，請申請重設。',
      ],
      when: '登入時間',
      ifNotYou: '如非閣下本人，請立即通知我們，並請獲授權管理人暫停閣下的用戶 ID。',
    },
    'reset-by-operators': {
      subject: '閣下的一次性密碼途徑已重設',
      body: () => [
        '結算所的操作員已重設閣下的一次性密碼途徑及密碼。兩者均已失效，閣下的登入時段亦已結束。',
        '由於閣下的用戶 ID 屬多於一間公司，故由操作員而非貴公司辦理。請以「啟動雙重認證」重新設定兩者：閣下須使用寄往此郵箱的驗證碼。',
      ],
      when: '更改時間',
      ifNotYou: '如閣下並不知情，請立即通知我們。',
    },
    'address-test': {
      subject: '閣下登記的電郵地址運作正常',
      body: () => [
        '此為閣下用戶 ID 的登記電郵地址。雙重認證（2FA）的驗證碼將發送至此；收到本電郵，即表示可以送達。',
        '毋須作任何安排，亦毋須回覆。',
      ],
      when: '發送時間',
      ifNotYou: '如閣下不認識此用戶 ID，請通知我們。',
    },
    'address-replaced': {
      subject: '閣下登記的電郵地址已被取代',
      body: () => [
        '此地址不再是閣下用戶 ID 的登記電郵地址：貴公司（或結算所代貴公司）已將其更換或取消。驗證碼不會再發送至此。',
      ],
      when: '更換時間',
      ifNotYou: '如並非閣下所預期，請立即通知貴公司及我們。',
    },
    'tasks-waiting': {
      subject: '有事項等候閣下處理',
      body: ({ tasks }) => [
        tasks
          .map(
            ({ firm, kind, count }) => `- ${firm === null ? '' : `${firm}：`}${notices.kinds[kind](count)}。`,
          )
          .join('\n'),
        '請如常登入：概覽頁會列出各事項。屆時已完成的事項不再顯示。',
      ],
      when: '截至',
      ifNotYou: '如閣下已不負責此工作，請通知我們。',
    },
  },
}
