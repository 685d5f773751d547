import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type TestDatabase, testDatabase, unmigratedDatabase } from '../../test/support/database.ts'
import { folderOf, temporaryFolder } from '../../test/support/directory-files.ts'
import { SEOCH_FILE } from '../../test/support/programme-samples.ts'
import { packageRoot } from '../package-root.ts'
import { runExport, runGenerate, runImport } from './commands.ts'

const SAMPLE = join(packageRoot, 'examples', 'directory')
const PROGRAMME = ['--programme', join(packageRoot, SEOCH_FILE)]

let test: TestDatabase
beforeEach(async () => {
  test = await testDatabase()
  vi.stubEnv('SALLYPORT_DATABASE_URL', test.url)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await test.drop()
})

async function run(verb: typeof runImport, ...argv: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []]
  const interrupted = () => Promise.reject(new Error('nothing here runs on'))
  const terminal = {
    print: (line: string) => out.push(line),
    complain: (line: string) => err.push(line),
    ask: () => Promise.reject(new Error('nothing here is asked')),
    interrupted,
  }
  const status = await verb(['directory', ...argv], terminal)
  return { status, out: out.join('\n'), err: err.join('\n') }
}

describe('sallyport import directory', () => {
  it('shows the shipped sample, applies it, and then wants two operators to approve exactly what they read', async () => {
    const dry = await run(runImport, SAMPLE, ...PROGRAMME)
    expect(dry.status).toBe(1)
    expect(dry.out).toContain('added    account HLSUSR02 status: nothing -> "suspended"')
    expect(dry.out).toContain('HLSCC002/C00101/client-connect access_rights: nothing -> "EU_UserMaintenance"')
    expect(dry.out).toMatch(/^all +11 +0 +10 +10 /m)
    expect(dry.out).toMatch(/Nothing was changed\. --apply does it\.$/)

    const report = temporaryFolder()
    const applied = await run(runImport, SAMPLE, ...PROGRAMME, '--apply', '--report', report)
    expect([applied.status, applied.out.split('\n').at(-1)]).toEqual([0, 'Applied, in one transaction.'])
    expect(readFileSync(join(report, 'reconciliation.csv'), 'utf8')).toMatch(
      /^TOTAL,11,0,10,10,0,0,0,0,0,0,\w{64}\r$/m,
    )
    expect(readFileSync(join(report, 'changes.csv'), 'utf8')).toContain(
      'added,account,HLSDAM01,registered_email,,chan.mei.ting@harbourlantern.example,,4',
    )

    const refused = await run(runImport, SAMPLE, ...PROGRAMME, '--apply')
    const [, proposal = ''] = /--proposal (\w{64})/.exec(refused.err) ?? []
    expect(refused.status).toBe(1)
    const by = ['--maker', 'HOUSEOM1', '--checker', 'houseoc1', '--proposal', proposal]
    const again = await run(runImport, SAMPLE, ...PROGRAMME, '--apply', '--json', ...by)
    expect(JSON.parse(again.out)).toMatchObject({ outcome: 'applied', proposal, changes: { count: 0 } })
  })

  it('says every fault on stderr, as file:line:column, and exits 2', async () => {
    const faulty = await run(runImport, folderOf({ 'people.csv': ['x,,,,,,,,,'] }), ...PROGRAMME)
    expect(faulty.status).toBe(2)
    expect(faulty.err).toMatch(/^people\.csv:2:1: user_id "x" is not a User ID/m)
  })

  it.each([
    [[SAMPLE], 'no programme is in force yet'],
    [[SAMPLE, 'more'], 'wanted are the word directory and one FOLDER'],
    [[SAMPLE, '--maker', 'HOUSEOM1'], '--maker, --checker and --proposal belong together'],
    [[SAMPLE, '--programme', 'none.yaml'], "none.yaml: can't be read"],
    [['nowhere', ...PROGRAMME], "FOLDER can't be read: there is no such file or folder: nowhere\nusage: "],
    [['adr', ...PROGRAMME], "people.csv:1:1: can't be read: there is no such file"],
  ])('exits 2 and says why: %j', async (argv, why) => {
    const { status, err } = await run(runImport, ...argv)
    expect([status, err]).toEqual([2, expect.stringContaining(why)])
  })

  it('says what it has done, and then that no report of it can be written', async () => {
    const taken = join(temporaryFolder(), 'taken')
    writeFileSync(taken, '')
    const { status, out, err } = await run(runImport, SAMPLE, ...PROGRAMME, '--apply', '--report', taken)
    expect([status, out]).toEqual([2, expect.stringContaining('Applied')])
    expect(err).toContain("all of that holds, but --report can't be written: something else has that name")
  })
})

describe('sallyport generate and export directory', () => {
  it('make a directory up that comes in, goes out, and is then nothing to change', async () => {
    const [made, exported] = [temporaryFolder(), temporaryFolder()]
    const generated = await run(runGenerate, made, '--users', '60', '--participants', '7', '--seed', 'x')
    expect(generated).toMatchObject({ status: 0, out: expect.stringContaining('participants.csv: 7 rows') })
    expect(await run(runImport, made, ...PROGRAMME, '--apply')).toMatchObject({ status: 0 })
    expect(await run(runExport, exported)).toMatchObject({ status: 0 })
    const back = await run(runImport, exported, ...PROGRAMME)
    expect([back.status, back.out.split('\n').at(-1)]).toEqual([
      0,
      expect.stringMatching(/^Nothing to change/),
    ])
  })

  it('say to a program, too, which files they wrote and of how many rows', async () => {
    const [made, exported] = [temporaryFolder(), temporaryFolder()]
    const files = async (verb: typeof runExport, folder: string, ...argv: readonly string[]) =>
      JSON.parse((await run(verb, folder, ...argv, '--json')).out)
    expect(await files(runGenerate, made, '--users', '3', '--participants', '2')).toEqual({
      files: expect.arrayContaining([{ file: join(made, 'participants.csv'), rows: 2 }]),
    })
    expect(await files(runExport, exported)).toEqual({
      files: expect.arrayContaining([{ file: join(exported, 'people.csv'), rows: expect.any(Number) }]),
    })
  })

  it.each([
    [['--users', '5', '--participants', '6'], 'each participant has one user at least'],
    [['--users', 'many', '--participants', '6'], 'whole numbers'],
  ])('refuse %j', async (argv, why) => {
    const { status, err } = await run(runGenerate, temporaryFolder(), ...argv)
    expect([status, err]).toEqual([2, expect.stringContaining(why)])
  })

  it('name the command that is to be run first, where there is no schema yet', async () => {
    const empty = await unmigratedDatabase()
    onTestFinished(() => empty.drop())
    vi.stubEnv('SALLYPORT_DATABASE_URL', empty.url)
    for (const verb of [runExport, runImport]) {
      const { status, err } = await run(verb, temporaryFolder())
      expect([status, err]).toEqual([
        2,
        expect.stringMatching(/relation ".*" does not exist\. .*: run sallyport migrate$/),
      ])
    }
  })

  it('say which file can’t be written, and end, where a folder has its name', async () => {
    const made = temporaryFolder()
    mkdirSync(join(made, 'people.csv'))
    const why = `a folder stands where a file is wanted: ${join(made, 'people.csv')}`
    const generated = await run(runGenerate, made, '--users', '3', '--participants', '3')
    expect(generated).toMatchObject({ status: 2, out: '', err: expect.stringContaining(why) })
    expect(await run(runExport, made)).toMatchObject({ status: 2, err: expect.stringContaining(why) })
  })
})
