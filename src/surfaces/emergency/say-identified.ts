import type { FieldError } from '../../web/form-parts.tsx'
import { type Frame, textsOf } from '../../web/frame.ts'

/** Of a choice that was left open the engine knows only that it is missing. What belongs to no field is said at the first. */
export function sayIdentified(frame: Frame, errors: readonly FieldError[]): readonly FieldError[] {
  const message = textsOf(frame).emergency.chooseFirst
  return errors.map((error) => {
    if (error.field === 'identified') return { ...error, message }
    return error.field === 'remark' ? error : { ...error, field: 'identified' }
  })
}
