import { describe, expect, it } from 'vitest'
import { readUploadHeader, readUploadLine } from './read-upload-line.ts'

describe('the first line of an upload', () => {
  it.each([
    ['User ID,Email', undefined],
    ['user id,EMAIL', undefined],
    ['"User ID","Email",', undefined],
    ['User ID;Email', 'semicolons'],
    ['User ID\tEmail', 'tabs'],
    ['Email,User ID', 'no-header'],
    ['ALPHA01,a@firm.example', 'no-header'],
  ])('%j: %s', (text, code) => {
    expect(readUploadHeader(text)?.code).toBe(code)
  })
})

describe('a line of an upload', () => {
  it('is a User ID, read in any case, and one address; blanks around them and a spreadsheet’s quotes fall away', () => {
    const row = { line: 7, userId: 'HLSUSR01', address: 'mei@firm.example' }
    for (const text of [
      'HLSUSR01,mei@firm.example',
      ' hlsusr01 , mei@firm.example ,,',
      '"HLSUSR01","mei@firm.example"',
    ])
      expect(readUploadLine(text, 7)).toEqual({ ok: true, value: row })
  })

  it('without an address leaves its user as he is, and an empty one is none', () => {
    expect(readUploadLine('HLSUSR01,', 2)).toEqual({
      ok: true,
      value: { line: 2, userId: 'HLSUSR01', address: '' },
    })
    expect(readUploadLine(' , ', 2)).toBeUndefined()
  })

  it('says all that is wrong in it, each with the column it stands at', () => {
    expect(readUploadLine('HLS,mei@firm', 3)).toEqual({
      ok: false,
      refusal: [
        { line: 3, column: 1, code: 'user-id', detail: 'HLS' },
        { line: 3, column: 5, code: 'no-domain', detail: 'mei@firm' },
      ],
    })
  })

  it.each([
    ['HLSUSR01', 1, 'cells'],
    ['HLSUSR01,a@firm.example,b@firm.example', 1, 'cells'],
    ['HLSUSR01,"a@firm.example', 10, 'quotes'],
    ['HLSUSR01,a@firm.example\u200b', 10, 'unseen'],
    ['HLSUSR01,а@firm.example', 10, 'other-script'],
  ])('%j is refused at column %i: %s', (text, column, code) => {
    const read = readUploadLine(text, 2)
    expect(read?.ok === false && read.refusal).toMatchObject([{ column, code }])
  })
})
