import { sayCase } from '../../hotline/case-number.ts'
import type { HotlineCase } from '../../hotline/list-cases.ts'
import { Entry } from '../../web/entry-parts.tsx'
import { type FieldError, PostForm, PrimaryButton, SecondaryButton } from '../../web/form-parts.tsx'
import { sayMoment, textsOf } from '../../web/frame.ts'
import { Done, Facts } from '../../web/list-parts.tsx'
import { FirmPage } from '../pages/room-page.tsx'
import type { Around } from '../pages/room-props.ts'
import { CaseState } from './cases-page.tsx'

export interface CasePageProps extends Around {
  readonly path: string
  readonly found: HotlineCase
  /** It was opened just now: its number is to be told. */
  readonly opened: boolean
  readonly mayClose: boolean
  readonly mayPass: boolean
  readonly errors: readonly FieldError[]
}

/** One case: who called, who was called back, what it is about, whose it is, and what came of it. */
export function CasePage({ path, found, opened, mayClose, mayPass, errors, ...around }: CasePageProps) {
  const { frame } = around
  const { hotline: t, rooms } = textsOf(frame)
  const number = sayCase(found.number)
  const { closedAt, outcome } = found
  const when = (who: string | null, at: NonNullable<HotlineCase['closedAt']>) =>
    `${sayMoment(frame, at)}, ${t.by} ${who ?? t.house}`
  return (
    <FirmPage
      {...around}
      title={number}
      caption={rooms.cases}
      errors={errors}
      notice={opened && <Done text={t.opened(number)} />}
    >
      <Facts
        facts={[
          [t.columns.route, <CaseState frame={frame} {...found} />],
          [t.columns.firm, found.firm],
          [t.columns.about, found.about ?? t.nobody],
          [t.matter, found.matter],
          ...(found.reference === null ? [] : [[t.reference, found.reference] as const]),
          [t.caller, found.caller],
          [t.contact, `${found.contact}, ${found.telephone}`],
          [t.columns.opened, when(found.openedBy, found.openedAt)],
          ...(closedAt === null
            ? []
            : ([
                [t.closed, when(found.closedBy, closedAt)],
                [t.outcome, outcome ?? ''],
              ] as const)),
        ]}
      />
      {mayPass && <SecondaryButton frame={frame} action={`${path}/pass`} label={t.pass} about={number} />}
      {mayClose && (
        <PostForm frame={frame} action={`${path}/close`}>
          <Entry frame={frame} name="outcome" label={t.outcome} value="" errors={errors} />
          <PrimaryButton label={t.close} />
        </PostForm>
      )}
    </FirmPage>
  )
}
