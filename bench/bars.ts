/** What is asked of the figures, by bench and name; `*` stands for each of its kind. */
const BARS: readonly (readonly [figure: string, relation: keyof typeof HOLDS, bar: Figure])[] = [
  ['logon shareOfCeiling', '≥', 0.8],
  ['smartcard shareOfCeiling', '≥', 0.5],
  ['check shareOfHello', '≥', 0.5],
  ['timing greatestDelta', '<', 0.1],
  ['start startMilliseconds', '<', 1500],
  ['start idleMebibytes', '<', 200],
  ['demo readyMilliseconds', '<', 5000],
  ['size timesAsLong', '≤', 1.2],
  ['firm-pages pages * milliseconds', '<', 300],
  ['emails file seconds', '<', 20],
  ['emails firm milliseconds *', '<', 300],
  ['report whole', '=', true],
  ['report memoryMebibytes more', '≤', 128],
  ['kills everyPromiseKept', '=', true],
  ['storm logons failed', '=', 0],
  ['storm initiations failed', '=', 0],
  ['storm overload failed', '=', 0],
  ['storm overload sessionChecks failed', '=', 0],
  ['storm overload mebibytes more', '≤', 128],
  ['two-sites lost', '=', 0],
  ['two-sites milliseconds takenOver greatest', '<', 60_000],
  ['two-sites milliseconds switched greatest', '<', 10_000],
  ['faults broken', '=', 0],
  ['faults unservedMilliseconds switched greatest', '<', 10_000],
  ['faults unservedMilliseconds struck greatest', '<', 60_000],
]

type Figure = number | boolean

const HOLDS = {
  '<': (seen: Figure, bar: Figure) => seen < bar,
  '≤': (seen: Figure, bar: Figure) => seen <= bar,
  '≥': (seen: Figure, bar: Figure) => seen >= bar,
  '=': (seen: Figure, bar: Figure) => seen === bar,
}

/** The bars that these figures do not meet, of the benches that were run, in words. */
export function missedBars(figures: Readonly<Record<string, unknown>>): readonly string[] {
  return BARS.flatMap(([figure, relation, bar]) => {
    const [bench = '', ...path] = figure.split(' ')
    if (!Object.hasOwn(figures, bench)) return []
    return valuesAt(figures[bench], path, bench)
      .filter(({ value }) => !HOLDS[relation](value, bar))
      .map(({ name, value }) => `${name} ${value}, not ${relation} ${bar}`)
  })
}

interface Value {
  readonly name: string
  readonly value: Figure
}

/** Throws where there is no such figure: a bar that nothing is held against is none. */
function valuesAt(seen: unknown, [step, ...further]: readonly string[], name: string): readonly Value[] {
  if (step === undefined) {
    if (typeof seen === 'boolean' || Number.isFinite(seen)) return [{ name, value: seen as Figure }]
    throw new Error(`${name} is no figure`)
  }
  const within = Object.entries(seen ?? {})
  const asked = step === '*' ? within : within.filter(([key]) => key === step)
  if (asked.length === 0) throw new Error(`${name} has no ${step}`)
  return asked.flatMap(([key, value]) => valuesAt(value, further, `${name} ${key}`))
}
