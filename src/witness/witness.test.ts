import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemRandomness } from '../kernel/system.ts'
import { askWitness, lookAtWitness } from './ask-witness.ts'
import { giveWord } from './give-word.ts'
import { type ListeningWitness, listenWitness } from './listen-witness.ts'
import { SIGNATURE, signMessage, type WitnessKey } from './sign-message.ts'
import { prepareFolder, readFolder, type WitnessFolder } from './witness-folder.ts'
import type { Ask } from './word.ts'

const SPELL = 'BCD-FGH-JKL'
let folder: string
let held: WitnessFolder
let witness: ListeningWitness
const told: string[] = []

beforeEach(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'sallyport-witness-')), 'witness')
  prepareFolder(folder, systemRandomness)
  await start()
})
afterEach(() => witness.stop())

async function start() {
  const read = readFolder(folder)
  if (!read.ok) throw new Error(read.refusal)
  held = read.value
  witness = await listenWitness({ ...held, host: '127.0.0.1', port: 0, tell: (says) => told.push(says) })
}

const at = (key: WitnessKey) => ({ url: `http://127.0.0.1:${witness.port}`, key })
const asked = (site: Ask['site'], over: Partial<Ask> = {}) =>
  askWitness(at(held.keys[site]), { site, spell: SPELL, mode: 'paired', ...over }, systemRandomness)
const word = (value: string) => ({ ok: true, value })

describe('a witness', () => {
  it('gives the word of a spell to the site that asks first, as often as that one asks', async () => {
    expect(await asked('secondary')).toEqual(word('yes'))
    expect(await asked('primary')).toEqual(word('given'))
    expect(await asked('secondary')).toEqual(word('yes'))
    expect(await asked('primary', { spell: 'first' })).toEqual(word('yes'))
  })

  it('gives it to one of two who ask at once', async () => {
    const words = await Promise.all([asked('primary'), asked('secondary'), asked('primary')])
    expect(new Set([words[0], words[2]].map((said) => JSON.stringify(said))).size).toBe(1)
    expect(words.map((said) => said.ok && said.value).toSorted()).toMatchObject(
      words[1]?.ok && words[1].value === 'yes' ? ['given', 'given', 'yes'] : ['given', 'yes', 'yes'],
    )
  })

  it('gives none of a spell in which the authority goes on alone', async () => {
    expect(await asked('secondary', { mode: 'standalone' })).toEqual(word('alone'))
    expect(readdirSync(held.words)).toEqual([])
  })

  it('says who has a word without giving it', async () => {
    const look = () =>
      lookAtWitness(
        at(held.keys.primary),
        { site: 'primary', spell: SPELL, mode: 'paired' },
        systemRandomness,
      )
    expect(await look()).toEqual(word('nobody'))
    expect(await asked('secondary')).toEqual(word('yes'))
    expect(await look()).toEqual(word('secondary'))
  })

  it('knows after a restart what it said before', async () => {
    expect(await asked('secondary')).toEqual(word('yes'))
    await witness.stop()
    expect(await asked('primary')).toMatchObject({ ok: false })
    await start()
    expect(await asked('primary')).toEqual(word('given'))
  })

  it('is silent to whoever has not the key of the site he speaks for, and to what is no ask', async () => {
    const [primary, body] = [
      at(held.keys.primary),
      JSON.stringify({ want: 'word', spell: '../x', mode: 'paired' }),
    ]
    const forged = askWitness(primary, { site: 'secondary', spell: SPELL, mode: 'paired' }, systemRandomness)
    expect(await forged).toEqual({ ok: false, refusal: { away: 'it answers 403' } })
    const mac = signMessage(primary.key, { what: 'ask', site: 'primary', nonce: 'n', body })
    const headers = { [SIGNATURE.site]: 'primary', [SIGNATURE.nonce]: 'n', [SIGNATURE.mac]: mac }
    const status = async (init: RequestInit) => (await fetch(primary.url, init)).status
    expect(await status({ method: 'POST', body, headers })).toBe(403)
    expect(await status({})).toBe(403)
    expect(await status({ method: 'POST', body: 'x'.repeat(5_000), headers })).toBe(403)
    expect(readdirSync(held.words)).toEqual([])
  })

  it('is not believed where its answer is not signed, or was one to another ask', async () => {
    const { key } = at(held.keys.primary)
    const body = '{"word":"yes"}'
    const signedEarlier = signMessage(key, { what: 'answer', site: 'primary', nonce: 'earlier', body })
    for (const mac of [undefined, signedEarlier]) {
      const impostor = createServer((_, response) => {
        response.writeHead(200, mac === undefined ? {} : { [SIGNATURE.mac]: mac }).end(body)
      }).listen(0, '127.0.0.1')
      await once(impostor, 'listening')
      const url = `http://127.0.0.1:${(impostor.address() as AddressInfo).port}`
      const ask = { site: 'primary', spell: SPELL, mode: 'paired' } as const
      expect(await askWitness({ url, key }, ask, systemRandomness)).toEqual({
        ...{ ok: false, refusal: { away: 'its answer is not signed by the key of this site' } },
      })
      impostor.closeAllConnections()
      impostor.close()
    }
  })
})

it('of two processes that give a word at once, one does, and what a kill left is not written into', async () => {
  writeFileSync(join(held.words, `${SPELL}.${process.pid}`), 'primary')
  const program = join(folder, 'give.ts')
  writeFileSync(
    program,
    `import { giveWord } from ${JSON.stringify(join(import.meta.dirname, 'give-word.ts'))}
     process.on('message', ([words, to]) => process.send(giveWord(words, ${JSON.stringify(SPELL)}, to)))
     process.send('ready')`,
  )
  const children = ['primary', 'secondary'].map(() => fork(program))
  await Promise.all(children.map(heard))
  const said = await Promise.all(
    children.map((child, n) => {
      child.send([held.words, n === 0 ? 'primary' : 'secondary'])
      return heard(child)
    }),
  )
  for (const child of children) child.kill()
  expect(new Set(said).size).toBe(1)
  expect(giveWord(held.words, SPELL, 'primary')).toBe(said[0])
  expect(giveWord(held.words, SPELL, 'secondary')).toBe(said[0])
})

function heard(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => child.once('message', resolve))
}
