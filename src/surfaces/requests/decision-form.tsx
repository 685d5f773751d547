import { needsStepUp } from '../../changes/rules/request-state.ts'
import { Entry } from '../../web/entry-parts.tsx'
import { PostForm } from '../../web/form-parts.tsx'
import { sayMoment, textsOf } from '../../web/frame.ts'
import { DEEDS, type Deed, type RequestPageProps } from './request-props.ts'

function asksForStepUp(deed: Deed): boolean {
  return deed !== 'withdraw' && deed !== 'resubmit' && needsStepUp(deed)
}

/** The buttons of what one may do with a request. Enter in the remark presses none of them. */
export function DecisionForm({ frame, path, request, remark, errors, steppedUpUntil }: RequestPageProps) {
  const t = textsOf(frame).requests
  const may = DEEDS.filter((deed) => request.may.includes(deed))
  if (may.length === 0) return null
  const isOwn = may.every((deed) => deed === 'withdraw' || deed === 'resubmit')
  return (
    <section class="sp-decision" aria-labelledby="decision">
      <h2 class="govuk-heading-m" id="decision">
        {isOwn ? t.yours : t.decide}
      </h2>
      <PostForm frame={frame} action={`${path}/${request.number}`}>
        {/* A form's first button is the one that Enter presses (HTML 4.10.21.2), and a disabled one does nothing. */}
        <button type="submit" disabled hidden />
        <input type="hidden" name="digest" value={request.digest} />
        <Entry
          frame={frame}
          name="remark"
          label={t.remark}
          hint={t.remarkHint}
          errors={errors}
          value={remark}
          maxlength={1000}
        />
        <div class="govuk-button-group">
          {may.map((deed, index) => (
            <button
              type="submit"
              name="deed"
              value={deed}
              class={
                index === 0 && deed !== 'withdraw' ? 'govuk-button' : 'govuk-button govuk-button--secondary'
              }
            >
              {t.deeds[deed]}
            </button>
          ))}
        </div>
      </PostForm>
      {may.some(asksForStepUp) && (
        <p class="govuk-hint">
          {steppedUpUntil ? t.confirmedUntil(sayMoment(frame, steppedUpUntil)) : t.asksFirst}
        </p>
      )}
    </section>
  )
}
