import { roomsZhHant } from '../rooms.zh-Hant.ts'
import { shellZhHant } from '../shell.zh-Hant.ts'
import type { DocumentFacts, Section } from './document-facts.ts'
import { helpZhHant } from './help.zh-Hant.ts'

const { labels } = shellZhHant
const { rooms } = roomsZhHant

export function administratorGuideZhHant(f: DocumentFacts): readonly Section[] {
  return [
    entering(f),
    pages(),
    twoPeople(),
    ready(f),
    users(),
    cards(f),
    resets(),
    leak(),
    absent(),
    alone(),
    helpZhHant(f),
  ]
}

function entering({ administration, idleMinutes }: DocumentFacts): Section {
  return {
    heading: '登入',
    parts: [
      {
        caption: '登入方式',
        head: ['網址', '登入方式'],
        rows: administration.map(({ address, cardDoors, otpDoors }) => [
          address,
          [...cardDoors, ...otpDoors].join('；'),
        ]),
      },
      `首次使用：「${labels.initiation}」，與用戶相同。閣下的電郵地址由公司的 Client Connect 用戶以電子服務 DA 3 登記，並非由閣下或另一位獲授權管理人登記。`,
      `如 ${idleMinutes.administration} 分鐘內沒有操作，系統會將閣下登出。`,
      '如閣下為多家公司辦事，請選擇其一。公司名稱顯示於每頁頂部，不會顯示其他公司的資料。',
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
          [rooms.overview, '待閣下辦理的事項，以及公司內被鎖定的人員'],
          [rooms.readiness, '公司內誰已為推出作好準備，其餘各人欠缺甚麼'],
          [rooms.emails, '逐一或以檔案登記地址、發送測試電郵，以及查看每封電郵的送達情況'],
          [rooms.users, '新增、更改、暫停、恢復、移除；重設、解鎖、結束登入'],
          [rooms.groups, '用戶組別，以及各組別可用的功能'],
          [rooms.cards, '智能卡屬何人；即時撤銷，或另行記錄新卡'],
          [rooms.listings, '用戶、已停用用戶、組別及紀錄的檔案'],
          [rooms.attestation, '定期就每位用戶說明其是否仍需現有權限'],
          [rooms.references, '公司人員被拒的原因'],
          [rooms.cases, '熱線轉交公司處理的個案；處理後填寫結果並結束'],
          [rooms.emergency, '供須立即登入者登入一次的密碼'],
          [rooms.requests, '何人申請了甚麼，結果如何'],
          [rooms.absences, '輸入者或覆核者何時缺勤'],
        ],
      },
      '每頁均可列印；清單可下載為 CSV 檔案。',
    ],
  }
}

function twoPeople(): Section {
  return {
    heading: '輸入者及覆核者',
    parts: [
      '凡放寬權限的更改均須兩人辦理。輸入者提出申請；申請有編號及期限，並列明更改前後的內容。覆核者就該內容批准或拒絕。如帳戶其間已有更改，申請即告無效，須重新提出。',
      {
        list: [
          '任何人不得覆核自己的申請，亦不得以任何帳戶處理與本人有關的申請。',
          '批准前須再次以一次性密碼核實身分；如以智能卡登入，則以智能卡核實。有效 15 分鐘。',
          '申請期限為第二個營業日終結時。逾期即告失效，可一步重新提出。',
          '暫停帳戶及結束其登入可由一人即時執行，其後由另一人確認或解除。',
        ],
      },
    ],
  }
}

function ready({ launch }: DocumentFacts): Section {
  return {
    heading: '讓全部人員就緒',
    parts: [
      launch.standing ?? `雙重認證自${launch.day}起生效。`,
      {
        steps: [
          '查看公司的就緒情況：誰未登記電郵地址、誰未啟動雙重認證、誰被暫停或鎖定。',
          '登記欠缺的地址：逐一登記，或以載有「用戶 ID」及地址兩欄的 CSV 檔案辦理。頁面逐行指出錯誤並顯示將作的更改，此時尚未更改任何資料。提交申請。',
          '由覆核者批准。整個檔案為一宗申請。',
          '向所有已登記地址發送測試電郵。送達情況按人列出，未能送達者可即時更正。',
          `請名單上的人員${labels.initiation}。名單按實際情況自動更新。`,
        ],
      },
      '用戶可共用信箱，系統會予註明：能閱讀該信箱者即可讀取各人的驗證碼。同一公司的輸入者與覆核者須各有自己的地址。',
    ],
  }
}

