import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { answerCsv, csvLine } from './answer-csv.ts'

describe('a file of rows', () => {
  it('runs nothing in a spreadsheet, and keeps commas, quotes and numbers', () => {
    expect(csvLine(['=1+1', 'a,b', 'say "x"', 3, -3, null, '@me', '+852'])).toBe(
      `'=1+1,"a,b","say ""x""",3,-3,,'@me,'+852\r\n`,
    )
  })

  it('is one to keep, in UTF-8 that a spreadsheet recognises, and is sent as its lines are made', async () => {
    const app = new Hono()
    app.get('/', (c) => answerCsv(c, 'users-C00101', ['a,b\r\n', '海燈,1\r\n']))
    const answer = await app.request('/')
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="users-C00101.csv"')
    expect(Buffer.from(await answer.arrayBuffer()).toString()).toBe('\ufeffa,b\r\n海燈,1\r\n')
  })

  it('has a name that no header can be broken by', async () => {
    const app = new Hono()
    app.get('/', (c) => answerCsv(c, 'a"\r\nb', []))
    app.onError((error, c) => c.text(error.message, 500))
    expect((await app.request('/')).status).toBe(500)
  })
})
