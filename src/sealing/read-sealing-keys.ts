import { readFileSync } from 'node:fs'
import { reasonOf } from '../kernel/reason-of.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { SealingKey } from './keys.ts'

/** The first seals, all of them open. */
export type SealingKeys = readonly [SealingKey, ...SealingKey[]]

/** `1:` and 64 hex digits a line, `#` begins a remark; the first key seals, the others still open. */
export function readSealingKeys(file: string): Result<SealingKeys, readonly string[]> {
  const faults: string[] = []
  const keys: SealingKey[] = []
  for (const [index, line] of linesOf(file, faults).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const [, id, secret] = /^(\d{1,3}):([0-9a-f]{64})\s*$/i.exec(line) ?? []
    const place = `${file}:${index + 1}`
    if (id === undefined || secret === undefined || Number(id) < 1 || Number(id) > 255)
      faults.push(`${place}: a sealing key is written ID:64 hex digits, with an ID from 1 to 255`)
    else if (keys.some((key) => key.id === Number(id))) faults.push(`${place}: there is a key ${id} already`)
    else keys.push({ id: Number(id), secret: Buffer.from(secret, 'hex') })
  }
  const [current, ...older] = keys
  if (current === undefined && faults.length === 0) faults.push(`${file}: holds no sealing key`)
  return current === undefined || faults.length > 0 ? refused(faults) : done([current, ...older])
}

function linesOf(file: string, faults: string[]): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch (fault) {
    faults.push(`can't be read: ${reasonOf(fault)}`)
    return []
  }
}
