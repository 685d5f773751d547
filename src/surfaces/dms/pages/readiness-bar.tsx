import type { FirmReadiness } from '../../../readiness/firm-readiness.ts'
import { STANDINGS } from '../../../readiness/rules/standing-at.ts'
import { STANDING_TEXTS } from '../../../readiness/rules/words.ts'
import { type Frame, textsOf } from '../../../web/frame.ts'

interface ReadinessBarProps {
  readonly frame: Frame
  readonly readiness: FirmReadiness
}

const WIDTH = 600
const HEIGHT = 24

/** One bar, a length for each standing; the same in words below it, for who sees no colours. */
export function ReadinessBar({ frame, readiness }: ReadinessBarProps) {
  const t = textsOf(frame).readiness
  const { counts, people } = readiness
  const shown = STANDINGS.filter((name) => counts[name] > 0)
  let from = 0
  const parts = shown.map((name) => {
    const width = (counts[name] / Math.max(people, 1)) * WIDTH
    from += width
    return { name, x: from - width, width }
  })
  return (
    <div class="sp-readiness">
      <svg
        class="sp-readiness__bar"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t.barSays(counts['gets-in'], people)}
      >
        {parts.map(({ name, x, width }) => (
          <rect
            class={`sp-readiness__part sp-readiness__part--${name}`}
            x={x}
            y={0}
            width={width}
            height={HEIGHT}
          />
        ))}
      </svg>
      <ul class="sp-readiness__legend">
        {shown.map((name) => (
          <li class="sp-readiness__name">
            {t.legend(counts[name], STANDING_TEXTS[name][frame.visit.language])}
          </li>
        ))}
        {counts['card-only'] > 0 && (
          <li class="sp-readiness__name">{t.cardOnly(counts['card-only'], counts['gets-in'])}</li>
        )}
      </ul>
    </div>
  )
}
