import { done, type Result, refused } from '../kernel/result.ts'

export interface FairQueue {
  /**
   * Runs `work` when its key's turn comes. Refused with `queue-full` where too many wait, at once or, for the last of
   * the longest key, when a smaller one needs the place.
   */
  run<T>(key: string, work: () => Promise<T>): Promise<Result<T, 'queue-full'>>
}

interface Job {
  start(): Promise<void>
  drop(): void
}

/**
 * At most `running` jobs at once and `waiting` behind them. Keys take turns, one job each, so that a key with a
 * thousand jobs delays another by one job, and a full queue drops from the longest key, so that it cannot keep others
 * out either.
 */
export function makeFairQueue(limits: { readonly running: number; readonly waiting: number }): FairQueue {
  /** Keys in the order of their turns: a Map keeps insertion order, and a served key is put in again at the end. */
  const turns = new Map<string, Job[]>()
  let running = 0
  let waiting = 0

  const startNext = (): void => {
    const [next] = turns
    if (next === undefined || running === limits.running) return
    const [key, jobs] = next
    const job = jobs.shift() as Job
    turns.delete(key)
    if (jobs.length > 0) turns.set(key, jobs)
    waiting -= 1
    running += 1
    void job.start().finally(() => {
      running -= 1
      startNext()
    })
  }

  const enqueue = (key: string, job: Job): void => {
    const jobs = turns.get(key)
    if (jobs === undefined) turns.set(key, [job])
    else jobs.push(job)
    waiting += 1
    startNext()
  }

  const makeRoomFor = (key: string): boolean => {
    const longest = [...turns.values()].reduce((a, b) => (b.length > a.length ? b : a), [])
    if (longest.length <= (turns.get(key)?.length ?? 0) + 1) return false
    longest.pop()?.drop()
    waiting -= 1
    return true
  }

  return {
    run: (key, work) =>
      new Promise((resolve, reject) => {
        const full = running === limits.running && waiting === limits.waiting
        if (full && !makeRoomFor(key)) return resolve(refused('queue-full'))
        enqueue(key, {
          start: () => work().then((value) => resolve(done(value)), reject),
          drop: () => resolve(refused('queue-full')),
        })
      }),
  }
}
