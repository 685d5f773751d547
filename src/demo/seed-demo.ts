import { recordProgramme } from '../launch/record-programme.ts'
import type { Node } from '../wire.ts'
import type { DemoCard } from './card-office/issue-cards.ts'
import type { DemoDirectory } from './directory/directory.ts'
import { seedCards } from './seed-cards.ts'
import { type drawPasswords, seedCredentials, seedLock } from './seed-credentials.ts'
import { seedDirectory, seedGo } from './seed-directory.ts'
import { seedRegistrations } from './seed-registrations.ts'
import type { DemoSettings } from './settings.ts'

/** When the launch was approved: noon on the eve of it. */
const GO_AT = Temporal.Instant.from('2023-06-11T12:00+08:00')

/** The directory, its credentials and locks, the go, and the programme in force: in one transaction. */
export async function seedDemo(
  { at, launch, programme }: Pick<DemoSettings, 'at' | 'launch' | 'programme'>,
  { world }: Pick<Node, 'world'>,
  directory: DemoDirectory,
  passwords: ReturnType<typeof drawPasswords>,
  cards: readonly DemoCard[],
) {
  const seeded = await world.database.write({ as: 'operations' }, async (tx) => {
    const accounts = await seedDirectory(tx, world, directory)
    await seedRegistrations(tx, world.randomness, programme.parsed, directory.firms)
    const credentials = await seedCredentials(tx, world, accounts, await passwords)
    await seedCards(tx, world, accounts, cards)
    const locked = accounts.filter(({ person }) => person.state === 'locked')
    for (const account of locked) await seedLock(tx, world, account, at)
    if (launch === 'go') await seedGo(tx, world, programme.parsed.id, accounts, GO_AT)
    await recordProgramme(tx, world, { id: programme.parsed.id, source: programme.source }, at)
    return { accounts, credentials }
  })
  const keys = [...seeded.credentials].flatMap(([label, { totpSecret: secret }]) =>
    secret === undefined ? [] : [{ label, secret }],
  )
  return { ...seeded, keys }
}
