import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { median, rounded } from './statistics.ts'

const STARTS = 3
/** What it prints, and by when. */
const MILESTONES = { ready: 'All accounts', secondary: 'The secondary site is ready' }

/** From launch of `sallyport demo`, on all cores, to the list of who can log on; and until the secondary site is there too. */
export async function benchDemo() {
  const starts: Seen[] = []
  for (let n = 0; n < STARTS; n++) starts.push(await startOnce())
  const middle = (of: keyof typeof MILESTONES) => rounded(median(starts.map((one) => one[of])))
  return { readyMilliseconds: middle('ready'), secondaryMilliseconds: middle('secondary') }
}

type Seen = Record<keyof typeof MILESTONES, number>

async function startOnce(): Promise<Seen> {
  const began = performance.now()
  const program = [process.execPath, join(import.meta.dirname, '../bin/sallyport.js'), 'demo']
  const demo = spawn('taskset', ['-c', `0-${cpus().length - 1}`, ...program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(demo, 'exit')
  let output = ''
  demo.stdout.on('data', (text) => {
    output += text
  })
  const seen: Seen = { ready: 0, secondary: 0 }
  for (const [milestone, words] of Object.entries(MILESTONES)) {
    while (!output.includes(words)) {
      await Promise.race([once(demo.stdout, 'data'), ended])
      if (demo.exitCode !== null) throw new Error('the demo ended before both sites were there')
    }
    seen[milestone as keyof Seen] = performance.now() - began
  }
  demo.kill('SIGINT')
  await ended
  return seen
}
