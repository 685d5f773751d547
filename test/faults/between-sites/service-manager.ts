import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'

/** One thing a host keeps running. */
export interface Unit {
  readonly name: string
  start(): Promise<void>
  /** Asked again and again. */
  runs(): boolean
  /** Of all its processes. */
  pids(): readonly number[]
}

/** Milliseconds from an end to the start after it: systemd's RestartSec. */
const RESTART = 500
const LOOK = 200

/** What systemd is at a site's host: starts what has ended, but not while somebody works on it, nor when the host is off. */
export class ServiceManager {
  readonly #units: readonly Unit[]
  readonly #fallen: (name: string, fault: unknown) => void
  readonly #held = new Set<string>()
  readonly #starting = new Map<string, Promise<void>>()
  #on = false
  #watching: NodeJS.Timeout | undefined

  constructor(units: readonly Unit[], fallen: (name: string, fault: unknown) => void) {
    this.#units = units
    this.#fallen = fallen
  }

  get isOn(): boolean {
    return this.#on
  }

  pids(name: string): readonly number[] {
    return this.#unit(name).pids()
  }

  /** All that is not held by somebody, in order. */
  async switchOn(): Promise<void> {
    if (this.#on) return
    this.#on = true
    for (const unit of this.#units) await this.#start(unit, 0)
    this.#watching = setInterval(() => this.#look(), LOOK)
  }

  /** As a power cut has it. */
  async switchOff(): Promise<void> {
    this.#on = false
    clearInterval(this.#watching)
    await Promise.all(this.#starting.values())
    for (const { pids } of this.#units) for (const pid of pids()) signal(pid, 'SIGKILL')
    await this.#untilGone()
  }

  /** Nobody starts these while the work goes on, as after `systemctl stop`; then they are looked after again. */
  async holding<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
    for (const name of names) this.#held.add(name)
    try {
      await Promise.all(names.map((name) => this.#starting.get(name)))
      return await work()
    } finally {
      for (const name of names) this.#held.delete(name)
    }
  }

  #unit(name: string): Unit {
    const unit = this.#units.find((each) => each.name === name)
    if (unit === undefined) throw new Error(`no unit ${name}`)
    return unit
  }

  #look(): void {
    for (const unit of this.#units) {
      if (!unit.runs()) void this.#start(unit, RESTART)
    }
  }

  #start(unit: Unit, after: number): Promise<void> {
    const { name } = unit
    if (this.#held.has(name)) return Promise.resolve()
    const starting = this.#starting.get(name) ?? this.#startAfter(unit, after)
    this.#starting.set(name, starting)
    return starting.finally(() => this.#starting.delete(name))
  }

  async #startAfter(unit: Unit, after: number): Promise<void> {
    await pause(after)
    if (!this.#on || this.#held.has(unit.name)) return
    await unit.start().catch((fault) => this.#fallen(unit.name, fault))
  }

  async #untilGone(): Promise<void> {
    while (this.#units.some(({ runs }) => runs())) await pause(RESTART / 10)
  }
}

export function signal(pid: number, which: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, which)
  } catch {
    // Gone by itself meanwhile.
  }
}

/** A program that stays in the foreground; what it says goes to `hear`. */
export function programUnit(
  name: string,
  line: readonly string[],
  hear: (text: string) => void,
  environment: Readonly<Record<string, string>> = {},
): Unit {
  let running: ChildProcess | undefined
  return {
    name,
    start: async () => {
      const [program = '', ...words] = line
      const child = spawn(program, words, {
        env: { PATH: process.env['PATH'], ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      running = child
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => hear(String(text)))
      const end = () => {
        if (running === child) running = undefined
      }
      child.on('exit', end)
      child.on('error', end)
    },
    runs: () => running !== undefined,
    pids: () => (running?.pid === undefined ? [] : [running.pid]),
  }
}
