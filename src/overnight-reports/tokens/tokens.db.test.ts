import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type TestNode, testNode } from '../../../test/support/node.ts'
import { deskOf } from '../../../test/support/requests.ts'
import { runTokens } from './commands.ts'
import { findToken } from './tokens.ts'

let test: TestNode
beforeAll(async () => {
  test = await testNode()
  vi.stubEnv('SALLYPORT_DATABASE_URL', test.db.url)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await test.stop()
})

async function tokens(...argv: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []]
  const status = await runTokens(argv, {
    print: (line: string) => out.push(line),
    complain: (line: string) => err.push(line),
    ask: () => Promise.reject(new Error('nothing here is asked')),
    interrupted: () => Promise.reject(new Error('nothing here runs on')),
  })
  return { status, out: out.join('\n'), err: err.join('\n') }
}

describe('sallyport reports token', () => {
  it('makes none until --apply, then shows one once, of which the database has a digest', async () => {
    const make = ['make', 'night-batch', '--days', '90']
    const dry = await tokens(...make)
    expect([dry.status, dry.out]).toEqual([1, expect.stringContaining('Would make night-batch, until ')])
    expect((await tokens('list')).out).toBe('No token was ever made.')
    const made = await tokens(...make, '--apply')
    expect([made.status, made.out]).toEqual([0, expect.stringMatching(/^sallyport_reports_[\w-]{43}$/)])
    const found = await test.database.read({ as: 'operations' }, (db) => findToken(db, made.out))
    expect(found?.name).toBe('night-batch')
    expect((await tokens('list')).out).toMatch(/^live {5}night-batch {2}made .* by .*@.*, until /)
    expect((await tokens('list', '--json')).out).not.toContain(made.out.slice(-20))
    expect((await deskOf(test).events('report-token.made')).length).toBe(1)
    expect(await tokens(...make, '--apply')).toMatchObject({
      status: 2,
      err: 'night-batch: there is a token of that name; revoke it first',
    })
  })

  it('revokes it by its name, says so before, and the name is free again', async () => {
    await tokens('make', 'leaving', '--days', '1', '--apply')
    expect(await tokens('revoke', 'leaving')).toMatchObject({ status: 1 })
    expect(await tokens('revoke', 'leaving', '--apply')).toMatchObject({
      status: 0,
      out: 'leaving is revoked.',
    })
    expect(await tokens('revoke', 'leaving', '--apply')).toMatchObject({ status: 2 })
    expect((await tokens('list')).out).toMatch(/^revoked {2}leaving/m)
    expect((await tokens('make', 'leaving', '--days', '1', '--apply')).status).toBe(0)
    expect((await deskOf(test).events('report-token.revoked')).length).toBe(1)
  })

  it.each([
    [['make', 'night', '--days', '0']],
    [['make', 'night', '--days', '401']],
    [['make', 'night']],
    [['make', 'Night', '--days', '1']],
    [['make']],
    [['revoke', 'a', 'b']],
    [['list', 'a']],
    [['burn', 'a']],
  ])('says what is wanted instead of %j', async (argv) => {
    const { status, err } = await tokens(...argv)
    expect(status).toBe(2)
    expect(err).toContain('usage: sallyport reports token make NAME')
  })
})
