import { expect, it } from 'vitest'
import { FIRST } from '../db/authority.ts'
import type { SiteControl } from './site-control.ts'
import { type TakingOver, takeOver } from './take-over.ts'

/** Nobody answers at the site that is to take over. */
const NOBODY = 'postgres://nobody@127.0.0.1:1/none'

function taking(to: 'primary' | 'secondary') {
  const ended: string[] = []
  const from = {
    site: 'primary',
    fence: async (how: string) => void ended.push(how),
  } as unknown as SiteControl
  const there = { url: NOBODY, authority: FIRST }
  return { ended, deed: { from, to: { site: to }, there, say: () => undefined } as unknown as TakingOver }
}

it('ends no server for a take-over that is refused', async () => {
  const { ended, deed } = taking('primary')
  expect(await takeOver(deed)).toMatchObject({ ok: false, refusal: 'holds-it-already' })
  expect(ended).toEqual([])
})

it('ends no server where the one to take over is not of the spell that this was decided in', async () => {
  const { ended, deed } = taking('secondary')
  await expect(takeOver(deed)).rejects.toThrow('has changed since this was decided')
  expect(ended).toEqual([])
})
