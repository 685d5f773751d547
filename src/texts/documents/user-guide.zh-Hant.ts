import { shellZhHant } from '../shell.zh-Hant.ts'
import type { DocumentFacts, Section } from './document-facts.ts'
import { helpZhHant } from './help.zh-Hant.ts'

const { labels } = shellZhHant

export function userGuideZhHant(f: DocumentFacts): readonly Section[] {
  return [
    before(f),
    landing(f),
    initiation(f),
    logon(f),
    notAvailable(f),
    account(f),
    trouble(f),
    helpZhHant(f),
  ]
}

function before({ launch }: DocumentFacts): Section {
  return {
    heading: '開始之前',
    parts: [
      launch.standing ?? `雙重認證自${launch.day}起生效。`,
      '閣下需要用戶 ID，以及一個已由公司獲授權管理人登記地址的電郵信箱。建議在手機安裝驗證應用程式；任何支援時間性密碼（TOTP）的應用程式均可。',
    ],
  }
}

function landing({ terminal }: DocumentFacts): Section {
  return {
    heading: '首頁',
    parts: [
      '請使用一向使用的網址。以下每個名稱均為連結，通往其專用登入頁。關閉中的登入方式會註明開放時間。',
      {
        caption: '登入方式',
        head: ['網址', '登入方式'],
        rows: terminal.map(({ address, cardDoors, otpDoors }) => [
          address,
          [...cardDoors, ...otpDoors].join('；'),
        ]),
      },
    ],
  }
}

function initiation({ terminal, passwordRules, codes }: DocumentFacts): Section {
  const doors = terminal.flatMap(({ otpDoors }) => otpDoors)
  return {
    heading: labels.initiation,
    parts: [
      '只須辦理一次，約需五分鐘。可隨時停止及重新開始；完成最後一步前，一切均不生效。',
      {
        steps: [
          `在首頁按${doors.map((door) => `<${door}>`).join('或')}，然後按「${labels.initiation}」。`,
          `輸入「${labels.userId}」，按「${labels.continue}」。如該用戶 ID 可啟動雙重認證，驗證碼會發送至其登記電郵地址。`,
          `在「${labels.codeFromEmail}」輸入該碼。驗證碼為 ${codes.digits} 位數字，有效期 ${codes.minutes} 分鐘。我們的電郵絕不含連結。`,
          `自選密碼：「${labels.newPassword}」、「${labels.repeatNewPassword}」。`,
          `選擇一次性密碼途徑：「${labels.app}」或「${labels.email}」。如選應用程式，請掃描圖像或輸入密鑰。`,
          `核實該途徑：輸入所得的「${labels.oneTimePasscode}」。`,
          `頁面顯示「${labels.twoFactorIsSetUp}」，並提供設定第二途徑的選擇。建議設定：其中一種失效時，仍可以另一種登入。`,
        ],
      },
      '閣下的密碼：',
      { list: passwordRules },
    ],
  }
}

function logon({ codes, idleMinutes }: DocumentFacts): Section {
  return {
    heading: '登入及登出',
    parts: [
      {
        steps: [
          '在首頁選擇所需功能的登入方式。',
          `「${labels.userId}」、「${labels.password}」、「${labels.continue}」。`,
          `「${labels.oneTimePasscode}」、「${labels.logOn}」。以電郵發送的密碼有效期為 ${codes.minutes} 分鐘；每個密碼只可使用一次。`,
          `使用完畢：「${labels.logOut}」。`,
        ],
      },
      `如 ${idleMinutes.terminal} 分鐘內沒有操作，系統會將閣下登出。事前會有提示，按「${labels.stayLoggedOn}」即可繼續。`,
      '每種登入方式只可有一個登入。如在別處登入，以較新者為準，並會通知較舊者。',
    ],
  }
}

function notAvailable({ functions, events }: DocumentFacts): Section {
  return {
    heading: `「${labels.functionNotAvailable}」`,
    parts: [
      `閣下已登入，只是該功能此時關閉；頁面會註明開放時間。在連線測試中，這正是預期結果：「${labels.testComplete}」`,
      {
        caption: '服務時間',
        head: ['功能', '營業日'],
        rows: functions.map(({ name, hours }) => [name, hours]),
      },
      ...events.flatMap(({ sessions }) =>
        sessions.map(({ title, when, carriedForward }) => `${title}，${when}：${carriedForward}`),
      ),
      '每頁均有橫幅註明正值測試時段、結束時間，以及所作更改會否保留。',
    ],
  }
}

function account({ passwordRules }: DocumentFacts): Section {
  return {
    heading: '閣下的帳戶',
    parts: [
      {
        list: [
          `「${labels.changePassword}」：以密碼及一次性密碼核實。${passwordRules.at(-1) ?? ''}`,
          `「${labels.otpChannels}」：加入、更換或移除應用程式或電郵，以現有途徑核實。`,
          `「${labels.logonSessions}」：查看在何處登入及自何時登入，並可結束不認識的登入。`,
        ],
      },
      '上述資料如有更改，閣下會收到電郵。',
    ],
  }
}

function trouble({ codes, lock }: DocumentFacts): Section {
  return {
    heading: '遇到問題時',
    parts: [
      {
        caption: '處理方法',
        head: ['情況', '處理方法'],
        rows: [
          [
            '收不到驗證碼',
            '請稍候數分鐘，並查看垃圾郵件匣。向獲授權管理人查詢是否已為閣下登記地址，以及電郵是否已送達。',
          ],
          ['驗證碼不獲接納', `請使用最新電郵內的驗證碼。輸錯 ${codes.tries} 次後，請重新開始。`],
          [
            '未能登入',
            `請檢查用戶 ID 及密碼。失敗 ${lock.failures} 次後會鎖定登入，最長 ${lock.longestMinutes} 分鐘，屆時自動解除；獲授權管理人可提早解鎖。`,
          ],
          ['遺失手機', '請以另一途徑登入並更換應用程式。如無其他途徑，請獲授權管理人重設一次性密碼途徑。'],
          [
            '須立即登入，而一次性密碼途徑均失效',
            '請向獲授權管理人索取應急密碼。該員會確認是閣下本人，並經另一位獲授權管理人批准，然後告知 12 位數字：請在輸入密碼後，以之作為一次性密碼輸入。一小時內只可使用一次；任何其他人均不會向閣下索取。如途徑已永久失去，請其後申請重設。',
          ],
          ['忘記密碼', '請獲授權管理人重設，然後重新啟動雙重認證。'],
          [
            '密碼或驗證碼可能外洩',
            '請獲授權管理人立即暫停帳戶，並致電熱線。結算所人員絕不會索取密碼或驗證碼。',
          ],
        ],
      },
    ],
  }
}
