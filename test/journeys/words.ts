import type { Language } from '../../src/kernel/vocabulary.ts'

/**
 * The exact visible names people rely on (spec §3, design.md §5). They are written out here, not imported: a label that
 * changes must break a journey.
 */
type DoorWord = 'card' | 'online' | 'overnight' | 'dmsCard' | 'dms' | 'connect' | 'desk'

export interface Words {
  readonly doors: Readonly<Record<DoorWord, string>>
  readonly functions: Readonly<Record<'online' | 'overnight' | 'dms' | 'connect' | 'desk', string>>
  readonly initiation: string
  readonly userId: string
  readonly password: string
  readonly codeFromEmail: string
  readonly newPassword: string
  readonly repeatNewPassword: string
  readonly channels: Readonly<Record<'email' | 'app', string>>
  readonly passcode: string
  readonly withCard: string
  readonly cardPassword: string
  readonly requests: string
  readonly continue: string
  readonly logOn: string
  readonly logOut: string
  readonly currentPassword: string
  readonly changePassword: string
  readonly otpChannels: string
  readonly logonSessions: string
  readonly stayLoggedOn: string
  readonly isSetUp: string
  readonly notAvailable: string
  readonly testComplete: string
  readonly englishPrevails: string
}

export const wordsIn: Readonly<Record<Language, Words>> = {
  en: {
    doors: {
      card: 'Login with Smartcard - Online Functions and Overnight Report Download',
      online: 'Login with OTP - Online Functions',
      overnight: 'Login with OTP - Overnight Report Download',
      dmsCard: 'Login with Smartcard - Security Management Functions',
      dms: 'Login with OTP - Security Management Functions',
      connect: 'Login with OTP - Client Connect',
      desk: 'Login with OTP - Operator’s Desk',
    },
    functions: {
      online: 'Online Functions',
      overnight: 'Overnight Report Download',
      dms: 'Security Management Functions',
      connect: 'Client Connect Services',
      desk: 'Operator’s Desk',
    },
    initiation: 'Initiation of 2FA',
    userId: 'User ID',
    password: 'Password',
    codeFromEmail: 'Code from your email',
    newPassword: 'New password',
    repeatNewPassword: 'Repeat new password',
    channels: { email: 'Email', app: 'Authenticator app' },
    passcode: 'One-time passcode',
    withCard: 'Continue with smartcard',
    cardPassword: 'Card password',
    requests: 'Requests',
    continue: 'Continue',
    logOn: 'Log on',
    logOut: 'Log out',
    currentPassword: 'Current password',
    changePassword: 'Change password',
    otpChannels: 'OTP channels',
    logonSessions: 'Logon sessions',
    stayLoggedOn: 'Stay logged on',
    isSetUp: '2FA is set up',
    notAvailable: 'Function not available',
    testComplete: 'You are logged on. The connectivity test is complete.',
    englishPrevails: 'If there is any conflict, the English text prevails.',
  },
  'zh-Hant': {
    doors: {
      card: '以智能卡登入 - 聯機功能及隔夜報告下載',
      online: '以一次性密碼登入 - 聯機功能',
      overnight: '以一次性密碼登入 - 隔夜報告下載',
      dmsCard: '以智能卡登入 - 保安管理功能',
      dms: '以一次性密碼登入 - 保安管理功能',
      connect: '以一次性密碼登入 - Client Connect',
      desk: '以一次性密碼登入 - 操作員工作台',
    },
    functions: {
      online: '聯機功能',
      overnight: '隔夜報告下載',
      dms: '保安管理功能',
      connect: 'Client Connect 服務',
      desk: '操作員工作台',
    },
    initiation: '啟動雙重認證',
    userId: '用戶 ID',
    password: '密碼',
    codeFromEmail: '電郵驗證碼',
    newPassword: '新密碼',
    repeatNewPassword: '再次輸入新密碼',
    channels: { email: '電郵', app: '驗證應用程式' },
    passcode: '一次性密碼',
    withCard: '以智能卡繼續',
    cardPassword: '智能卡密碼',
    requests: '申請',
    continue: '繼續',
    logOn: '登入',
    logOut: '登出',
    currentPassword: '現有密碼',
    changePassword: '更改密碼',
    otpChannels: '一次性密碼途徑',
    logonSessions: '登入工作階段',
    stayLoggedOn: '保持登入',
    isSetUp: '雙重認證已設定',
    notAvailable: '功能暫不提供',
    testComplete: '閣下已登入。連線測試已完成。',
    englishPrevails: '中英文本如有歧異，概以英文本為準。',
  },
}
