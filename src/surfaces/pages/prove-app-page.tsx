import { PostForm, PrimaryButton, TextField } from '../../web/form-parts.tsx'
import { type Frame, textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { captionOf } from './initiation-steps.ts'
import type { ProveAppPageProps } from './props.ts'
import { Step } from './step.tsx'

const QR_PIXELS = 232

/** The key twice: to scan, and to type where no camera is at hand. */
export function ProveAppPage(props: ProveAppPageProps) {
  const { frame, action, errors, refusal, otherChannel } = props
  const { labels, initiation, passcode, refusal: refused } = textsOf(frame)
  return (
    <Step
      frame={frame}
      title={initiation.proveAppTitle}
      caption={captionOf(frame, 'proof')}
      errors={errors}
      refused={refusal && { refusal, title: refused.passcodeTitle, text: refused.passcode }}
    >
      <div class="sp-pairing">
        <div>
          <h2 class="govuk-heading-m">{initiation.proveAppScan}</h2>
          <QrCode label={initiation.proveAppQr} qr={props.qr} />
        </div>
        <TypedKey {...props} />
      </div>
      <p class="govuk-body">{initiation.proveAppThen}</p>
      <PostForm frame={frame} action={action} class="sp-passcode">
        <TextField
          frame={frame}
          name="passcode"
          label={labels.oneTimePasscode}
          hint={passcode.appHint}
          autocomplete="one-time-code"
          errors={errors}
        />
        <PrimaryButton label={labels.continue} />
      </PostForm>
      {otherChannel && (
        <div class="sp-others">
          <Link to={otherChannel}>{initiation.otherChannel}</Link>
        </div>
      )}
    </Step>
  )
}

/** Black on white in dark mode too: phones read nothing else reliably. Drawn here, so no image and no third party. */
function QrCode({ label, qr }: { readonly label: string; readonly qr: ProveAppPageProps['qr'] }) {
  const side = String(QR_PIXELS)
  return (
    <svg
      class="sp-qr"
      role="img"
      aria-label={label}
      width={side}
      height={side}
      viewBox={`0 0 ${qr.size} ${qr.size}`}
    >
      <rect width={qr.size} height={qr.size} fill="#fff" />
      <path d={qr.path} fill="#000" shape-rendering="crispEdges" />
    </svg>
  )
}

function TypedKey({ frame, accountName, typedKey }: { readonly frame: Frame } & ProveAppPageProps) {
  const t = textsOf(frame).initiation
  return (
    <div class="sp-pairing__typed">
      <h2 class="govuk-heading-m">{t.proveAppType}</h2>
      <dl>
        <dt>{t.proveAppName}</dt>
        <dd>{accountName}</dd>
        <dt>{t.proveAppKey}</dt>
        <dd class="sp-key">{inFours(typedKey)}</dd>
        <dt>{t.proveAppKind}</dt>
        <dd>{t.proveAppKindIs}</dd>
      </dl>
      <button
        type="button"
        class="govuk-button govuk-button--secondary"
        data-copy={typedKey}
        data-copied={t.copied}
        hidden
      >
        {t.copy}
      </button>
    </div>
  )
}

function inFours(key: string): string {
  return (key.match(/.{1,4}/g) ?? []).join(' ')
}
