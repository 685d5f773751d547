import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { bringIn, FIRM, folderOf, type Rows, withPeople } from '../../test/support/directory-files.ts'
import { sayFault } from './rules/fault.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await testDatabase()
})
afterAll(() => test.drop())

const faultsOf = async (rows: Rows | string): Promise<readonly string[]> =>
  (await bringIn(test.url, rows)).faults.first.map(sayFault)
const warningsOf = async (rows: Rows) =>
  (await bringIn(test.url, rows, { apply: false })).warnings.first.map(sayFault)

const USER = 'HLSUSR01,P7,陳大文,zh-Hant,C00101,user,Dealing,active,tai.man@hl.example,'
const DAC = 'HLSDAC01,,Wong Ka Ho,en,C00101,da-checker,Admin,active,wong@hl.example,'
const inPeople = (row: string) => faultsOf(withPeople({ HLSUSR01: row }))

describe('faults', () => {
  it('are all said at once, each with file, line, column and what to do; nothing is brought in', async () => {
    const faults = await faultsOf({
      'participants.csv': ['C00101,Harbour Lantern,海燈,maybe,203.0.113.7/24', 'C00101,Twice,雙,no,'],
      'contacts.csv': ['C00999,Lau,Compliance,2123,'],
      'groups.csv': ['C00101,Dealing,ccms.nothing', 'C00101,Dealing'],
      'people.csv': [
        'HLS,,Chan,en,C00101,user,Dealing,active,a@b@c,',
        '"HLSUSR01,,Chan,en,C00101,user,Dealing,active,,',
        'HLSUSR02,,Chan,en,,user,None,removed,"x@hl.example,y@hl.example",',
        'HLSUSR03,,Chan,en,C00101,user,None,active,,',
        'HLSUSR03,,Cheng,en,C00101,user,Dealing,active,,',
      ],
    })
    expect(faults).toEqual([
      'participants.csv:2:27: single_control "maybe" is not one of yes, no',
      'participants.csv:2:33: source_networks "203.0.113.7/24" is not a network, such as 203.0.113.0/24, with nothing behind the prefix but zeros',
      'participants.csv:3:1: the same participant as in line 2: delete one of them',
      'contacts.csv:2:1: participant "C00999" is in no line of participants.csv, nor known here',
      'contacts.csv:2:23: telephone "2123" is not a telephone number: digits, blanks, hyphens; +852 first for Hong Kong',
      'groups.csv:2:16: function "ccms.nothing" is no function of the programme, which has ccms.online, ccms.overnight, dms.security',
      'groups.csv:3:1: 2 cells where 3 are wanted: participant,group,function',
      'people.csv:2:1: user_id "HLS" is not a User ID: 6 to 12 letters and digits',
      'people.csv:2:41: registered_email "a@b@c" is not an email address, such as chan.mei.ting@firm.example',
      'people.csv:3:1: a quotation mark that is not closed in this line; a cell holds no line break',
      'people.csv:4:30: status an import removes nobody: write suspended, and remove the account when all agree',
      'people.csv:4:38: registered_email "x@hl.example,y@hl.example" is not one email address; a cell holds exactly one',
      'people.csv:5:31: groups "None" is no group of C00101 in groups.csv, nor here',
      'people.csv:6:1: the same User ID, participant and role as in line 5: delete one of them',
      'people.csv:6:11: display_name "Cheng" contradicts line 5, which has "Chan" for the same person',
    ])
    const { rowCount } = await test.ask('select from participant')
    expect(rowCount).toBe(0)
  })

  it('are bounded: the first thousand, and how many there are', async () => {
    const report = await bringIn(test.url, { 'contacts.csv': Array.from({ length: 1200 }, () => 'x,,,,') })
    expect(report.faults.first).toHaveLength(1000)
    expect(report.faults.count).toBeGreaterThan(1200)
    expect(report.outcome).toBe('faulty')
  })

  it.each([
    ['a line feed in a name', USER.replace('陳大文', '"陳\n大文"')],
    ['a NUL', USER.replace('陳', '\0')],
    ['a control character', USER.replace('陳', '\x1b[31m')],
    ['an override of the direction of writing', USER.replace('陳', '\u202e')],
    ['two addresses', USER.replace('tai.man@hl.example', 'a@hl.example;b@hl.example')],
    ['an address with a name', USER.replace('tai.man@hl.example', 'Man <a@hl.example>')],
    ['a line break in an address', USER.replace('tai.man@hl.example', '"a@hl.example\r\nBcc: b@hl.example"')],
    ['a local part of 300 characters', USER.replace('tai.man', 'a'.repeat(300))],
    ['a look-alike letter in an address', USER.replace('tai.man@hl', 'tai.man@ｈl')],
    ['full-width digits in a User ID', USER.replace('HLSUSR01', 'HLSUSR０１')],
    ['a long number that Excel shortened', USER.replace('HLSUSR01', '1.23457E+11')],
    ['a role of the house with a firm', USER.replace('user', 'hotline')],
    ['a role nobody knows', USER.replace('user', 'root')],
    ['a sole administrator without single control', USER.replace('user,Dealing', 'da-single,')],
  ])('name %s', async (_what, row) => {
    expect((await inPeople(row)).join()).toMatch(/^people\.csv:[45]:\d+: /)
  })

  it('name one address of DA maker and DA checker, however it is written; single control apart', async () => {
    const shared = withPeople({ HLSDAC01: DAC.replace('wong@', 'CHAN@') })
    expect((await faultsOf(shared)).join()).toMatch(
      /would be the address of both DA maker and DA checker of C00101/,
    )
    const single = (FIRM['participants.csv'] ?? []).map((row) => row.replace(',no,', ',yes,'))
    const dry = await bringIn(test.url, { ...shared, 'participants.csv': single }, { apply: false })
    expect(dry.outcome).toBe('would-change')
  })

  it('name one person who would be maker and checker, also by two User IDs', async () => {
    const two = withPeople({
      HLSDAM01: 'HLSDAM01,P1,Chan,en,C00101,da-maker,,active,,',
      HLSDAC01: 'HLSDAC01,P1,Chan,en,C00101,da-checker,,active,,',
    })
    expect((await faultsOf(two)).join()).toMatch(/person P1 would be both maker and checker of C00101/)
  })

  it.each([
    ['people.csv', 'UTF-16', Buffer.from('\ufeffx', 'utf16le'), 'people.csv:1:1: the file is UTF-16'],
    [
      'people.csv',
      'parted by semicolons',
      Buffer.from('user_id;person\r\n'),
      'people.csv:1:1: cells are parted by semicolons',
    ],
    ['people.csv', 'empty', Buffer.from(''), 'people.csv:1:1: the file is empty'],
    ['people.csv', 'a workbook', Buffer.from('PK\x03\x04\n'), 'people.csv:1:1: this is a workbook'],
    [
      'contacts.csv',
      'in an old encoding',
      Buffer.from('participant,name,office,telephone,email\nC00101,\xc9,a,2979 7222,\n', 'latin1'),
      'contacts.csv:2:1: not UTF-8',
    ],
    [
      'groups.csv',
      'cut short',
      Buffer.from('participant,group,function\nC00101,Dealing,ccms.on'),
      'groups.csv:2:1: the file ends within a line',
    ],
  ] as const)('name %s that is %s', async (name, _what, bytes, fault) => {
    const folder = folderOf(FIRM)
    writeFileSync(join(folder, name), bytes)
    expect((await faultsOf(folder)).join('\n')).toContain(fault)
  })
})

