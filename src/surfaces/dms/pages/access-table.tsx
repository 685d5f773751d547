import type { AccessRow } from '../../../attestations/access-store.ts'
import { ACCESS_FILTERS } from '../../../attestations/access-wanted.ts'
import type { FunctionId } from '../../../kernel/ids.ts'
import { ANSWERS } from '../../../kernel/vocabulary.ts'
import { PostForm } from '../../../web/form-parts.tsx'
import { type Frame, sayDay, sayMoment, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Empty, Table, Tag } from '../../../web/list-parts.tsx'
import { listAddress } from '../list-query.ts'
import { ToAttest } from './attestation-parts.tsx'
import { type AttestationPageProps, mayAttest } from './attestation-props.ts'

/** The firm's people, the dormant ones first, each with his answer. Every button of the form keeps what was chosen in it. */
export function AccessTable(props: AttestationPageProps) {
  const { frame, path, query, list, mayChange } = props
  const t = textsOf(frame).attestation
  if (list.rows.length === 0 || !mayChange)
    return (
      <>
        {mayAttest(props) && <ToAttest {...props} />}
        <Filters {...props} />
        {list.rows.length === 0 ? <Empty text={t.none[query.filter]} /> : <Rows {...props} />}
      </>
    )
  return (
    <PostForm frame={frame} action={path}>
      <Where {...props} />
      {mayAttest(props) && <ToAttest {...props} keeps />}
      <Filters {...props} keeps />
      <Rows {...props} />
      <Buttons frame={frame} list={list} isPrimary={!mayAttest(props)} />
    </PostForm>
  )
}

function Rows(props: AttestationPageProps) {
  const { frame, list } = props
  const t = textsOf(frame).attestation
  const c = t.columns
  return (
    <Table
      caption={t.caption}
      columns={[{ label: c.who }, { label: c.access }, { label: c.lastLogon }, { label: c.answer }]}
      rows={list.rows.map((row) => [
        <Who frame={frame} row={row} />,
        <May {...props} row={row} />,
        <LastLogon frame={frame} row={row} />,
        <AnswerFor {...props} row={row} />,
      ])}
    />
  )
}

type Filtering = AttestationPageProps & { readonly keeps?: boolean }

