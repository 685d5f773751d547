import { recordProgramme } from '../launch/record-programme.ts'
import type { Node } from '../wire.ts'
import type { DemoDirectory } from './directory/directory.ts'
import { type SeededCredentials, seedCredentials, seedLock } from './seed-credentials.ts'
import { seedDirectory, seedGo } from './seed-directory.ts'
import { seedRegistrations } from './seed-registrations.ts'
import type { DemoSettings } from './settings.ts'

/** When the launch was approved: noon on the eve of it. */
const GO_AT = Temporal.Instant.from('2023-06-11T12:00+08:00')

/** The directory, its credentials and locks, the go, and the programme in force: in one transaction. */
export async function seedDemo(
  { at, launch, programme }: Pick<DemoSettings, 'at' | 'launch' | 'programme'>,
  { world }: Node,
  directory: DemoDirectory,
) {
  const credentials = new Map<string, SeededCredentials>()
  const accounts = await world.database.write({ as: 'operations' }, async (tx) => {
    const seeded = await seedDirectory(tx, world, directory)
    await seedRegistrations(tx, world.randomness, programme.parsed, directory.firms)
    for (const account of seeded) {
      const made = await seedCredentials(tx, world, account)
      if (made !== undefined) credentials.set(account.person.userId, made)
      if (account.person.state === 'locked') await seedLock(tx, world, account, at)
    }
    if (launch === 'go') await seedGo(tx, world, programme.parsed.id, seeded, GO_AT)
    await recordProgramme(tx, world, { id: programme.parsed.id, source: programme.source }, at)
    return seeded
  })
  const keys = [...credentials].flatMap(([label, { totpSecret: secret }]) =>
    secret === undefined ? [] : [{ label, secret }],
  )
  return { accounts, credentials, keys }
}
