import { askPage } from './ask-page.ts'
import type { Terminal } from './terminal.ts'

/** What the Tab key stops at; of a closed group of details and of one set of radios, what is seen or chosen. */
export const STOPS = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]'

/** As much of an element as is asked for here. */
interface Stop {
  readonly dataset: Record<string, string | undefined>
}

/** The parts of a date each have a stop, which the page does not see. */
const PARTS_OF_A_DATE = 4

/**
 * Once around the page with the Tab key: it stops at everything that can be used, in the order of reading, and what has
 * the focus looks different from what it looks like without.
 */
export async function passAround(t: Terminal): Promise<readonly string[]> {
  const presses = await askPage(
    t,
    (html, [stops, parts]) => {
      const page = html.ownerDocument
      const all = [...html.querySelectorAll(stops)].filter(
        (one) => one.checkVisibility() && !one.matches(':disabled, [tabindex="-1"]'),
      )
      for (const [index, one] of all.entries()) one.dataset['stop'] = `${index}`
      html.dataset['passed'] = ''
      page.addEventListener('focusin', (event: { readonly target: Stop }) => {
        html.dataset['passed'] += `${event.target.dataset['stop'] ?? '?'} `
      })
      page.activeElement?.blur()
      page.getSelection()?.collapse(page.body, 0)
      return all.length + parts * html.querySelectorAll('[type=date], [type=time]').length
    },
    [STOPS, PARTS_OF_A_DATE] as const,
  )
  await pressTab(t, presses)
  return askPage(t, (html) => {
    const { defaultView } = html.ownerDocument
    const all = [...html.querySelectorAll('[data-stop]')]
    const passed = html.dataset['passed']?.trim().split(' ').slice(0, all.length) ?? []
    const wanted = all.map((_, index) => index).join(' ')
    // It begins where the page put the focus, and once around the window has the focus itself.
    const found =
      passed.length >= all.length - 1 && `${wanted} ${wanted}`.includes(passed.join(' '))
        ? []
        : [`Tab stops at ${passed}, not at ${wanted}`]
    const lookOf = (one: Stop) =>
      JSON.stringify(
        [null, '::after'].map((part) => {
          const { outlineStyle, outlineColor, boxShadow, backgroundColor } = defaultView.getComputedStyle(
            one,
            part,
          )
          return [outlineStyle !== 'none' && !outlineColor.endsWith(', 0)'), boxShadow, backgroundColor]
        }),
      )
    for (const one of all) {
      one.blur()
      const without = lookOf(one)
      one.focus({ focusVisible: true })
      if (lookOf(one) === without) found.push(`no focus to be seen at ${one.outerHTML.slice(0, 80)}`)
    }
    return found
  })
}

/** As fast as a key repeats: each press is sent before the one before it was answered. */
async function pressTab({ page }: Terminal, presses: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const key = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 }
  await Promise.all(
    Array.from({ length: presses }, () =>
      session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key }),
    ),
  )
  await session.detach()
}
