import type { FieldError } from '../../web/form-parts.tsx'
import { type Frame, textsOf } from '../../web/frame.ts'

/** Of a choice that was left open the engine knows only that it is missing; the form says which sentence that is. */
export function sayIdentified(frame: Frame, errors: readonly FieldError[]): readonly FieldError[] {
  const message = textsOf(frame).emergency.chooseFirst
  return errors.map((error) => (error.field === 'identified' ? { ...error, message } : error))
}
