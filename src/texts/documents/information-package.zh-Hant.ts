import { shellZhHant } from '../shell.zh-Hant.ts'
import type { DocumentFacts, EventFacts, Section } from './document-facts.ts'
import { helpZhHant } from './help.zh-Hant.ts'

const { labels } = shellZhHant

export function informationPackageZhHant(f: DocumentFacts): readonly Section[] {
  return [
    about(f),
    changes(f),
    preparation(f),
    migration(f),
    emails(f),
    ...f.events.map(eventSection),
    whatIfNot(f),
    helpZhHant(f),
  ]
}

function about({ circular, launch, briefings, connectivity }: DocumentFacts): Section {
  return {
    heading: '更改內容及日期',
    parts: [
      `本文件隨${circular.issuer}${circular.date}的通告 ${circular.reference} 發出。`,
      launch.effect,
      launch.standing ?? `自${launch.day}起生效。`,
      ...(launch.standing === null || launch.conditions.length === 0
        ? []
        : [`推出須視乎：${launch.conditions.join('；')}。未獲批准前，一切照舊。`]),
      ...launch.lastSmartcardDays,
      connectivity,
      ...briefings,
    ],
  }
}

function changes({ terminal, administration, functions }: DocumentFacts): Section {
  const row = (who: string) => (system: DocumentFacts['terminal'][number]) => [
    who,
    `${system.name}，${system.address}`,
    system.cardDoors.join('；'),
    system.otpDoors.join('；'),
  ]
  return {
    heading: '運作變動',
    parts: [
      '雙重認證要求兩項資料：閣下自選的密碼，以及登入一刻為閣下產生的一次性密碼。',
      {
        caption: '登入位置。每個名稱均為首頁上的連結，通往其專用登入頁。',
        head: ['對象', '首頁', '使用智能卡', '使用雙重認證'],
        rows: [...terminal.map(row('用戶')), ...administration.map(row('獲授權管理人'))],
      },
      {
        list: [
          '毋須智能卡、讀卡器，亦毋須安裝任何軟件。網址維持不變。',
          `登入：先輸入「${labels.userId}」及「${labels.password}」，再輸入「${labels.oneTimePasscode}」。`,
          '一次性密碼由驗證應用程式產生或以電郵發送，視乎個人設定。設定兩種途徑較為穩妥。',
          `功能關閉時會顯示「${labels.functionNotAvailable}」。用戶其實已登入，並非錯誤。`,
          '更改由一位獲授權管理人提出，另一位覆核，各自以本人身分登入，毋須交遞智能卡或密碼。',
        ],
      },
      {
        caption: '服務時間',
        head: ['功能', '營業日'],
        rows: functions.map(({ name, hours }) => [name, hours]),
      },
    ],
  }
}

function preparation({ events, documents, launch }: DocumentFacts): Section {
  return {
    heading: '推出前的準備工作',
    parts: [
      '推出前各人須辦理的事項，按次序如下：',
      {
        caption: '分工',
        head: ['人員', '事項', '期限'],
        rows: [
          [
            'Client Connect 用戶',
            '登記每位獲授權管理人的電郵地址（電子服務 DA 3），並確保有兩位輸入者及兩位覆核者。',
            '立即',
          ],
          [
            '獲授權管理人（輸入者及覆核者）',
            '登記每位用戶的電郵地址：逐一登記，或以一個 CSV 檔案辦理。發送測試電郵，並更正未能送達的地址。',
            '立即',
          ],
          [
            '獲授權管理人',
            `${labels.initiation}：設定密碼及一次性密碼途徑，並實際使用一次以作核實。`,
            `${launch.day}前`,
          ],
          ['用戶', `${labels.initiation}：可供使用時盡快辦理。`, `${launch.day}前`],
          ...events.map(({ title, until }) => ['Client Connect 用戶', `為公司登記：${title}`, until]),
          ['獲授權管理人', '查看公司的就緒情況，直至全部人員就緒。', `${launch.day}前`],
        ],
      },
      ...documents.map(
        ({ title, contents, where, from }) => `${title}（${contents}）：${where}，由${from}起。`,
      ),
    ],
  }
}

