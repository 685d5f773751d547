import { momentText } from '../texts/moments.ts'
import { PostForm } from './form-parts.tsx'
import { type DemoClock, type Frame, textsOf } from './frame.ts'

const DEMO_CLOCK_PATH = '/demo/clock'

/** In the demo only. A milestone posts `at`, an ISO instant; the free field posts `local`, without offset. */
export function DemoClockBar({ frame, clock }: { readonly frame: Frame; readonly clock: DemoClock }) {
  const t = textsOf(frame).shell
  const { now, zone } = frame.standing
  const local = now.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' })
  return (
    <aside class="sp-clock" aria-label={t.demoClockName}>
      <details class="govuk-width-container">
        <summary>{t.demoClock(momentText(frame.visit.language, zone, now, null))}</summary>
        <p>{t.demoClockHint}</p>
        <ul>
          {clock.milestones.map(({ title, at }) => (
            <li>
              <PostForm frame={frame} action={DEMO_CLOCK_PATH}>
                <input type="hidden" name="at" value={at.toString()} />
                <input type="hidden" name="back" value={frame.visit.here} />
                <button type="submit">{title}</button> {momentText(frame.visit.language, zone, at, null)}
              </PostForm>
            </li>
          ))}
        </ul>
        <PostForm frame={frame} action={DEMO_CLOCK_PATH}>
          <label for="demo-clock-local">{t.demoClockOther}</label>{' '}
          <input id="demo-clock-local" name="local" type="datetime-local" value={local} autocomplete="off" />{' '}
          <input type="hidden" name="back" value={frame.visit.here} />
          <button type="submit">{t.demoClockSet}</button>
        </PostForm>
      </details>
    </aside>
  )
}
