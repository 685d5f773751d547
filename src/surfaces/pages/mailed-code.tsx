import { type Frame, inOne, sayMoment, textsOf } from '../../web/frame.ts'
import type { MailedCode } from './props.ts'

/** Where a code went, until when it is good, and what became of the mail (P6, P7). */
export function MailedCodeFacts({ frame, mail }: { readonly frame: Frame; readonly mail: MailedCode }) {
  const t = textsOf(frame).code
  if (mail.delivery === 'limited')
    return (
      <div id="mailed-code">
        <p class="govuk-body">{t.limited}</p>
      </div>
    )
  const failed = mail.delivery === 'failed' || mail.delivery === 'bounced'
  return (
    <div id="mailed-code">
      <p class="govuk-body">
        {inOne(
          frame,
          t.sentTo(mail.sentTo, sayMoment(frame, mail.sentAt)),
          t.validUntil(sayMoment(frame, mail.validUntil)),
        )}
      </p>
      <p class="govuk-body">{inOne(frame, t.delivery[mail.delivery], failed ? null : t.patience)}</p>
    </div>
  )
}
