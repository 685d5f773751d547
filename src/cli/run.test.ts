import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../package-root.ts'
import { run } from './run.ts'

const packageVersion = () =>
  JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')).version as string

async function sallyport(line: string) {
  const out: string[] = []
  const err: string[] = []
  const status = await run(line.split(' ').filter(Boolean), {
    print: (text) => out.push(text),
    complain: (text) => err.push(text),
    ask: () => Promise.reject(new Error('nothing here is asked')),
    interrupted: () => Promise.reject(new Error('nothing here runs on')),
  })
  return { status, out: out.join('\n'), err: err.join('\n') }
}

describe('sallyport', () => {
  it.each(['', 'help', '--help', '-h'])('tells a stranger what there is: sallyport %s', async (line) => {
    const { status, out, err } = await sallyport(line)
    expect([status, err]).toEqual([0, ''])
    for (const verb of ['demo', 'serve', 'migrate', 'programme check', 'programme explain'])
      expect(out).toMatch(new RegExp(`^sallyport ${verb} `, 'm'))
    expect(out).toContain('Exit status: 0 holds, or done; 1 does not hold; 2 wrong usage, or broken input.')
  })

  it.each([
    ['serve --help', 'sallyport serve [--config FILE]'],
    ['migrate -h', 'sallyport migrate [--apply] [--json] [--config FILE]'],
    ['demo --at now --help', 'sallyport demo [--at 2023-06-10T18:05+08:00] [--launch go|undecided]'],
    ['programme explain --help', 'sallyport programme explain FILE --user ID --door DOOR'],
  ])('says how a command is used, and does nothing: sallyport %s', async (line, usage) => {
    const { status, out, err } = await sallyport(line)
    expect([status, err]).toEqual([0, ''])
    expect(out).toContain(usage)
  })

  it.each([
    ['help doctor', 'doctor --help'],
    ['--help site', 'site --help'],
    ['help programme', 'programme -h'],
  ])('tells the same of one command, with what it is for: sallyport %s', async (line, asFlag) => {
    const told = await sallyport(line)
    expect(told).toEqual(await sallyport(asFlag))
    expect([told.status, told.err]).toEqual([0, ''])
    const [first, ...more] = told.out.split('\n')
    expect(first).toMatch(new RegExp(`^sallyport ${line.split(' ')[1]} `))
    expect(more.at(-1)).toMatch(/^ {4}[A-Z].*\.$/)
  })

  it.each(['version', '--version', '-V'])('says which it is: sallyport %s', async (line) => {
    const { status, out } = await sallyport(line)
    expect([status, out]).toEqual([0, `sallyport ${packageVersion()}, on Node ${process.versions.node}`])
  })

  it('has no help for a command that there is not', async () => {
    expect(await sallyport('help doktor')).toMatchObject({ status: 2, out: '' })
  })

  it.each([
    ['doctor --for 2023-06-31', '--for 2023-06-31: not a day of the calendar, such as 2023-06-10'],
    ['doctor --for Saturday', '--for Saturday: not a day of the calendar, such as 2023-06-10'],
    ['cases --show some', '--show some: one of open, closed, all'],
    ['site status --apply', "Unknown option '--apply'"],
    ['site fence --statement x', "Unknown option '--statement'"],
    [
      'site switch --maker A --checker B',
      '--other names the settings of the site that holds authority; over two hosts: site fence, then site promote',
    ],
    ['cases some', "Unexpected argument 'some'. This command does not take positional arguments"],
    ['reports count --business-day 2023-02-29', '--business-day is a day such as 2023-06-09'],
  ])('says what is wrong, then how it is used: sallyport %s', async (line, reason) => {
    const { status, out, err } = await sallyport(line)
    expect([status, out]).toEqual([2, ''])
    expect(err.split('\nusage: ')).toEqual([
      reason,
      expect.stringContaining(`sallyport ${line.split(' ')[0]}`),
    ])
  })

  it.each(['serv', 'constructor', '--port', 'Programme'])(
    'names the commands to who types %s',
    async (line) => {
      expect(await sallyport(line)).toEqual({
        status: 2,
        out: '',
        err: `sallyport: no such command: ${line}\nCommands: demo, serve, migrate, import, export, generate, reports, cases, site, witness, doctor, calibrate, programme. More: sallyport help`,
      })
    },
  )
})
