import type { Bilingual } from '../../programme/block.ts'
import type { ReasonCode } from '../../programme/rules/reasons.ts'
import type { ChangeKind } from './changes-between.ts'
import type { Supposed } from './decisions-supposed.ts'
import type { StandingName } from './standing-at.ts'
import type { Actor } from './who-must-act.ts'

/** The machine words of a report, in both languages. */

export const STANDING_TEXTS: Readonly<Record<StandingName, Bilingual>> = {
  'gets-in': { en: 'gets in', 'zh-Hant': '可登入' },
  'not-ready': { en: 'not ready', 'zh-Hant': '未就緒' },
  'locked-out': { en: 'locked out', 'zh-Hant': '無法登入' },
  waiting: { en: 'waiting', 'zh-Hant': '等候開放' },
  suspended: { en: 'suspended', 'zh-Hant': '已暫停' },
}

/** Of those who get in: by smartcard, and by nothing else. */
export const CARD_ONLY: Bilingual = { en: 'card-only', 'zh-Hant': '只可用智能卡' }

export const LACK_TEXTS: Readonly<Record<ReasonCode, Bilingual>> = {
  'no-email': { en: 'no registered email', 'zh-Hant': '未登記電郵地址' },
  'no-card': { en: 'no smartcard', 'zh-Hant': '沒有智能卡' },
  'not-initiated': { en: '2FA not set up', 'zh-Hant': '未設定雙重認證' },
  'not-entitled': { en: 'no right to any function', 'zh-Hant': '無權使用任何功能' },
  'channel-refused': { en: 'no accepted OTP channel', 'zh-Hant': '沒有獲接受的一次性密碼途徑' },
  suspended: { en: 'account suspended', 'zh-Hant': '帳戶已暫停' },
  'not-registered': { en: 'firm not registered for the event', 'zh-Hant': '公司未登記參加活動' },
  locked: { en: 'locked after wrong tries, for minutes', 'zh-Hant': '多次輸入錯誤，暫時鎖定數分鐘' },
  'outside-window': { en: 'no door open', 'zh-Hant': '沒有開放的登入途徑' },
  'launch-not-approved': { en: 'launch not approved', 'zh-Hant': '推出尚未獲批准' },
  'card-day-passed': { en: 'smartcards no longer accepted', 'zh-Hant': '不再接受智能卡' },
  'outside-service-hours': { en: 'outside service hours', 'zh-Hant': '非服務時間' },
}

export const ACTOR_TEXTS: Readonly<Record<Actor, Bilingual>> = {
  himself: { en: 'himself', 'zh-Hant': '本人' },
  'delegated-administrators': {
    en: 'the firm’s DA maker and checker',
    'zh-Hant': '公司的獲授權管理人（輸入者及覆核者）',
  },
  'client-connect': {
    en: 'the firm’s Client Connect user, by DA 3',
    'zh-Hant': '公司的 Client Connect 用戶（以電子服務 DA 3 辦理）',
  },
  operator: { en: 'the operator of the clearing house', 'zh-Hant': '結算所操作員' },
}

export const SUPPOSED_TEXTS: Readonly<Record<Supposed, Bilingual>> = {
  recorded: { en: 'as recorded', 'zh-Hant': '按已記錄的決定' },
  none: { en: 'none', 'zh-Hant': '不計任何決定' },
  go: {
    en: 'as if a go were given in time',
    'zh-Hant': '假設已及時批准推出',
  },
}

export const NOBODY_CAN_REPAIR: Bilingual = {
  en: 'Nobody in the firm can repair the others',
  'zh-Hant': '公司內無人可為他人修復帳戶',
}

export const CHANGE_TEXTS: Readonly<Record<ChangeKind, Bilingual>> = {
  'locked-out-now': { en: 'locked out now', 'zh-Hant': '變為無法登入' },
  'no-longer-locked-out': { en: 'no longer locked out', 'zh-Hant': '不再無法登入' },
  'not-ready-now': { en: 'must initiate first', 'zh-Hant': '須先啟動雙重認證' },
  'ready-now': { en: 'gets in without initiating', 'zh-Hant': '無須啟動即可登入' },
  'waits-now': { en: 'must wait for a door to open', 'zh-Hant': '須等候登入途徑開放' },
  'waits-no-more': { en: 'need not wait any more', 'zh-Hant': '無須再等候' },
  'card-only-now': { en: 'card-only now', 'zh-Hant': '變為只可用智能卡' },
  'card-only-no-more': { en: 'card-only no more', 'zh-Hant': '不再只靠智能卡' },
  'door-gained': { en: 'door gained', 'zh-Hant': '增加登入途徑' },
  'door-lost': { en: 'door lost', 'zh-Hant': '失去登入途徑' },
  'channel-refused': { en: 'OTP channel refused', 'zh-Hant': '一次性密碼途徑不獲接受' },
  'channel-accepted': { en: 'OTP channel accepted', 'zh-Hant': '一次性密碼途徑獲接受' },
  'function-gained': { en: 'function open in a test session', 'zh-Hant': '測試時段內開放功能' },
  'function-lost': { en: 'function closed in a test session', 'zh-Hant': '測試時段內關閉功能' },
  'hours-changed': { en: 'other hours on business days', 'zh-Hant': '營業日服務時間更改' },
}
