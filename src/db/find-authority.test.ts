import { expect, it } from 'vitest'
import { FIRST, type ServerView } from './authority.ts'
import { lookFirst } from './find-authority.ts'
import type { Eye } from './look-at-server.ts'

const SILENT: ServerView = { state: 'lost', reason: 'timeout expired' }
const REFUSING: ServerView = { state: 'lost', reason: 'connect ECONNREFUSED 127.0.0.1:1' }
const WRITABLE: ServerView = { state: 'writable', authority: FIRST, position: 1 }

/** Sees one after the other, and the last for ever. */
function seeing(...views: readonly [ServerView, ...ServerView[]]): Eye & { looks: number } {
  const eye = {
    looks: 0,
    look: async () => views[Math.min(eye.looks++, views.length - 1)] ?? views[0],
    commits: () => expect.fail('nobody asked'),
    close: async () => undefined,
  }
  return eye
}

it('who begins looks again at a server that is silent, and goes on when it answers', async () => {
  const busy = seeing(SILENT, SILENT, WRITABLE)
  const { found } = await lookFirst([seeing(REFUSING), busy])
  expect([found.choice, busy.looks]).toEqual(['follow', 3])
})

it('ends after some looks at one that stays silent, and at once where all have answered', async () => {
  const [dead, refusing] = [seeing(SILENT), seeing(REFUSING)]
  expect((await lookFirst([dead])).found.choice).toBe('stay')
  expect(dead.looks).toBeLessThan(20)
  expect((await lookFirst([refusing])).found.choice).toBe('stay')
  expect(refusing.looks).toBe(1)
})

it('waits for nobody where one that takes writes is found', async () => {
  const silent = seeing(SILENT)
  expect((await lookFirst([silent, seeing(WRITABLE)])).found.choice).toBe('follow')
  expect(silent.looks).toBe(1)
})