function migration({ launch, events }: DocumentFacts): Section {
  const kept = events.flatMap(({ sessions }) =>
    sessions.map(({ title, carriedForward }) => `${title}：${carriedForward}`),
  )
  return {
    heading: '帳戶過渡安排',
    parts: [
      '所有帳戶原狀過渡，毋須重新申請。',
      {
        list: [
          '用戶 ID、用戶組別及可用功能：不變。',
          '已暫停的帳戶維持暫停。已移除的用戶 ID 不會再編配予他人。',
          '智能卡密碼不會沿用。各人於啟動雙重認證時自選新密碼；結算所及公司內其他人均不會知悉。',
          '先決條件是已登記電郵地址。未登記者不能啟動雙重認證；智能卡停用後即無法登入。',
          `頁面顯示「${labels.twoFactorIsSetUp}」後，設定即告有效。如推出延期，設定仍予保留。`,
        ],
      },
      ...(kept.length === 0 ? [] : ['在測試時段設定或更改的資料：', { list: kept }]),
      `${launch.day}前，請如常以智能卡登入。`,
    ],
  }
}

function emails({ emailAppeal }: DocumentFacts): Section {
  return {
    heading: '電郵登記程序',
    parts: [
      emailAppeal,
      '用戶的電郵地址，在保安管理功能內辦理：',
      {
        steps: [
          '獲授權管理人（輸入者）開啟公司用戶名單，輸入一位用戶的地址，或上載載有兩欄（用戶 ID 及地址）的 CSV 檔案。系統逐行指出錯誤，此時尚未作出任何更改。',
          '提交申請。每宗申請均有編號及期限。',
          '獲授權管理人（覆核者）查閱每個地址更改前後的內容，予以批准或拒絕。',
          '獲授權管理人向所有已登記地址發送測試電郵，並查看送達情況。',
        ],
      },
      '獲授權管理人的電郵地址，在 Client Connect 辦理：',
      {
        steps: [
          '具備 EU_UserMaintenance 權限的 Client Connect 用戶以電子服務 DA 3 提交獲授權管理人的地址。',
          '公司另一位具備相同權限的 Client Connect 用戶覆核。',
          '結算所操作員授權。前後合共三位不同人士。獨資經營者由兩位操作員代為辦理。',
        ],
      },
      {
        list: [
          '多位用戶可共用一個地址，但各人均可讀取其他人的驗證碼；系統會在顯示該地址之處註明。',
          '同一公司的輸入者與覆核者不得共用地址。',
          '更改地址時，系統亦會通知舊地址。',
        ],
      },
    ],
  }
}

function eventSection({ title, purpose, where, until, walkIns, sessions }: EventFacts): Section {
  return {
    heading: title,
    parts: [
      `${purpose}。登記：${where}，截至${until}（至 24:00）。`,
      ...(walkIns === null ? [] : [walkIns]),
      {
        caption: '時段',
        head: ['時段', '時間', '在該時段設定或更改的資料'],
        rows: sessions.map((session) => [session.title, session.when, session.carriedForward]),
      },
      ...sessions.flatMap((session) => [
        ...session.activities.flatMap((activity) => [
          `${session.title}。${activity.title}：`,
          { steps: activity.steps },
        ]),
        ...session.notes,
      ]),
    ],
  }
}

function whatIfNot({ launch }: DocumentFacts): Section {
  return {
    heading: '如推出延期或撤回',
    parts: [
      '首頁會即時在各登入方式之上公布，並通知每家公司。各登入方式會自動按新日期開放。已設定的密碼及一次性密碼途徑予以保留。',
      `原定日期：${launch.day}。`,
    ],
  }
}
