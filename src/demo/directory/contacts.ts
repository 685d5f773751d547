/** Whom the clearing house calls back at a firm: on record, and never what a caller says. */
export interface FirmContact {
  readonly name: string
  readonly office: string
  readonly telephone: string
}

/** firm | name | office | telephone. Of Old Vineyard nobody is on record: the hotline can open no case for it. */
const TABLE = `
HLS|Tse Man Yin   |Operations               |+852 5550 1101
HLS|Kwan Hok Yan  |Compliance               |+852 5550 1102
KTB|Sham Lai Wah  |Operations               |+852 5550 1201
NPF|Mak Chun Tung |Settlement               |+852 5550 1301
BWO|Mui Sau Wan   |Information technology   |+852 5550 1401
SGC|Fong Lok Yee  |Operations               |+852 5550 1501
SGC|Leung Tsz Wai |Duty manager, by night   |+852 5550 1502
TRC|Yim Kit Man   |Operations               |+852 5550 1601
PJT|Koo Wing Fai  |Compliance               |+852 5550 1701
MFS|Cheng Po Shan |Operations               |+852 5550 1801
MFS|Hui Lai Kwan  |Compliance               |+852 5550 1802
CLB|Au Siu Ling   |Settlement               |+852 5550 1901
EWD|Tong Wai Hung |Operations               |+852 5550 2001
LAU|Lau Sau Ming  |Proprietor               |+852 5550 2201
QMS|Kong Yuk Fan  |Operations               |+852 5550 2301
`

const all = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [firm = '', name = '', office = '', telephone = ''] = line.split('|').map((cell) => cell.trim())
    return { firm, name, office, telephone }
  })

export function contactsOfFirm(prefix: string): readonly FirmContact[] {
  return all.filter(({ firm }) => firm === prefix).map(({ firm: _, ...contact }) => contact)
}