/** Links; where something may be chosen, buttons of its form, so that going to another list keeps it. */
function Filters({ frame, path, query, counts, keeps = false }: Filtering) {
  const { attestation: t, list } = textsOf(frame)
  return (
    <nav class="sp-filters" aria-label={list.filter}>
      <ul>
        {ACCESS_FILTERS.map((filter) => {
          const label = t.filtered(t.filters[filter], counts[filter])
          const current = filter === query.filter ? 'page' : undefined
          return (
            <li>
              {keeps ? (
                <button
                  type="submit"
                  name="go"
                  value={filter}
                  aria-current={current}
                  class="sp-filters__link"
                >
                  {label}
                </button>
              ) : (
                <Link
                  to={listAddress(path, { ...query, filter }, {})}
                  current={current}
                  class="sp-filters__link"
                >
                  {label}
                </Link>
              )}
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

/** Which page of which list this is: whoever keeps it is led on from there. */
function Where({ query, list: { rows } }: AttestationPageProps) {
  const since = 'after' in query.from ? query.from.after : ''
  const fields = { show: query.filter, first: rows[0]?.key, last: rows.at(-1)?.key, since }
  return Object.entries(fields).map(([name, value]) => (
    <input type="hidden" name={name} value={value ?? ''} />
  ))
}

interface RowProps {
  readonly frame: Frame
  readonly row: AccessRow
}

function Who({ frame, row }: RowProps) {
  const { attestation: t, users } = textsOf(frame)
  return (
    <>
      {row.userId}
      <span class="sp-quiet"> {row.displayName}</span>
      {row.access.status === 'suspended' && <Tag tone="quiet" text={users.status.suspended} />}
      {row.isChanged && <Tag tone="warn" text={t.changed} />}
    </>
  )
}

function May({
  frame,
  row: { access },
  functionNameOf,
}: RowProps & Pick<AttestationPageProps, 'functionNameOf'>) {
  const { attestation: t, roles, room, users } = textsOf(frame)
  const ends = new Map((access.ends ?? []).map((end) => end.split(' ') as [string, string]))
  const named = access.roles.map((role) => {
    const end = ends.get(role)
    return end === undefined ? roles[role] : t.until(roles[role], sayDay(frame, dayOf(frame, end)))
  })
  const groups = access.groups.map(({ name, functions }) =>
    t.inGroup(name, functions.map((id) => functionNameOf(id as FunctionId)).join(users.comma)),
  )
  return (
    <ul class="govuk-list">
      <li>{named.join(room.and)}</li>
      {groups.length === 0 ? <li class="sp-quiet">{t.noGroups}</li> : groups.map((group) => <li>{group}</li>)}
      {access.rights.length > 0 && <li>{t.rights(access.rights.join(users.comma))}</li>}
    </ul>
  )
}

function dayOf({ standing }: Frame, seconds: string): Temporal.PlainDate {
  const end = Temporal.Instant.fromEpochMilliseconds(Math.floor(Number(seconds) * 1000) - 1)
  return end.toZonedDateTimeISO(standing.zone).toPlainDate()
}

function LastLogon({ frame, row }: RowProps) {
  const t = textsOf(frame).attestation
  return (
    <>
      {row.lastLogon === null ? t.never : sayMoment(frame, row.lastLogon)}{' '}
      {row.isDormant && <Tag tone="warn" text={t.dormant} />}
    </>
  )
}

/**
 * Chosen already is `keep`, of whoever logs on, is a user and nothing else, and was neither changed nor left open: of
 * others one decides.
 */
function offeredFor(row: AccessRow): string {
  const { roles, status } = row.access
  const isPlain = status === 'active' && roles.every((role) => role === 'user')
  return row.answer ?? (isPlain && !row.isDormant && !row.isChanged && !row.isLeftOpen ? 'keep' : '')
}

function AnswerFor({ frame, row, mayChange }: RowProps & Pick<AttestationPageProps, 'mayChange'>) {
  const t = textsOf(frame).attestation
  const by = row.answeredBy !== null && <span class="sp-quiet">{t.answeredBy(row.answeredBy)}</span>
  const said = row.answer === null ? t.notYet : t.answers[row.answer]
  if (row.isAlone) return <span class="sp-quiet">{t.alone}</span>
  if (row.isOwn || !mayChange)
    return (
      <>
        {said} {by} {row.isOwn && row.answer === null && <span class="sp-quiet">{t.own}</span>}
      </>
    )
  const name = `answer-${row.userId}`
  const offered = offeredFor(row)
  return (
    <>
      <label class="govuk-visually-hidden" for={name}>
        {t.answerOf(row.userId)}
      </label>
      <select class="govuk-select" id={name} name={name} autocomplete="off">
        <option value="" selected={offered === ''}>
          {t.notYet}
        </option>
        {ANSWERS.map((answer) => (
          <option value={answer} selected={answer === offered}>
            {t.answers[answer]}
          </option>
        ))}
      </select>
      <input
        type="hidden"
        name={`seen-${row.userId}`}
        value={`${row.digest} ${row.answer ?? ''} ${offered}`}
      />
      {by}
    </>
  )
}

type ButtonsProps = Pick<AttestationPageProps, 'frame' | 'list'> & { readonly isPrimary: boolean }

/** Where one may go on to attest, that is what the page is for. */
function Buttons({ frame, list, isPrimary }: ButtonsProps) {
  const t = textsOf(frame).attestation
  const save = isPrimary ? 'govuk-button' : 'govuk-button govuk-button--secondary'
  return (
    <>
      <div class="govuk-button-group">
        {list.next === null ? (
          <button type="submit" name="go" value="stay" class={save}>
            {t.save}
          </button>
        ) : (
          <button type="submit" name="go" value="next" class={save}>
            {t.saveNext}
          </button>
        )}
        {list.previous !== null && (
          <button type="submit" name="go" value="previous" class="govuk-button govuk-button--secondary">
            {t.savePrevious}
          </button>
        )}
      </div>
      <p class="govuk-hint">{t.saveHint}</p>
    </>
  )
}
