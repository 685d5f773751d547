import type { FunctionId } from '../../kernel/ids.ts'
import type { Programme } from '../programme.ts'

/** The functions that a door which admits this role leads to: what such a person can be given at all. */
export function functionsFor({ doors, functions }: Programme, role: string): readonly FunctionId[] {
  const led = new Set(doors.filter(({ admits }) => admits.includes(role)).flatMap(({ leadsTo }) => leadsTo))
  return functions.map(({ id }) => id).filter((id) => led.has(id))
}
