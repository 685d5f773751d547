import {
  ACCESS_RIGHTS,
  type AccessRight,
  type ChannelKind,
  type Language,
  type Role,
} from '../../kernel/vocabulary.ts'

export type DemoState = 'no-email' | 'not-initiated' | 'initiated' | 'locked' | 'suspended'

/** One person as the demo begins with him: in some state of readiness, written in one line. */
export interface DemoPerson {
  readonly firm: string | null
  readonly role: Role
  readonly userId: string
  readonly name: string
  readonly language: Language
  readonly state: DemoState
  readonly channels: readonly ChannelKind[]
  /** Functions of the user group he is in; Delegated Administrators have theirs by role. */
  readonly group: 'settlement' | 'online' | 'reports' | 'security' | null
  /** In Client Connect. */
  readonly rights: readonly AccessRight[]
}

/** His registered address is of a mailbox that he left: what is sent there comes back afterwards (mailbox/bring-back.ts). */
export const LEFT = 'MFSUSR01'

/**
 * firm | role | User ID | name | language | state | channels | group, or access rights in Client Connect (initials). Every state of readiness is here: no email, not
 * initiated, email, app, both, locked, suspended, single control.
 */
const TABLE = `
HLS|da-maker  |HLSDAM01|Chan Mei Ting     |en     |not-initiated|         |security
HLS|da-checker|HLSDAC01|Wong Ka Ho        |en     |not-initiated|         |security
HLS|user      |HLSUSR01|Cheung Man Tik    |en     |not-initiated|         |settlement
HLS|user      |HLSUSR02|Lam Yuk Wah       |zh-Hant|not-initiated|         |settlement
HLS|user      |HLSUSR03|Ng Siu Fung       |en     |initiated    |app      |settlement
HLS|user      |HLSUSR04|Ho Pui Shan       |en     |no-email     |         |online
KTB|da-maker  |KTBDAM01|Lee Chi Wai       |zh-Hant|initiated    |app      |security
KTB|da-checker|KTBDAC01|Yip Sze Man       |en     |initiated    |email    |security
KTB|user      |KTBUSR01|Tsang Hoi Lam     |en     |initiated    |email    |settlement
KTB|user      |KTBUSR02|Kwok Tsz Kin      |zh-Hant|initiated    |app,email|settlement
KTB|user      |KTBUSR03|Fung Wing Sum     |en     |locked       |app      |settlement
NPF|da-maker  |NPFDAM01|Mak Yee Ling      |en     |initiated    |app,email|security
NPF|da-checker|NPFDAC01|Tam Kwok Keung    |zh-Hant|not-initiated|         |security
NPF|user      |NPFUSR01|Leung Pak Hei     |en     |not-initiated|         |settlement
NPF|user      |NPFUSR02|Chow Suk Yee      |zh-Hant|not-initiated|         |online
NPF|user      |NPFUSR03|Yeung Ming Fai    |en     |initiated    |app      |reports
BWO|da-maker  |BWODAM01|Siu Lok Yiu       |en     |not-initiated|         |security
BWO|da-checker|BWODAC01|Poon Wai Yin      |en     |no-email     |         |security
BWO|user      |BWOUSR01|Hui Cheuk Lam     |en     |initiated    |email    |settlement
BWO|user      |BWOUSR02|Au Yeung Kit      |zh-Hant|no-email     |         |settlement
BWO|user      |BWOUSR03|To Nga Man        |en     |suspended    |app      |settlement
SGC|da-maker  |SGCDAM01|Law Chun Hin      |en     |initiated    |app      |security
SGC|da-checker|SGCDAC01|Chiu Lai Fong     |en     |initiated    |app      |security
SGC|user      |SGCUSR01|Pang Ho Yin       |en     |initiated    |app      |settlement
SGC|user      |SGCUSR02|Szeto Wing Yan    |zh-Hant|initiated    |email    |online
SGC|user      |SGCUSR03|Lo Kin Shing      |en     |not-initiated|         |reports
TRC|da-maker  |TRCDAM01|Kwan Yuen Ting    |zh-Hant|not-initiated|         |security
TRC|da-checker|TRCDAC01|Shek Tsz Lung     |en     |initiated    |email    |security
TRC|user      |TRCUSR01|Ma Hiu Tung       |en     |initiated    |app,email|settlement
TRC|user      |TRCUSR02|Ip Wai Lun        |en     |not-initiated|         |settlement
TRC|user      |TRCUSR03|Tong Shuk Han     |zh-Hant|no-email     |         |settlement
PJT|da-maker  |PJTDAM01|Lai Cho Kiu       |en     |no-email     |         |security
PJT|da-checker|PJTDAC01|Kong Ching Yee    |en     |no-email     |         |security
PJT|user      |PJTUSR01|Yuen Lap Yan      |en     |no-email     |         |settlement
PJT|user      |PJTUSR02|Mok Oi Ling       |zh-Hant|no-email     |         |online
MFS|da-maker  |MFSDAM01|Chu Hon Leung     |en     |initiated    |app      |security
MFS|da-checker|MFSDAC01|Suen Ka Yi        |zh-Hant|initiated    |app      |security
MFS|user      |MFSUSR01|Wan Tze Chung     |en     |initiated    |app      |settlement
MFS|user      |MFSUSR02|Ko Mei Yan        |en     |suspended    |         |settlement
MFS|user      |MFSUSR03|Lui Sum Yuet      |zh-Hant|not-initiated|         |settlement
CLB|da-maker  |CLBDAM01|Fok Wing Hang     |en     |initiated    |email    |security
CLB|da-checker|CLBDAC01|Kam Lai Kuen      |en     |initiated    |app      |security
CLB|user      |CLBUSR01|Choi Tin Yau      |en     |initiated    |email    |settlement
CLB|user      |CLBUSR02|Sin Yan Tung      |zh-Hant|locked       |email    |online
CLB|user      |CLBUSR03|Luk Cheuk Hang    |en     |not-initiated|         |reports
EWD|da-maker  |EWDDAM01|Hung Sau Lan      |zh-Hant|initiated    |app      |security
EWD|da-checker|EWDDAC01|Ting Yat Long     |en     |not-initiated|         |security
EWD|user      |EWDUSR01|Kan Yuk Ting      |en     |initiated    |app      |settlement
EWD|user      |EWDUSR02|Chin Wai Kit      |en     |initiated    |app,email|settlement
OVG|da-maker  |OVGDAM01|Tai Hoi Yan       |en     |not-initiated|         |security
OVG|da-checker|OVGDAC01|Lok Chi Ming      |en     |not-initiated|         |security
OVG|user      |OVGUSR01|Yau Pui Ki        |zh-Hant|not-initiated|         |settlement
OVG|user      |OVGUSR02|Ngai Kwok Hung    |en     |initiated    |email    |reports
LAU|da-single |LAUDAS01|Lau Sau Ming      |zh-Hant|not-initiated|         |security
LAU|user      |LAUUSR01|Lau Sau Ming      |zh-Hant|initiated    |app      |settlement
HLS|client-connect|HLSCC001|Tse Man Yin      |en     |initiated    |app      |UED
HLS|client-connect|HLSCC002|Pun Ka Lok       |zh-Hant|initiated    |app,email|UED
KTB|client-connect|KTBCC001|Sham Lai Wah     |zh-Hant|initiated    |email    |UED
KTB|client-connect|KTBCC002|Yam Chi Hang     |en     |initiated    |app      |UE
BWO|client-connect|BWOCC001|Mui Sau Wan      |en     |initiated    |app      |UED
BWO|client-connect|BWOCC002|Cheuk Ho Man     |zh-Hant|initiated    |app      |UED
PJT|client-connect|PJTCC001|Koo Wing Fai     |en     |initiated    |app      |UED
PJT|client-connect|PJTCC002|Ngan Mei Kuen    |zh-Hant|initiated    |email    |UED
PJT|client-connect|PJTCC003|Hau Yat Sing     |en     |initiated    |app      |D
LAU|client-connect|LAUCC001|Lau Sau Ming     |zh-Hant|initiated    |app      |UED
   |operator-maker  |OPSMAK01|Iu Ka Yan    |en     |initiated    |app      |
   |operator-checker|OPSCHK01|Bau Tak Shun |en     |initiated    |app      |
   |operator-checker|OPSCHK02|Heung Wai Yee|en     |initiated    |app      |
   |hotline         |HOTLIN01|Kiu Sze Nga  |zh-Hant|initiated    |app      |
   |auditor         |AUDITR01|Ling Hak Man |en     |initiated    |app      |
`

export const people: readonly DemoPerson[] = readPeople(TABLE.trim().split('\n'))

export function readPeople(lines: readonly string[]): readonly DemoPerson[] {
  return lines.map((line) => {
    const [firm, role, userId, name, language, state, channels, group] = line
      .split('|')
      .map((cell) => cell.trim())
    return {
      firm: firm ? firm : null,
      role: role as Role,
      userId: userId ?? '',
      name: name ?? '',
      language: language as Language,
      state: state as DemoState,
      channels: (channels === '' ? [] : channels?.split(',')) as ChannelKind[],
      group: (group === '' || role === 'client-connect' ? null : group) as DemoPerson['group'],
      rights: role === 'client-connect' ? rightsOf(group ?? '') : [],
    }
  })
}

/** `UE`: EU_UserMaintenance and EU_Events. */
function rightsOf(initials: string): readonly AccessRight[] {
  return ACCESS_RIGHTS.filter((right) => initials.includes(right.charAt(3)))
}