describe('warnings', () => {
  it('name an address that several User IDs have, and a domain that looks like another', async () => {
    const warnings = await warningsOf(
      withPeople({
        HLSUSR02: USER.replace('HLSUSR01,P7', 'HLSUSR02,'),
        HLSUSR03: USER.replace('HLSUSR01,P7', 'HLSUSR03,').replace('tai.man@hl', 'x@h1'),
      }),
    )
    expect(warnings).toEqual([
      'people.csv:4:52: registered_email tai.man@hl.example is the address of 2 User IDs',
      'people.csv:6:50: registered_email h1.example looks like hl.example, which 4 of the addresses have: is it meant?',
    ])
  })
})

describe('a User ID', () => {
  it('that was removed is never used again, and never belongs to another person', async () => {
    const own = await testDatabase()
    await bringIn(own.url, FIRM)
    const moved = await bringIn(own.url, withPeople({ HLSUSR01: USER.replace('P7', 'P8') }))
    await own.ask("update account set status = 'removed' where user_id = 'HLSUSR01'")
    const removed = await bringIn(own.url, FIRM)
    await own.drop()
    expect(moved.faults.first.map(sayFault)).toEqual([
      'people.csv:4:1: user_id belongs to person "P7" here; who is behind a User ID never changes',
    ])
    expect(removed.faults.first.map(sayFault)).toEqual([
      'people.csv:4:1: user_id HLSUSR01 was removed here; a User ID is never used again',
    ])
  })
})