function users(): Section {
  return {
    heading: '用戶、組別及功能',
    parts: [
      {
        list: [
          '新用戶以另一位用戶的資料為藍本：組別相同，但有其自己的用戶 ID、姓名及地址。',
          '用戶 ID 移除後亦不會再編配予他人。接任者須有自己的用戶 ID。',
          '用戶組別決定可用功能。不屬於任何附有功能的組別者，可以登入但並無功能可用。',
          '用戶、已停用用戶、用戶資料及組別清單均可匯出為檔案。',
        ],
      },
    ],
  }
}

function cards({ launch: { lastSmartcardDays } }: DocumentFacts): Section {
  return {
    heading: rooms.cards,
    parts: [
      '智能卡永遠只屬一人：即使已終止，亦不會轉予他人，也不會再發還原持卡人。',
      ...lastSmartcardDays,
      {
        caption: '智能卡的處理方法',
        head: ['情況', '處理方法'],
        rows: [
          ['有人獲發新卡', '編配該卡（輸入者及覆核者）：提交其證書（PEM 或 DER 檔案），切勿提交私人密碼匙。'],
          [
            '遺失、被竊，或可能落入他人手中',
            '立即撤銷：一人即可辦理，以該卡登入者會在一秒內結束。其後由另一位獲授權管理人確認；如已尋回，可予解除，但已結束的登入不會恢復。',
          ],
          [
            '即將到期或損壞',
            '更換（輸入者及覆核者）：一經批准，舊卡即告終止。證書到期前 30 日、7 日及 1 日系統會予提示。',
          ],
          [
            '有人離職',
            '移除該員：其於各公司的最後一個職務終止時，智能卡及智能卡密碼亦同時終止。請收回該卡；接任者須有自己的智能卡。',
          ],
          [
            '忘記智能卡密碼，或密碼為他人所知',
            '重設（輸入者及覆核者）：該密碼即告失效，其登入亦會結束。公司內無人選定或看到新密碼。新密碼由發卡處發出，隨結算所下一次匯入生效；或由該員啟動雙重認證，此後毋須使用智能卡密碼。',
          ],
          ['屬獲授權管理人的智能卡', '不在本頁辦理：由公司的 Client Connect 用戶以電子服務 DA 3 申請。'],
        ],
      },
      '測試環節中，智能卡密碼以該環節所指營業日終結時有效者為準：其後更改或重設的密碼在該環節仍以舊者為準，新密碼由下一營業日起有效。其後撤銷的智能卡則即時失效，在該環節亦然；如不應再使用，請撤銷該卡。',
    ],
  }
}

function resets(): Section {
  return {
    heading: '鎖定、忘記密碼、遺失手機',
    parts: [
      {
        caption: '處理方法',
        head: ['情況', '處理方法'],
        rows: [
          ['失敗次數過多', '毋須處理，鎖定會自動解除；或為帳戶解鎖。'],
          ['忘記密碼', '重設密碼（輸入者及覆核者）。該員須重新啟動雙重認證，組別不變。'],
          ['遺失手機而無第二途徑', '重設一次性密碼途徑（輸入者及覆核者）。'],
          [
            '須立即登入',
            '應急密碼（輸入者及覆核者）：只可使用一次，由批准起計一小時內有效。請先確認是本人：按紀錄上的號碼回電，或當面確認。應急密碼只向輸入者顯示，請口頭告知，勿用電郵。應急密碼須與其密碼一併使用，不能取代重設。',
          ],
          ['頁面顯示參考編號', '查核該編號：可看到所屬公司人員的原因。'],
          [
            '獲授權管理人被鎖定',
            '由另一位獲授權管理人處理，或由 Client Connect 用戶以 DA 3 處理；後者的登入並不依賴閣下的登入。',
          ],
        ],
      },
    ],
  }
}

function leak(): Section {
  return {
    heading: '懷疑密碼或驗證碼外洩',
    parts: [
      '立即暫停帳戶：由輸入者或覆核者其中一位執行即可，其登入會在一秒內結束。然後查明情況，由另一位獲授權管理人確認暫停或予以解除。',
    ],
  }
}

function absent(): Section {
  return {
    heading: '有人缺勤時',
    parts: [
      '請預先輸入輸入者或覆核者的缺勤日期。申請期限過半而無覆核者可用時，會轉交結算所操作員處理並予註明。如缺勤較長，請以 DA 3 委任設有終止日期的臨時獲授權管理人。',
      '請設兩位輸入者及兩位覆核者。少於此數時，閣下及操作員均會收到提示。',
    ],
  }
}

function alone(): Section {
  return {
    heading: '獨資經營者',
    parts: [
      '如獲結算所批准，一人可兼任輸入者及覆核者（單人控制）。所有紀錄均予註明，操作員亦可看到。如該員被鎖定，由兩位操作員修復其帳戶。',
    ],
  }
}
