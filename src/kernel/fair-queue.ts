import { done, type Result, refused } from './result.ts'

export interface FairQueue {
  /**
   * Runs `work` when its key's turn comes. Refused with `queue-full` where too many wait, at once or, for the last of
   * the longest key, when a smaller one needs the place.
   */
  run<T>(key: string, work: () => Promise<T>): Promise<Result<T, 'queue-full'>>
  /** Jobs that run and jobs that wait, now. */
  load(): { readonly running: number; readonly waiting: number }
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
  const turns = new Turns()
  let running = 0

  const startNext = (): void => {
    if (running === limits.running) return
    const job = turns.next()
    if (job === undefined) return
    running += 1
    void job.start().finally(() => {
      running -= 1
      startNext()
    })
  }

  return {
    run: (key, work) =>
      new Promise((resolve, reject) => {
        const drop = () => resolve(refused('queue-full'))
        if (running === limits.running && turns.waiting === limits.waiting) {
          const dropped = turns.makeRoomFor(key)
          if (dropped === undefined) return drop()
          dropped.drop()
        }
        turns.add(key, { drop, start: () => work().then((value) => resolve(done(value)), reject) })
        startNext()
      }),
    load: () => ({ running, waiting: turns.waiting }),
  }
}

class Turns {
  waiting = 0
  /** Keys in the order of their turns: a Map keeps insertion order, and a served key is put in again at the end. */
  readonly #jobs = new Map<string, Job[]>()

  add(key: string, job: Job): void {
    this.waiting += 1
    const jobs = this.#jobs.get(key)
    if (jobs === undefined) this.#jobs.set(key, [job])
    else jobs.push(job)
  }

  next(): Job | undefined {
    const [first] = this.#jobs
    if (first === undefined) return undefined
    const [key, jobs] = first
    this.#jobs.delete(key)
    if (jobs.length > 1) this.#jobs.set(key, jobs)
    this.waiting -= 1
    return jobs.shift()
  }

  /** Takes out the last job of the longest key, if that stays no shorter than `key` becomes by one more. */
  makeRoomFor(key: string): Job | undefined {
    const longest = [...this.#jobs.values()].reduce((a, b) => (b.length > a.length ? b : a), [])
    if (longest.length <= (this.#jobs.get(key)?.length ?? 0) + 1) return undefined
    this.waiting -= 1
    return longest.pop()
  }
}
