import type { FunctionId } from '../../../kernel/ids.ts'
import type { FieldError } from '../../../web/form-parts.tsx'
import type { Around } from '../../pages/room-props.ts'
import type { AttestationSeen } from '../read-attestation.ts'

export interface AttestationPageProps extends Around, AttestationSeen {
  readonly path: string
  /** What the page is for: to answer, or, once everybody has been looked at, to attest. */
  readonly step: 'answer' | 'attest'
  readonly requests: string
  /** Who makes requests here. */
  readonly maySubmit: boolean
  readonly functionNameOf: (id: FunctionId) => string
  readonly remark: string
  readonly errors: readonly FieldError[]
  /** What was just done. */
  readonly told: { readonly saved: number; readonly changed: number; readonly asked: number }
}

/** Once everybody has been looked at, a maker submits it. */
export function mayAttest({ counts, maySubmit, waiting }: AttestationPageProps): boolean {
  return counts.open === 0 && counts.toAnswer > 0 && maySubmit && waiting === null
}
