import type { Contacts } from './directory.ts'
import { type Output, printAll } from './output.ts'
import { type Helper, isAdministrator, isClientConnect } from './rules/firm-means.ts'
import { STANDING_TEXTS } from './rules/words.ts'
import type { FirmTally } from './tally.ts'
import { worstFirst } from './worst-first.ts'

/** Who can act in each firm where somebody does not get in, or by smartcard alone, and whom to call there. */
export async function printWhoActs(
  firms: readonly FirmTally[],
  readContacts: () => Promise<Contacts>,
  output: Output,
): Promise<void> {
  const troubled = worstFirst(firms).filter(
    ({ firm, counts }) =>
      firm !== null && counts['locked-out'] + counts['not-ready'] + counts['card-only'] > 0,
  )
  if (troubled.length === 0) return
  output.print('')
  output.print('Who acts in these firms, and whom to call there')
  await printAll(linesOf(troubled, await readContacts()), output)
}

async function* linesOf(firms: readonly FirmTally[], contacts: Contacts): AsyncGenerator<string> {
  for (const { firm, helpers } of firms) {
    const code = firm?.code ?? ''
    yield `  ${code.padEnd(12)} ${firm?.nameEn ?? ''}`
    yield line('DAs', helpers.filter(({ roles }) => isAdministrator(roles)).map(sayHelper))
    yield line(
      'Client Connect',
      helpers.filter((each) => isClientConnect(each.roles) && !isAdministrator(each.roles)).map(sayHelper),
    )
    const called = contacts.get(code) ?? []
    yield line(
      'Call',
      called.map(({ name, office, telephone }) => `${name} (${office}), ${telephone}`),
      'nobody is on record',
    )
  }
}

function line(name: string, words: readonly string[], none = 'none'): string {
  return `    ${name.padEnd(15)} ${words.length === 0 ? none : words.join('; ')}`
}

const DOES: Readonly<Record<string, string>> = {
  'da-maker': 'maker',
  'da-checker': 'checker',
  'da-single': 'single control',
}

/** `HLSDAM01 (maker, not ready)` */
function sayHelper({ userId, roles, standing, active }: Helper): string {
  const stands = active ? (standing ?? 'gets-in') : 'suspended'
  const said = [
    ...roles.flatMap((role) => DOES[role] ?? []),
    ...(stands === 'gets-in' ? [] : [STANDING_TEXTS[stands].en]),
  ]
  return said.length === 0 ? userId : `${userId} (${said.join(', ')})`
}
