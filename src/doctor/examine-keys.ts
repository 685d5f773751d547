import { credentialContext } from '../accounts/password-credential.ts'
import { systemRandomness } from '../kernel/system.ts'
import { sealingKeys } from '../sealing/keys.ts'
import { makeSealer } from '../sealing/seal.ts'
import { type Finding, fail, ok, warn } from './finding.ts'
import type { LookedAt } from './look-at.ts'

const NEWEST = 20

/** With other keys nobody could log on, and nothing would say why. One row that does not open may have been altered. */
export async function examineKeys({ config, database }: LookedAt): Promise<readonly Finding[]> {
  const rows = await database.read({ as: 'sign-in' }, (db) =>
    db
      .selectFrom('credential')
      .select(['id', 'account_id', 'sealed'])
      .where('kind', '=', 'password')
      .where('valid_to', 'is', null)
      .orderBy('valid_from', 'desc')
      .limit(NEWEST)
      .execute(),
  )
  const sealer = makeSealer(sealingKeys(config.sealingKeys), systemRandomness)
  const closed = rows.filter(
    ({ id, account_id, sealed }) =>
      sealed === null || !sealer.open(credentialContext(id, account_id), sealed).ok,
  )
  if (rows.length === 0) return [ok('no password is stored yet')]
  if (closed.length === 0) return [ok(`they open the ${rows.length} newest passwords`)]
  if (closed.length === rows.length)
    return [
      fail(
        `SALLYPORT_SEALING_KEYS_FILE opens none of the ${rows.length} newest stored passwords`,
        'Use the keys they were sealed with',
      ),
    ]
  return [
    warn(
      `${closed.length} of the ${rows.length} newest passwords do not open: altered, or sealed by a key that is gone`,
      `Look at credential ${closed.map(({ id }) => id).join(', ')}.`,
    ),
  ]
}
