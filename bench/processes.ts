import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks a second: USER_HZ, 100 on every Linux that Node runs on. */
const TICKS = 100

/** Milliseconds of CPU that a process and its children have used so far, those that ended as well. */
export function cpuMilliseconds(of: number): number {
  const ticks = processTree(of).flatMap((pid) => {
    const fields =
      read(`/proc/${pid}/stat`)
        ?.replace(/^.*\) /s, '')
        .split(' ') ?? []
    return fields.slice(11, 15).map(Number)
  })
  return (ticks.reduce((sum, each) => sum + each, 0) * 1000) / TICKS
}

/** Mebibytes a process holds in memory (RSS). */
export function residentMebibytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`) ?? '')?.[1]) / 1024
}

/** Of them, what is its own alone: not the pages that all processes of a server share. */
export function privateMebibytes(pid: number): number {
  return Number(/RssAnon:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`) ?? '')?.[1]) / 1024
}

/** A process and its children. */
export function processTree(pid: number): readonly number[] {
  const children = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry) && parentOf(entry) === pid)
  return [pid, ...children.map(Number)]
}

function parentOf(pid: string): number {
  return Number(/PPid:\s+(\d+)/.exec(read(`/proc/${pid}/status`) ?? '')?.[1])
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
