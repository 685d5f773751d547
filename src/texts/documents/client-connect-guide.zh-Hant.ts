import { roomsZhHant } from '../rooms.zh-Hant.ts'
import { shellZhHant } from '../shell.zh-Hant.ts'
import type { DocumentFacts, Section } from './document-facts.ts'
import { helpZhHant } from './help.zh-Hant.ts'

const { labels } = shellZhHant
const { rooms } = roomsZhHant

export function clientConnectGuideZhHant(f: DocumentFacts): readonly Section[] {
  return [entering(f), pages(), rights(), delegates(), lockedOut(), events(f), documents(f), helpZhHant(f)]
}

function entering({ idleMinutes }: DocumentFacts): Section {
  return {
    heading: '登入',
    parts: [
      `Client Connect 設有專用登入，公司其他登入失效時仍可使用。「${labels.userId}」、「${labels.password}」、「${labels.oneTimePasscode}」；首次使用請「${labels.initiation}」。`,
      `全日開放。如 ${idleMinutes.connect} 分鐘內沒有操作，系統會將閣下登出。`,
      '如閣下為多家公司辦事，請選擇其一；公司名稱顯示於每頁頂部。',
    ],
  }
}

function pages(): Section {
  return {
    heading: '各頁面',
    parts: [
      {
        caption: '各頁面的用途',
        head: ['頁面', '用途'],
        rows: [
          [rooms.overview, '每宗申請的編號、狀態、負責人及期限；待閣下辦理的事項'],
          [rooms.delegates, '電子服務 DA 3：公司的獲授權管理人，以及各人所欠缺的'],
          [rooms.requests, '何人申請了甚麼，結果如何'],
          [rooms.absences, '何人何時缺勤'],
          [rooms.events, '為公司登記、更改、撤回；附編號的確認'],
          [rooms.documents, '使用指引及資料文件，可閱讀、列印、留存'],
        ],
      },
    ],
  }
}

function rights(): Section {
  return {
    heading: '使用權限',
    parts: [
      {
        caption: '各項權限的用途',
        head: ['權限', '用途'],
        rows: [
          ['EU_UserMaintenance', '電子服務 DA 3：公司的獲授權管理人及其電郵地址'],
          ['EU_Events', '為公司登記活動'],
          ['EU_Documents', '只供參與者閱覽的文件'],
        ],
      },
      '權限由結算所按公司要求授予。欠缺權限者會獲告知該權限的名稱。',
    ],
  }
}

function delegates(): Section {
  return {
    heading: '電子服務 DA 3',
    parts: [
      '委任、更改、臨時替補、暫停或移除獲授權管理人，登記其電郵地址，或重設其登入資料。表格會顯示現有紀錄。',
      {
        steps: [
          '由閣下提交申請。申請有編號、負責人及期限。',
          '由公司另一位具備 EU_UserMaintenance 的 Client Connect 用戶覆核。',
          '由結算所操作員授權，隨即生效。',
        ],
      },
      {
        list: [
          '前後為三位不同人士；任何人不得處理與本人有關的申請。',
          '暫停獲授權管理人可由其中一位即時執行，其後由其他人確認或解除。',
          '除獲准單人控制外，同一人不得兼任同一公司的輸入者及覆核者；兩者亦不得共用電郵地址。',
          '臨時獲授權管理人設有終止日期，有效至該日終結時。',
          '獲授權管理人智能卡的編配、更換、撤銷及密碼重設，辦法相同。撤銷可由其中一位即時執行。',
        ],
      },
    ],
  }
}

function lockedOut(): Section {
  return {
    heading: '獲授權管理人無法登入',
    parts: [
      '毋須使用其登入，亦毋須使用公司其他登入。請在總覽查看其所欠缺的：電郵地址、啟動雙重認證，或有效帳戶。然後以 DA 3 登記地址，或重設其登入資料；其後該員重新啟動雙重認證。',
      '如公司只有一位 Client Connect 用戶，請致電熱線，由兩位操作員修復。',
    ],
  }
}

function events({ events: all }: DocumentFacts): Section {
  return {
    heading: '活動',
    parts: [
      '就每個時段註明出席人數、登入方式及聯絡人。截止日終結前可更改或撤回；其後請聯絡熱線。確認編號會在畫面顯示並以電郵發送。',
      ...all.map(({ title, until }) => `${title}：登記截至${until}（至 24:00）。`),
    ],
  }
}

function documents({ documents: all }: DocumentFacts): Section {
  return {
    heading: '文件',
    parts: [
      '尚未發布的文件會註明發布日期。文件可在畫面閱讀、列印，或下載為單一檔案。',
      { list: all.map(({ title, where, from }) => `${title}：${where}，由${from}起`) },
    ],
  }
}
