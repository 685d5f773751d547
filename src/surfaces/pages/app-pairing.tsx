import { type Frame, textsOf } from '../../web/frame.ts'
import type { Pairing } from './props.ts'

const QR_PIXELS = 232

/** The key twice: to scan, and to type where no camera is at hand. */
export function AppPairing(props: Pairing & { readonly frame: Frame }) {
  const { initiation } = textsOf(props.frame)
  return (
    <div class="sp-pairing">
      <div>
        <h2 class="govuk-heading-m">{initiation.proveAppScan}</h2>
        <QrCode label={initiation.proveAppQr} qr={props.qr} />
      </div>
      <TypedKey {...props} />
    </div>
  )
}

/** Black on white in dark mode too: phones read nothing else reliably. Drawn here, so no image and no third party. */
function QrCode({ label, qr }: { readonly label: string; readonly qr: Pairing['qr'] }) {
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

function TypedKey({ frame, accountName, typedKey }: Pairing & { readonly frame: Frame }) {
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
