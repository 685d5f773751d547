import { Agent } from 'node:https'
import { describe, expect, it, onTestFinished } from 'vitest'
import { reaching } from '../../support/serving-node.ts'
import { makeNetwork } from './network.ts'

// Network namespaces are root's.
describe.skipIf(process.getuid?.() !== 0)('a line on which nothing comes through', () => {
  it('is given up by whoever waits for an answer, be it that he is not even connected', async () => {
    const network = makeNetwork(process.pid)
    onTestFinished(() => network.remove())
    network.set('people-primary', 'silent')
    const { people: host } = network.places.primary
    const terminal = reaching(() => ({ host, port: 443, patience: 100 }), new Agent())
    await expect(terminal.app.fetch(new Request('https://any.test/'))).rejects.toThrow('no answer came')
  })
})
